//! Finds content after a colon or in quotation marks.

use super::addressee::circumstance_end;
use super::end::{next_chained_quotation, phrase_end, trim_end};
use super::frame::{Content, ContentFrame};
use crate::extract::date;
use crate::extract::lexicon::{Cue, Frame, WordClass};
use crate::extract::page::Page;

/// The content after a colon; `at` is the token after it.
pub(super) fn content_after_colon(page: &Page<'_>, at: usize, limit: usize) -> Option<Content> {
    if at >= limit {
        return None;
    }
    if let Some(q) = page.quotation_at(at).map(|q| page.quotations[q]) {
        // only the quotation, or one that continues unquoted to the end of the sentence
        let end = q.end().min(limit);
        let rest = end..trim_end(page, end, limit);
        let alone = rest.is_empty()
            || page.is_mark(end, ',')
            || page.is_mark(end, ';')
            || page.count_words(rest.clone()) == 0;
        return Some(Content {
            tokens: at..if alone { end } else { rest.end },
            frame: ContentFrame::Quotation,
        });
    }
    Some(Content {
        tokens: at..trim_end(page, at, limit),
        frame: ContentFrame::AfterColon,
    })
}

/// The quotation that begins at the token, with what belongs to it after it.
pub(super) fn quoted_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    let quotation = page.quotations[page.quotation_at(at)?];
    let mut end = quotation.end();
    while let Some(next) = next_chained_quotation(page, end, limit) {
        end = next;
    }
    let takes = cue.takes(&Frame::Quote) || cue.takes(&Frame::That) || cue.takes(&Frame::Object);
    if !takes {
        return None;
    }
    // words that continue the same clause belong to it
    let goes_on = page.is_word(end)
        && end < limit
        && (!page.has_class(end, WordClass::COORDINATOR | WordClass::PREPOSITION)
            || is_governed_by_quoted_word(page, cue, end))
        && date::date_length_at(page, end).is_none();
    let end = if goes_on { phrase_end(page, at, limit) } else { end };
    Some(Content {
        tokens: at..end.min(limit),
        frame: ContentFrame::Quotation,
    })
}

/// Whether the preposition after a quotation belongs to the quoted noun or predicate: "l'« aveuglement » du ministre",
/// "se dit « favorable » à une taxe".
fn is_governed_by_quoted_word(page: &Page<'_>, cue: &Cue, at: usize) -> bool {
    let of = page.has_class(at, WordClass::NOUN_LINK) && !page.has_class(at + 1, WordClass::ADVERB);
    let predicate = cue.reflexive
        && page.has_class(
            at,
            WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION,
        );
    let circumstance =
        page.adverb_length(at).is_some() || circumstance_end(page, at, page.tokens.len()).is_some();
    cue.takes(&Frame::Object) && (of || predicate) && !circumstance && !page.lexicon.bare_clauses()
}
