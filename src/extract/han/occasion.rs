//! The event at which something was said, as its sentence tells: "在…论坛上".

use super::layout::Layout;
use super::report::Report;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// What parts clauses, and events from what is told before them.
const CLAUSE: [char; 9] = ['，', '。', '；', '：', '！', '？', ',', ';', '\n'];

/// The event that the report's sentence names outside the words said.
pub(super) fn of(layout: &Layout<'_>, report: &Report) -> Option<Range<usize>> {
    let outside = |at: usize| !report.pieces.iter().any(|p| p.contains(&at));
    heads(layout, report.sentence.clone())
        .filter(|head| outside(head.start))
        .find_map(|head| event(layout, report.sentence.start, head))
}

fn heads<'l>(layout: &'l Layout<'_>, stretch: Range<usize>) -> impl Iterator<Item = &'l LexiconMatch> {
    layout
        .hits_in(stretch)
        .filter(|hit| hit.sense == HanSense::OccasionHead && !layout.quoted(hit.start))
}

/// From behind the preposition, or from the beginning of the clause, to the head that a word as "上" follows.
fn event(layout: &Layout<'_>, from: usize, head: &LexiconMatch) -> Option<Range<usize>> {
    let text = layout.text;
    let lexicon = layout.lexicon;
    let within = lexicon
        .occasion_suffixes
        .iter()
        .any(|word| text[head.end..].starts_with(word));
    if !within {
        return None;
    }
    let clause = text[from..head.start].rfind(CLAUSE).map_or(from, |at| {
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
