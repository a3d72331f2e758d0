//! Recognises phrases for an event or a medium: "lors du sommet", "dans un entretien".

use super::lexicon::PhraseMeaning;
use super::noun;
use super::page::Page;
use std::ops::Range;

/// The tokens outside of quotations that are the head of an event or medium: "sommet", "entretien".
pub(super) fn occasion_heads(page: &Page<'_>, tokens: Range<usize>) -> impl Iterator<Item = usize> {
    tokens.filter(|at| {
        page.quotation_at(*at).is_none()
            && page
                .meaning(*at, |m| matches!(m, PhraseMeaning::OccasionHead))
                .is_some()
    })
}

/// The event after the preposition at `at`, and the length of the preposition in tokens.
pub(super) fn occasion_at(page: &Page<'_>, at: usize, limit: usize) -> Option<(Range<usize>, usize)> {
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
