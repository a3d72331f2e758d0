//! The event at which something was said, as its sentence tells.

use super::attribution::Report;
use super::lexicon::{Class, Meaning};
use super::noun;
use super::page::Page;
use std::ops::Range;

/// An event and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) event: Range<usize>,
    pub(super) place: Option<Range<usize>>,
}

/// The event that the sentence names outside the words said, and the place that stands behind it.
pub(super) fn of(page: &Page<'_>, report: &Report) -> Option<Found> {
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
        let is_head = |t| {
            page.meaning(t, |m| matches!(m, Meaning::OccasionHead | Meaning::Vehicle))
                .is_some()
        };
        if phrase.tokens.clone().any(is_head) {
            let place = place(page, phrase.tokens.end, sentence.end);
            return Some(Found {
                event: phrase.tokens,
                place,
            });
        }
    }
    None
}

/// "à Genève": a preposition and a name, right behind the event.
fn place(page: &Page<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    if !page.is(at, Class::PREPOSITION) || !page.is_name(at + 1) {
        return None;
    }
    let end = (at + 1..limit).take_while(|t| page.is_name(*t)).last()? + 1;
    Some(at + 1..end)
}
