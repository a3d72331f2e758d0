//! The event and place of an utterance, as its sentence tells.

use super::attribution::Report;
use super::lexicon::Meaning;
use super::noun;
use super::page::Page;
use std::ops::Range;

/// The event, and the place where one stands with it.
pub(super) fn of(page: &Page<'_>, report: &Report) -> Option<(Option<Range<usize>>, Option<Range<usize>>)> {
    let sentence = page.sentences.get(report.sentence)?.clone();
    let inside = |at: usize| report.pieces.iter().any(|p| p.contains(&at));
    for at in sentence.clone() {
        if inside(at) || page.quotation(at).is_some() {
            continue;
        }
        let Some((_, length)) = page.meaning(at, |m| matches!(m, Meaning::OccasionAt)) else {
            continue;
        };
        let Some(phrase) = noun::forwards(page, at + length, sentence.end) else {
            continue;
        };
        let heads = phrase.tokens.clone().any(|t| {
            page.meaning(t, |m| matches!(m, Meaning::OccasionHead | Meaning::Vehicle))
                .is_some()
        });
        if heads {
            return Some((Some(phrase.tokens), None));
        }
    }
    None
}
