//! The form that narrows a list, and the filters that are on.

use crate::domain::{Act, Lang, Report, SpeakerKind, Status};
use crate::query::{DueQuery, PeriodLength};
use crate::web::address::{Address, Listing, Page};
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// The parameters that a field of their own in the form would say nothing about.
const WITHOUT_FIELD: [&str; 2] = ["page", "sort"];
/// The parameters that the form sends on unchanged.
const KEPT: [&str; 4] = ["as-of", "reader", "ui", "sort"];
/// The parameters that are on or off.
const SWITCHES: [&str; 4] = ["all", "reviewed", "unnamed", "unreviewed"];

/// The form, and below it the filters that are on. Nothing on a published site, which has no page for its answer.
pub(in crate::web) fn filter_form(view: &View<'_>, listing: Listing, is_open: bool) -> Markup {
    let phrases = &view.phrases.filters;
    let page = Page::Listing(listing);
    let mut names = page.parameter_names();
    names.retain(|name| !WITHOUT_FIELD.contains(name));
    let action = view.links.to(&Address::plain(page), view.language);
    html! {
        @if let Some(action) = action.filter(|_| !view.links.is_published()) {
            details.filters open[is_open] {
                summary { (phrases.title) }
                form action=(action) method="get" {
                    @for name in KEPT {
                        @if let Some(value) = view.parameter(name) {
                            input type="hidden" name=(name) value=(value);
                        }
                    }
                    @for name in &names { (field(view, listing, name)) }
                    button type="submit" { (phrases.apply) }
                }
            }
            (active_filters(view, listing, &names))
        }
    }
}

/// The parameter without which the list has no question; removing the filters leaves it.
const fn subject(listing: Listing) -> Option<&'static str> {
    match listing {
        Listing::Search => Some("q"),
        Listing::Changes => Some("speaker"),
        _ => None,
    }
}

/// A field with its label.
fn field(view: &View<'_>, listing: Listing, name: &str) -> Markup {
    let phrases = &view.phrases.filters;
    let id = format!("filter-{name}");
    let label = label(view, listing, name);
    let value = view.parameter(name);
    let example = phrases.example.get(name);
    let choices = choices(listing, name);
    html! {
        @if SWITCHES.contains(&name) {
            div.field.switch {
                input type="checkbox" id=(id) name=(name) value="yes" checked[view.address.parameters.is_on(name)];
                " " label for=(id) { (label) }
            }
        } @else {
            div.field {
                label for=(id) { (label) }
                @if choices.is_empty() {
                    input type="text" id=(id) name=(name) value=[value] placeholder=[example] autocomplete="off"
                        required[subject(listing) == Some(name)];
                } @else {
                    select id=(id) name=(name) {
                        option value="" { (default_choice(view, listing, name)) }
                        @for choice in &choices {
                            option value=(choice) selected[value == Some(*choice)] {
                                (choice_label(view, name, choice))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The words for a parameter of a list.
pub(in crate::web) fn label<'n>(view: &View<'_>, listing: Listing, name: &'n str) -> &'n str {
    let labels = &view.phrases.filters.label;
    let of_list = labels.get(&format!("{}-{name}", listing.as_str()));
    of_list.map_or_else(|| word(labels, name), String::as_str)
}

/// What it means to choose nothing.
fn default_choice<'v>(view: &View<'v>, listing: Listing, name: &str) -> &'v str {
    let phrases = &view.phrases.filters;
    let of_list = phrases.default.get(&format!("{}-{name}", listing.as_str()));
    of_list.unwrap_or(&phrases.any)
}

/// The values of a parameter that has a closed vocabulary; empty if it has none.
fn choices(listing: Listing, name: &str) -> Vec<&'static str> {
    match (name, listing) {
        ("act", _) => {
            let acts = Act::ALL.iter().map(|act| act.as_str());
            let any = (listing == Listing::Due).then_some(DueQuery::ANY_ACT);
            acts.chain(any).collect()
        }
        ("report", _) => Report::ALL.iter().map(|report| report.as_str()).collect(),
        ("lang", _) => {
            let langs = Lang::EXTRACTED.iter().chain([&Lang::Und]);
            langs.map(|lang| lang.as_str()).collect()
        }
        ("status", _) => Status::ALL.iter().map(|status| status.as_str()).collect(),
        ("kind", _) => SpeakerKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        ("by", Listing::Changes) => PeriodLength::ALL.map(PeriodLength::as_str).to_vec(),
        ("by", _) => vec!["year", "month", "all"],
        ("in", _) => vec!["articles"],
        _ => Vec::new(),
    }
}

/// The words for a value of a closed vocabulary; for any other, the value.
fn choice_label<'n>(view: &View<'_>, name: &str, value: &'n str) -> &'n str {
    let words = &view.phrases.vocabulary;
    let words = match name {
        "act" if words.act.contains_key(value) => &words.act,
        "report" => &words.report,
        "lang" => &words.lang,
        "status" => &words.status,
        "kind" => &words.speaker_kind,
        "act" | "by" | "in" => &view.phrases.filters.choice,
        _ => return value,
    };
    word(words, value)
}

/// The filters that are on, each with a link that removes it.
fn active_filters(view: &View<'_>, listing: Listing, names: &[&'static str]) -> Markup {
    let phrases = &view.phrases.filters;
    let is_active = |name: &&str| subject(listing) != Some(*name) && view.parameter(name).is_some();
    let active: Vec<&'static str> = names.iter().filter(|name| is_active(name)).copied().collect();
    let without = |removed: &[&'static str]| {
        let mut address = view.address.with("page", None);
        for name in removed {
            address.parameters.set(name, None);
        }
        view.link_to(&address)
    };
    html! {
        @if !active.is_empty() {
            div.active-filters {
                p { (phrases.active) }
                ul {
                    @for name in &active {
                        li {
                            (filter_text(view, listing, name))
                            @if let Some(href) = without(&[name]) {
                                " " a href=(href) {
                                    (phrases.remove) span.hidden { " " (label(view, listing, name)) }
                                }
                            }
                        }
                    }
                    @if active.len() > 1 {
                        @if let Some(href) = without(&active) { li { a.clear href=(href) { (phrases.clear) } } }
                    }
                }
            }
        }
    }
}

/// A filter that is on, in words.
fn filter_text(view: &View<'_>, listing: Listing, name: &str) -> String {
    let label = label(view, listing, name);
    if SWITCHES.contains(&name) {
        return label.to_owned();
    }
    let value = choice_label(view, name, view.parameter(name).unwrap_or_default());
    let phrase = &view.phrases.filters.filter;
    phrase.replace("{label}", label).replace("{value}", value)
}
