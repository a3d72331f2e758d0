//! Press conferences: a question ("问：", "记者：") is left out, an answer ("答：") is what the one who answers says.

use super::{Report, trimmed};
use crate::extract::certainty::Certainty;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker::{self, Parsed, Who};
use crate::extract::lexicon::han::Sense;
use std::ops::Range;

/// What a paragraph of questions and answers begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Question,
    /// Where the words begin.
    Answer(usize),
    /// "负责人：", which answers where a question was asked.
    Office(usize),
}

/// More bytes than a label has: "《某某时报》记者：".
const LABEL_MAX: usize = 75;

/// The label of the paragraph, if it has one.
pub(super) fn label(layout: &Layout<'_>, paragraph: &Range<usize>) -> Option<Label> {
    let text = &layout.text[paragraph.clone()];
    let colon = text.find(['：', ':']).filter(|at| *at > 0 && *at <= LABEL_MAX)?;
    let start = paragraph.start + text.len() - text.trim_start_matches(['【', '[', ' ']).len();
    let named = start..(paragraph.start + colon).max(start);
    let words = named.end + layout.text[named.end..].chars().next().map_or(1, char::len_utf8);
    let whole = |sense: Sense| {
        layout
            .hits_at(named.start)
            .any(|hit| hit.end == named.end && hit.sense == sense)
    };
    if whole(Sense::Answer) {
        return Some(Label::Answer(words));
    }
    if whole(Sense::Title) && !whole(Sense::Question) {
        return Some(Label::Office(words));
    }
    // "《某某时报》记者"
    let asks = layout
        .hits_in(named.clone())
        .any(|hit| hit.end == named.end && hit.sense == Sense::Question);
    let clause = layout.text[named].contains(['，', '。', ',']);
    // "记者问：“…”N答：“…”" is told, no transcript
    let quoted = layout.text[words..].starts_with(['“', '「', '『', '"']);
    (asks && !clause && !quoted).then_some(Label::Question)
}

/// Whoever the paragraphs before the first question introduce: the one who answers.
pub(super) fn introduced(layout: &Layout<'_>) -> Option<(Range<usize>, Who)> {
    const PARAGRAPHS_MAX: usize = 6;
    let first = layout
        .paragraphs
        .iter()
        .position(|paragraph| matches!(label(layout, paragraph), Some(Label::Question | Label::Answer(_))))?;
    layout.paragraphs[..first]
        .iter()
        .rev()
        .take(PARAGRAPHS_MAX)
        .find_map(|paragraph| spokesperson(layout, paragraph))
}

/// The last person with a title whom the paragraph names, or a title without a name: "有关负责人".
fn spokesperson(layout: &Layout<'_>, paragraph: &Range<usize>) -> Option<(Range<usize>, Who)> {
    const PARAGRAPH_MAX: usize = 1200;
    let end = layout
        .text
        .floor_char_boundary(paragraph.end.min(paragraph.start + PARAGRAPH_MAX));
    let mut office = None;
    let mut named = None;
    let mut start = paragraph.start;
    for (at, c) in layout.text[paragraph.start..end]
        .char_indices()
        .chain([(end - paragraph.start, '。')])
    {
        if !matches!(c, '，' | '。' | '、' | '\n' | ',' | '；') {
            continue;
        }
        let clause = start..paragraph.start + at;
        start = paragraph.start + at + c.len_utf8();
        let asker = layout
            .hits_in(clause.clone())
            .any(|hit| hit.sense == Sense::Question && hit.start == clause.start);
        let found = match speaker::parse(layout, clause.clone()) {
            Parsed::Who(range, who) if who.is_person() || who.capacity.is_some() => Some((range, who)),
            _ => speaker::leading(layout, clause).filter(|(_, who)| who.is_person()),
        };
        match found.filter(|_| !asker) {
            Some((range, who)) if who.is_person() => named = Some((range, who)),
            Some((range, who)) => office = office.or(Some((range, who))),
            None => {}
        }
    }
    named.or(office)
}

/// A paragraph of an answer.
pub(super) fn answer(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    words: Range<usize>,
    who: Option<&(Range<usize>, Who)>,
) -> Option<Report> {
    let piece = trimmed(layout.text, words);
    if layout.text[piece.clone()].chars().count() < 4 {
        return None;
    }
    let sure = Certainty::of(80, "an answer");
    let report = Report::new(sentence, piece, "answer", sure);
    Some(match who {
        Some((range, who)) => Report {
            carried: true,
            ..report.of(range.clone(), *who)
        },
        None => report,
    })
}
