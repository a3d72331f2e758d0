//! The event at which something was said, as its sentence tells.

use super::attribution::Report;
use super::lexicon::{PhraseMeaning, WordClass};
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
        if inside(at) || page.quotation_at(at).is_some() {
            continue;
        }
        if let Some((event, _)) = self::at(page, at, sentence.end) {
            let place = place(page, event.end, sentence.end);
            return Some(Found { event, place });
        }
    }
    None
}

/// The tokens outside quotations that name an event or a medium: "sommet", "entretien".
pub(super) fn heads(page: &Page<'_>, tokens: Range<usize>) -> impl Iterator<Item = usize> {
    tokens.filter(|at| {
        page.quotation_at(*at).is_none()
            && page
                .meaning(*at, |m| matches!(m, PhraseMeaning::OccasionHead))
                .is_some()
    })
}

/// The event that begins behind the preposition at `at`, and how many tokens the preposition takes.
pub(super) fn at(page: &Page<'_>, at: usize, limit: usize) -> Option<(Range<usize>, usize)> {
    let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::OccasionPreposition))?;
    let phrase = noun::phrase_from(page, at + length, limit)?;
    let is_head = |t| {
        page.meaning(t, |m| {
            matches!(m, PhraseMeaning::OccasionHead | PhraseMeaning::SpeechVehicle)
        })
        .is_some()
    };
    phrase
        .tokens
        .clone()
        .any(is_head)
        .then_some((phrase.tokens, length))
}

/// "à Genève": a preposition and a name, right behind the event.
fn place(page: &Page<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    if !page.has_class(at, WordClass::PREPOSITION) || !page.is_name_word(at + 1) {
        return None;
    }
    let end = (at + 1..limit).take_while(|t| page.is_name_word(*t)).last()? + 1;
    Some(at + 1..end)
}
