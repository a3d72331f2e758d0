//! The page of something of which nothing is left but that it was redacted.

use crate::query::RedactedDetails;
use crate::web::components::circumstances;
use crate::web::form::Form;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::html;

/// The page.
pub(super) fn render(view: &View<'_>, details: &RedactedDetails) -> PageContent {
    let phrases = &view.phrases.item;
    PageContent {
        title: format!("{} {}", phrases.redacted_title, details.id),
        description: Some(phrases.redacted_note.clone()),
        forms: vec![Form::Json],
        canonical: None,
        body: html! {
            h1 { (phrases.redacted_title) " " code { (details.id) } }
            div.notice.ended role="note" { p { (circumstances(view, &details.ended)) } }
            p { (phrases.redacted_note) }
        },
    }
}
