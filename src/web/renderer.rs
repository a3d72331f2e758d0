//! From an address to a page or another form of its answer: the one renderer behind both doors.

use super::address::{Address, Listing, Page};
use super::error::WebError;
use super::form::Form;
use super::forms;
use super::layout::render_document;
use super::page_content::PageContent;
use super::pages;
use super::view::View;

/// What an address gives.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The media type.
    pub(super) media_type: &'static str,
    /// The bytes.
    pub(super) body: Vec<u8>,
    /// The address that should be used instead of the one asked for.
    pub(super) canonical: Option<Address>,
}

/// The media type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Renders the page, or the form of its answer that the parameter `format` names.
pub(super) fn render(view: &View<'_>) -> Result<Rendered, WebError> {
    let form = match view.parameter("format") {
        None | Some("html") => {
            let content = render_content(view)?;
            return Ok(Rendered {
                media_type: HTML,
                body: render_document(view, &content).into_bytes(),
                canonical: content.canonical,
            });
        }
        Some(name) => Form::from_name(name)
            .ok_or_else(|| WebError::parameter("format", format_args!("{name:?} is no form of an answer")))?,
    };
    Ok(Rendered {
        media_type: form.media_type(),
        body: write_form(view, form)?,
        canonical: None,
    })
}

/// The content of the page.
fn render_content(view: &View<'_>) -> Result<PageContent, WebError> {
    match &view.address.page {
        Page::Home => pages::home::render(view),
        Page::Listing(Listing::Search) if view.links.is_published() => pages::site_search::render(view),
        Page::About => pages::about::render(view),
        Page::Listing(Listing::Timeline) => pages::timeline::render(view),
        Page::Listing(Listing::Matrix) => pages::matrix::render(view),
        Page::Listing(Listing::Speakers) => pages::speakers::render(view),
        Page::Listing(Listing::Topics) => pages::topics::render(view),
        Page::Listing(Listing::Articles) => pages::articles::render(view),
        Page::Item(kind, id) => pages::item::render(view, *kind, id),
        Page::Listing(Listing::Proposals) => pages::proposals::render(view),
        Page::Listing(Listing::Due) => pages::due::render(view),
        Page::Listing(Listing::Silent) => pages::silent::render(view),
        Page::Listing(Listing::Conflicts) => pages::conflicts::render(view),
        Page::Listing(Listing::Changes) => pages::changes::render(view),
        Page::Listing(Listing::New) => pages::new::render(view),
        Page::Listing(Listing::Search) => pages::search::render(view),
    }
}

/// The answer in another form.
fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    match &view.address.page {
        Page::Listing(Listing::Timeline) => pages::timeline::write_form(view, form),
        Page::Listing(Listing::Matrix) => pages::matrix::write_form(view, form),
        Page::Listing(Listing::Speakers) => pages::speakers::write_form(view, form),
        Page::Listing(Listing::Topics) => pages::topics::write_form(view, form),
        Page::Listing(Listing::Articles) => pages::articles::write_form(view, form),
        Page::Item(kind, id) => pages::item::write_form(view, (*kind, id), form),
        Page::Listing(Listing::Proposals) => pages::proposals::write_form(view, form),
        Page::Listing(Listing::Due) => pages::due::write_form(view, form),
        Page::Listing(Listing::Silent) => pages::silent::write_form(view, form),
        Page::Listing(Listing::Conflicts) => pages::conflicts::write_form(view, form),
        Page::Listing(Listing::Changes) => pages::changes::write_form(view, form),
        Page::Listing(Listing::New) => pages::new::write_form(view, form),
        Page::Listing(Listing::Search) => pages::search::write_form(view, form),
        Page::Home | Page::About => Err(forms::unknown_form(form)),
    }
}
