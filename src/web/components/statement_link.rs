//! Links to statements that the notes below a statement mention.

use crate::domain::Edtf;
use crate::query::StatementRef;
use crate::web::address::{ItemKind, Page};
use crate::web::view::View;
use maud::{Markup, html};

/// Links to statements, each with its speaker and date, after `label`; nothing if there are none.
pub(in crate::web) fn statement_links(view: &View<'_>, label: &str, statements: &[StatementRef]) -> Markup {
    html! {
        @if !statements.is_empty() {
            li {
                (label) " "
                @for (number, statement) in statements.iter().enumerate() {
                    @if number > 0 { "; " }
                    (statement_link(view, statement))
                }
            }
        }
    }
}

/// A link to a statement by its speaker and date.
pub(in crate::web) fn statement_link(view: &View<'_>, statement: &StatementRef) -> Markup {
    let phrases = &view.phrases.statement_line;
    let speaker = statement.speaker.as_deref().unwrap_or(&phrases.unknown_speaker);
    let said = edtf_text(view, &statement.said).unwrap_or_else(|| phrases.unknown_date.clone());
    let href = view.link(Page::Item(ItemKind::Statement, statement.id.to_string()));
    html! {
        @if let Some(href) = href {
            a.statement-ref href=(href) { (speaker) ", " (said) }
        } @else {
            span.statement-ref { (speaker) ", " (said) }
        }
    }
}

/// A date in EDTF, or an interval of two, in the language of the interface; `None` if it is unknown.
pub(in crate::web) fn edtf_text(view: &View<'_>, edtf: &str) -> Option<String> {
    let written = |text: &str| view.language.date(text.parse::<Edtf>().ok()?);
    written(edtf).or_else(|| {
        let (first, last) = edtf.split_once('/')?;
        Some(format!("{} – {}", written(first)?, written(last)?))
    })
}
