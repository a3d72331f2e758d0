//! The frame that all pages share: head, navigation, search, the moment of the log, languages.

use super::address::{Address, Listing, Page};
use super::assets;
use super::form::Form;
use super::language::InterfaceLanguage;
use super::page_content::PageContent;
use super::view::View;
use crate::domain::replace_display_controls;
use maud::{DOCTYPE, Markup, html};

/// The policy of a page for what it may load: its own files, and nothing that is written into it (Content Security
/// Policy Level 3).
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/// The whole document.
pub(super) fn render_document(view: &View<'_>, content: &PageContent) -> String {
    let site = &view.phrases.site;
    let document = html! {
        (DOCTYPE)
        html lang=(view.language.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                @if view.links.is_published() {
                    meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                }
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (content.title) " · dixit" }
                @if let Some(description) = &content.description {
                    meta name="description" content=(description);
                }
                link rel="icon" href=(view.links.to_asset(assets::ICON)) type="image/svg+xml";
                link rel="stylesheet" href=(view.links.to_asset(assets::STYLE));
                @for (form, href) in forms(view, content) {
                    link rel="alternate" type=(form.media_type()) href=(href);
                }
            }
            body {
                a.skip href="#content" { (site.skip) }
                (header(view))
                (as_of_banner(view))
                main #content tabindex="-1" { (content.body) }
                (footer(view, content))
            }
        }
    };
    // Characters of articles that turn the direction of the text, or that HTML does not allow, must not act on a page.
    replace_display_controls(&document.into_string()).into_owned()
}

/// The forms of the answer that exist, each with its link.
fn forms(view: &View<'_>, content: &PageContent) -> Vec<(Form, String)> {
    let address = content.canonical.as_ref().unwrap_or(view.address);
    let link = |form: &Form| Some((*form, view.links.to_form(address, *form)?));
    content.forms.iter().filter_map(link).collect()
}

fn header(view: &View<'_>) -> Markup {
    let site = &view.phrases.site;
    html! {
        header.site {
            @if let Some(home) = view.link(Page::Home) {
                a.brand href=(home) { "dixit" }
            }
            (search_form(view))
            (languages(view))
            nav.menu aria-label=(site.menu) {
                // Closed on a narrow screen; the style sheet opens it on a wide one. Neither needs a script.
                details {
                    summary { (site.menu) }
                    ul {
                        @for listing in Listing::ALL {
                            @if listing != Listing::Search {
                                (navigation_item(view, &Page::Listing(listing), short_title(view, listing)))
                            }
                        }
                        (navigation_item(view, &Page::About, &site.about))
                    }
                }
            }
        }
    }
}

fn navigation_item(view: &View<'_>, page: &Page, title: &str) -> Markup {
    let current = (view.address.page == *page).then_some("page");
    html! {
        @if let Some(href) = view.link(page.clone()) {
            li { a href=(href) aria-current=[current] { (title) } }
        }
    }
}

/// The short title of a list.
fn short_title(view: &View<'_>, listing: Listing) -> &'static str {
    let of = view.phrases.listing.get(listing.as_str());
    of.map_or(listing.as_str(), |phrases| phrases.short.as_str())
}

/// The search box of every page. On a published site it leads to the page that searches with a script.
fn search_form(view: &View<'_>) -> Markup {
    let site = &view.phrases.site;
    let search = Page::Listing(Listing::Search);
    let query = (view.address.page == search)
        .then(|| view.parameter("q"))
        .flatten();
    let action = view.links.to(&Address::plain(search), view.language);
    html! {
        @if let Some(action) = action {
            form.search role="search" action=(action) method="get" {
                label.hidden for="q" { (site.search_label) }
                input #q type="search" name="q" value=[query] placeholder=(site.search_label) autocomplete="off";
                @if !view.links.is_published() {
                    @for name in ["as-of", "reader", "ui"] {
                        @if let Some(value) = view.parameter(name) {
                            input type="hidden" name=(name) value=(value);
                        }
                    }
                }
                button type="submit" { (site.search) }
            }
        }
    }
}

/// Says that the answer is not of now, or not of dixit's own reading.
fn as_of_banner(view: &View<'_>) -> Markup {
    let site = &view.phrases.site;
    let moment = view.as_of.map(|position| {
        let day = view.language.day(view.today());
        format!("{day} ({position})")
    });
    let now = view.address.with("as-of", None);
    html! {
        @if let Some(moment) = moment {
            p.banner role="status" {
                (site.as_of.replace("{moment}", &moment)) " "
                @if let Some(href) = view.links.to(&now, view.language) { a href=(href) { (site.as_of_now) } }
            }
        }
        @if let Some(reader) = view.parameter("reader") {
            p.banner role="status" { (site.read_by.replace("{reader}", reader)) }
        }
    }
}

fn footer(view: &View<'_>, content: &PageContent) -> Markup {
    let site = &view.phrases.site;
    let forms = forms(view, content);
    html! {
        footer.site {
            @if !forms.is_empty() {
                p.forms {
                    (site.other_forms) ": "
                    @for (number, (form, href)) in forms.iter().enumerate() {
                        @if number > 0 { " · " }
                        a href=(href) rel="alternate" type=(form.media_type()) { (form.as_str()) }
                    }
                }
            }
            p { "dixit: " (site.tagline) }
        }
    }
}

/// The links to this page in each language of the interface.
fn languages(view: &View<'_>) -> Markup {
    html! {
        nav.languages aria-label=(view.phrases.site.language) {
            ul {
                @for language in InterfaceLanguage::ALL {
                    @if let Some(href) = language_link(view, language) {
                        li {
                            a href=(href) hreflang=(language.as_str()) lang=(language.as_str())
                                aria-current=[(language == view.language).then_some("true")] {
                                (language.own_name())
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The link to this page in another language.
fn language_link(view: &View<'_>, language: InterfaceLanguage) -> Option<String> {
    let address = if view.links.is_published() {
        view.address.clone()
    } else {
        view.address.with("ui", Some(language.as_str()))
    };
    view.links.to(&address, language)
}
