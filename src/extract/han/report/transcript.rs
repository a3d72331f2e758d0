//! The turns of a transcript: "N：…" at the start of a line, and the paragraphs behind it.

use super::{Report, trimmed};
use crate::extract::certainty::Trust;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// “N：…” at the start of a line, as in a transcript.
pub(super) fn label(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<Report> {
    let paragraph = layout.paragraph_at(sentence.start)?;
    let text = &layout.text[sentence.clone()];
    let colon = text
        .find(['：', ':'])
        .filter(|at| *at > 0 && text[..*at].chars().count() <= 12)?;
    let named = sentence.start..sentence.start + colon;
    if layout.cues_in(named.clone()).iter().any(|c| c.end == named.end) {
        return None;
    }
    if layout.hits_in(named.clone()).any(|h| {
        matches!(h.sense, HanSense::QuestionLabel | HanSense::ColonLabel)
            && h.start == named.start
            && h.end == named.end
    }) {
        return None;
    }
    let speaker_parser::Parsed::Who(range, who) = speaker_parser::parse(layout, named.clone()) else {
        return None;
    };
    if range.end != named.end || !who.is_person() {
        return None;
    }
    let width = text[colon..].chars().next().map_or(1, char::len_utf8);
    let piece = trimmed(layout.text, named.end + width..paragraph.end);
    let sure = Trust::of(82, "a name and a colon");
    (layout.text[piece.clone()].chars().count() >= 4)
        .then(|| Report::new(sentence, piece, "label", sure).of(range, who))
}

/// Whether the paragraph begins with somebody's name and a colon, be it the journalist's.
pub(super) fn is_labelled(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    let opening: String = layout.text[sentence.clone()].chars().take(24).collect();
    opening.contains(['：', ':'])
}

/// A further paragraph of the same turn.
pub(super) fn carried_turn(before: &Report, words: Range<usize>, sentence: &Range<usize>) -> Report {
    let sure = Trust::of(76, "the turn of a transcript goes on");
    Report {
        carried: true,
        weak: before.weak,
        ..Report::new(sentence, words, "turn-goes-on", sure)
    }
}
