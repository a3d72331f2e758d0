//! The difference between two texts of an article, line by line.

use crate::domain::ArticleText;
use crate::web::view::View;
use diffy::{DiffOptions, Line};
use maud::{Markup, html};

/// Longer texts are not compared: the time grows with the square of what differs.
const COMPARED_BYTES_MAX: usize = 100_000;

/// The lines that a revision removed and added.
pub(super) fn text_difference(view: &View<'_>, before: &ArticleText, after: &ArticleText) -> Markup {
    let phrases = &view.phrases.item.article;
    let (Some(before), Some(after)) = (before.as_str(), after.as_str()) else {
        return html! { p.note { (phrases.text_unknown) } };
    };
    if before == after {
        return html! { p.note { (phrases.text_same) } };
    }
    if before.len().max(after.len()) > COMPARED_BYTES_MAX {
        return html! { p.note { (phrases.text_unknown) } };
    }
    let mut options = DiffOptions::new();
    let patch = options.set_context_len(0).create_patch(before, after);
    html! {
        details.difference {
            summary { (phrases.text_changes) }
            @for line in patch.hunks().iter().flat_map(diffy::Hunk::lines) {
                @match line {
                    Line::Delete(line) => p.removed { span.sign { (phrases.removed) } " " del { (line.trim_end()) } },
                    Line::Insert(line) => p.added { span.sign { (phrases.added) } " " ins { (line.trim_end()) } },
                    Line::Context(_) => {}
                }
            }
        }
    }
}
