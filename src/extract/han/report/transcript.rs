//! The turns of a transcript: "N：…" at the beginning of a line, and the paragraphs after it.

use super::han_report::HanReport;
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// Reads a labelled turn: “N：…” at the beginning of a line.
pub(super) fn read_labelled_turn(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<HanReport> {
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
    let speaker_parser::SpeakerParse::Mention(range, who) =
        speaker_parser::parse_speaker(layout, named.clone())
    else {
        return None;
    };
    if range.end != named.end || !who.is_person() {
        return None;
    }
    let width = text[colon..].chars().next().map_or(1, char::len_utf8);
    let piece = trim_punctuation(layout.text, named.end + width..paragraph.end);
    let sure = Trust::new(82, "a name and a colon");
    (layout.text[piece.clone()].chars().count() >= 4)
        .then(|| HanReport::new(sentence, piece, "label", sure).with_speaker(range, who))
}

/// Whether the paragraph begins with a name and a colon. The name may be the journalist's.
pub(super) fn has_label(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    let opening: String = layout.text[sentence.clone()].chars().take(24).collect();
    opening.contains(['：', ':'])
}

/// A report for another paragraph of the same turn.
pub(super) fn continued_turn(before: &HanReport, words: Range<usize>, sentence: &Range<usize>) -> HanReport {
    let sure = Trust::new(76, "the turn of a transcript goes on");
    HanReport {
        is_carried: true,
        is_cue_weak: before.is_cue_weak,
        ..HanReport::new(sentence, words, "turn-goes-on", sure)
    }
}
