//! Finds the event at which something was said, in the sentence of the report: "在…论坛上".

use super::layout::Layout;
use super::report::HanReport;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// Marks that end a clause, and so separate an event from the words before it.
const CLAUSE_MARKS: [char; 9] = ['，', '。', '；', '：', '！', '？', ',', ';', '\n'];

/// Returns the event that the report's sentence names outside the words said.
pub(super) fn find_event(layout: &Layout<'_>, report: &HanReport) -> Option<Range<usize>> {
    let outside = |at: usize| !report.pieces.iter().any(|p| p.contains(&at));
    event_heads(layout, report.sentence.clone())
        .filter(|head| outside(head.start))
        .find_map(|head| event_phrase(layout, report.sentence.start, head))
}

/// The heads of event phrases in the stretch, outside quotations.
fn event_heads<'l>(layout: &'l Layout<'_>, stretch: Range<usize>) -> impl Iterator<Item = &'l LexiconMatch> {
    layout
        .hits_in(stretch)
        .filter(|hit| hit.sense == HanSense::OccasionHead && !layout.is_quoted(hit.start))
}

/// The event phrase that ends with the head: from the preposition, or from the beginning of the clause. A word such
/// as "上" must follow the head.
fn event_phrase(layout: &Layout<'_>, from: usize, head: &LexiconMatch) -> Option<Range<usize>> {
    let text = layout.text;
    let lexicon = layout.lexicon;
    let within = lexicon
        .occasion_suffixes
        .iter()
        .any(|word| text[head.end..].starts_with(word));
    if !within {
        return None;
    }
    let clause = text[from..head.start].rfind(CLAUSE_MARKS).map_or(from, |at| {
        from + at + text[from + at..].chars().next().map_or(1, char::len_utf8)
    });
    let behind = lexicon
        .occasion_prepositions
        .iter()
        .filter_map(|word| {
            let at = clause + text[clause..head.start].rfind(word.as_str())?;
            let of_another = layout
                .hits_in(clause..head.start)
                .any(|hit| hit.start < at && hit.end >= at + word.len());
            (!of_another).then_some(at + word.len())
        })
        .max();
    match behind {
        Some(start) => Some(start..head.end),
        None => (clause == head.start).then_some(head.start..head.end),
    }
}
