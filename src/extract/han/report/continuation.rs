//! The continuation of a speech: each further sentence is a statement of its own, until the article's own voice
//! returns.

use super::han_report::HanReport;
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser::{self, SpeakerParse};
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// Whether sentences after the report may continue the words said.
pub(super) fn may_continue(report: &HanReport) -> bool {
    let is_rule = report
        .mention
        .is_some_and(|who| who.kind == SpeakerKind::Document)
        && report.cue_act.is_some();
    match report.rule {
        // a provision ends with its sentence
        _ if is_rule => false,
        "speaker-cue-comma" | "list-goes-on" => report.subject.is_some(),
        "speaker-cue-colon" => report.subject.is_some() && !report.is_quoted,
        _ => false,
    }
}

/// A further report of the same speaker.
pub(super) fn carried_report(
    report: &HanReport,
    words: Range<usize>,
    sentence: &Range<usize>,
    rule: &'static str,
) -> HanReport {
    let sure = Trust::new(74, "a speech goes on");
    HanReport {
        is_carried: true,
        subject: report.subject.clone(),
        mention: report.mention,
        ..HanReport::new(sentence, words, rule, sure)
    }
}

/// Reads the sentence as a continuation of the speech; `None` if the article's own voice returns with it.
pub(super) fn continue_speech(
    layout: &Layout<'_>,
    report: &HanReport,
    sentence: &Range<usize>,
    sentences: u8,
) -> Option<HanReport> {
    let words = trim_punctuation(layout.text, sentence.clone());
    let text = &layout.text[words.clone()];
    if text.chars().count() < 4 || is_article_voice(layout, report, &words) {
        return None;
    }
    let mut further = carried_report(report, words, sentence, "speech-goes-on");
    for _ in 0..sentences.min(5) {
        further.trust = further.trust.reduce(4, "far from its cue");
    }
    Some(further)
}

/// Whether the sentence is in the article's own voice.
fn is_article_voice(layout: &Layout<'_>, report: &HanReport, words: &Range<usize>) -> bool {
    let text = &layout.text[words.clone()];
    if text.starts_with(['（', '(', '【', '△', '▲', '●', '■']) || text.ends_with("电") {
        return true;
    }
    let opens = layout
        .hits_at(words.start)
        .any(|hit| hit.sense == HanSense::ArticleVoice);
    if opens || begins_with_reporter(layout, words) {
        return true;
    }
    let clause = text.find(['，', ',', '：', '。']).unwrap_or(text.len());
    match speaker_parser::parse_speaker(layout, words.start..words.start + clause) {
        SpeakerParse::Mention(_, who) if who.name.is_some() => true,
        // "他今年50岁" says something about the speaker
        SpeakerParse::Mention(range, who) if who.pronoun.is_some() => {
            report
                .mention
                .is_some_and(|before| before.is_person() || before.pronoun.is_some())
                && !layout.text[range].starts_with(['双', '各', '两', '雙', '兩'])
        }
        _ => begins_with_speaker(layout, report, words),
    }
}

/// Whether the words begin with a reporter, so that the article says how it got them: "记者…".
fn begins_with_reporter(layout: &Layout<'_>, words: &Range<usize>) -> bool {
    let reporter =
        |hit: &crate::extract::lexicon::han_lexicon::LexiconMatch| hit.sense == HanSense::QuestionLabel;
    layout.hits_at(words.start).any(reporter)
}

/// Whether the sentence begins with the name of the speaker.
fn begins_with_speaker(layout: &Layout<'_>, report: &HanReport, words: &Range<usize>) -> bool {
    let name = report
        .mention
        .and_then(|who| who.name)
        .and_then(|(start, end)| layout.text.get(start..end));
    name.is_some_and(|name| layout.text[words.clone()].starts_with(name))
}

/// Whether the sentence continues the last one: a semicolon separates them, or a series of questions goes on.
pub(super) fn continues_last_sentence(
    layout: &Layout<'_>,
    report: &HanReport,
    sentence: &Range<usize>,
) -> bool {
    let before = &layout.text[..sentence.start];
    let near = report
        .pieces
        .last()
        .is_some_and(|piece| piece.end <= sentence.start && sentence.start - piece.end <= 6);
    let semicolon = before.ends_with(['；', ';']);
    let questions = before.ends_with(['？', '?'])
        && layout.text[sentence.clone()].trim_end().ends_with(['？', '?'])
        && report.is_carried;
    near && (semicolon || questions)
}

/// Extends the report to the end of the sentence, without closing marks.
pub(super) fn extend_report(layout: &Layout<'_>, report: &mut HanReport, sentence: &Range<usize>) {
    if let Some(piece) = report.pieces.last_mut() {
        let end = trim_punctuation(layout.text, sentence.clone()).end;
        piece.end = end.max(piece.end);
    }
}
