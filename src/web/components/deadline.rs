//! The deadline of a statement, in words.

use super::statement_link::edtf_text;
use crate::query::DueStatement;
use crate::web::language::word;
use crate::web::view::View;
use maud::{Markup, html};

/// When it is due, in which state, and by which words.
pub(in crate::web) fn deadline(view: &View<'_>, line: &DueStatement) -> Markup {
    let phrases = &view.phrases.lists.due;
    let date = edtf_text(view, &line.due).unwrap_or_else(|| phrases.unknown.clone());
    let kind = word(&phrases.kind, line.kind.as_str());
    html! {
        p.deadline {
            span.due-state data-state=(line.state.as_str()) { (word(&phrases.state, line.state.as_str())) }
            " " strong.due-date { (kind.replace("{date}", &date)) }
            " " q lang=(line.entry.article.lang) { (line.deadline) }
        }
    }
}
