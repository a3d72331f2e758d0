//! Finds the event at which something was said ("lors du sommet", "at a hearing") and its place.

use super::attribution::ReportCandidate;
use super::lexicon::WordClass;
use super::occasion_phrase::occasion_at;
use super::page::Page;
use std::ops::Range;

/// The tokens of an event and of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OccasionSpan {
    pub(super) event: Range<usize>,
    pub(super) place: Option<Range<usize>>,
}

/// The first event that the report's sentence names outside of quotations and of the words that were said.
pub(super) fn find_occasion(page: &Page<'_>, report: &ReportCandidate) -> Option<OccasionSpan> {
    let sentence = page.sentences.get(report.sentence)?.clone();
    let inside = |at: usize| report.pieces.iter().any(|p| p.contains(&at));
    for at in sentence.clone() {
        if inside(at) || page.quotation_at(at).is_some() {
            continue;
        }
        if let Some((event, _)) = occasion_at(page, at, sentence.end) {
            let place = place_after(page, event.end, sentence.end);
            return Some(OccasionSpan { event, place });
        }
    }
    None
}

/// The name after a preposition: "(à) Genève".
fn place_after(page: &Page<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    if !page.has_class(at, WordClass::PREPOSITION) || !page.is_name_word(at + 1) {
        return None;
    }
    let end = (at + 1..limit).take_while(|t| page.is_name_word(*t)).last()? + 1;
    Some(at + 1..end)
}
