//! Where the words are in the stored text, and how to cite them.

use crate::query::{EvidencePiece, StatementDetails, StatementEntry};
use crate::web::components::{outgoing_link, short_id};
use crate::web::view::View;
use maud::{Markup, html};

/// The place of each piece of the words, and whether the stored text has them there.
pub(super) fn evidence(view: &View<'_>, details: &StatementDetails) -> Markup {
    let phrases = &view.phrases.item.statement;
    html! {
        section.evidence {
            h2 { (phrases.evidence) }
            ul {
                @for piece in &details.evidence {
                    li { (place(view, details, piece)) ": " strong { (check(view, details, piece)) } }
                }
            }
        }
    }
}

fn place(view: &View<'_>, details: &StatementDetails, piece: &EvidencePiece) -> String {
    let phrase = &view.phrases.item.statement.evidence_place;
    phrase
        .replace("{start}", &view.number(piece.start.into()))
        .replace("{end}", &view.number(piece.end.into()))
        .replace("{revision}", &view.number(details.revision.into()))
}

/// What the comparison with the stored text says.
fn check(view: &View<'_>, details: &StatementDetails, piece: &EvidencePiece) -> &'static str {
    let phrases = view.phrases;
    match &details.context {
        Some(context) if context.has(piece) => &phrases.item.statement.evidence_found,
        Some(_) => &phrases.item.statement.evidence_missing,
        None => &phrases.item.text_redacted,
    }
}

/// The statement as a citation in one line. Words that the article does not quote are in no quotation marks.
pub(super) fn citation(view: &View<'_>, entry: &StatementEntry) -> Markup {
    let phrases = &view.phrases.item.statement;
    let line = &view.phrases.statement_line;
    let article = &entry.article;
    let lang = article.lang.as_str();
    let said = view
        .language
        .date(entry.said)
        .unwrap_or_else(|| line.unknown_date.clone());
    html! {
        section.citation {
            h2 { (phrases.cite) }
            p.cite {
                (entry.speaker_or_mention().unwrap_or(&line.unknown_speaker)) ", "
                @if entry.is_quoted() {
                    q lang=(lang) { (entry.words) }
                } @else {
                    span lang=(lang) { (entry.words) } " (" (phrases.as_reported) ")"
                }
                ", " (phrases.cite_said.replace("{date}", &said))
                @if let Some(title) = &article.title { ", " cite lang=(lang) { (title) } }
                @if let Some(publisher) = &article.publisher { ", " (publisher) }
                @if let Some(day) = article.published { ", " (view.language.day(day)) }
                @if let Some(url) = &article.url { ", " (outgoing_link(url)) }
                ". " (phrases.cite_id.replace("{id}", short_id(entry.id.as_str()))) "."
            }
            p.id { (view.phrases.item.id) " " code { (entry.id) } }
        }
    }
}
