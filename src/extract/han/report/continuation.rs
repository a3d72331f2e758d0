//! The further sentences of a speech: each is an item of its own until the article's own voice returns.

use super::{Report, trimmed};
use crate::domain::SpeakerKind;
use crate::extract::certainty::Trust;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser::{self, Parsed};
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// Whether the sentences behind the report may go on with what is said.
pub(super) fn may_go_on(report: &Report) -> bool {
    let is_rule = report.who.is_some_and(|who| who.kind == SpeakerKind::Document) && report.act.is_some();
    match report.rule {
        // what a rule lays down ends with its sentence
        _ if is_rule => false,
        "speaker-cue-comma" | "list-goes-on" => report.subject.is_some(),
        "speaker-cue-colon" => report.subject.is_some() && !report.quoted,
        "source" => report.onward,
        _ => false,
    }
}

/// A further item of the same speaker.
pub(super) fn carried(
    report: &Report,
    words: Range<usize>,
    sentence: &Range<usize>,
    rule: &'static str,
) -> Report {
    let sure = Trust::of(74, "a speech goes on");
    Report {
        carried: true,
        subject: report.subject.clone(),
        who: report.who,
        ..Report::new(sentence, words, rule, sure)
    }
}

/// The sentence as a further item of the speech, unless the article's own voice returns with it.
pub(super) fn goes_on(
    layout: &Layout<'_>,
    report: &Report,
    sentence: &Range<usize>,
    sentences: u8,
) -> Option<Report> {
    let words = trimmed(layout.text, sentence.clone());
    let text = &layout.text[words.clone()];
    if text.chars().count() < 4 || is_own_voice(layout, report, &words) {
        return None;
    }
    let mut further = carried(report, words, sentence, "speech-goes-on");
    for _ in 0..sentences.min(5) {
        further.sure = further.sure.less(4, "far from its cue");
    }
    Some(further)
}

/// Whether the article itself speaks in the sentence.
fn is_own_voice(layout: &Layout<'_>, report: &Report, words: &Range<usize>) -> bool {
    let text = &layout.text[words.clone()];
    if text.starts_with(['（', '(', '【', '△', '▲', '●', '■']) || text.ends_with("电") {
        return true;
    }
    let opens = layout
        .hits_at(words.start)
        .any(|hit| hit.sense == HanSense::ArticleVoice);
    if opens || asks_reporter(layout, words) {
        return true;
    }
    let clause = text.find(['，', ',', '：', '。']).unwrap_or(text.len());
    match speaker_parser::parse(layout, words.start..words.start + clause) {
        Parsed::Who(_, who) if who.name.is_some() => true,
        // "他今年50岁": whoever speaks is told of
        Parsed::Who(range, who) if who.pronoun.is_some() => {
            report
                .who
                .is_some_and(|before| before.is_person() || before.pronoun.is_some())
                && !layout.text[range].starts_with(['双', '各', '两', '雙', '兩'])
        }
        _ => begins_with_speaker(layout, report, words),
    }
}

/// "记者…": the article tells how it came by its words.
fn asks_reporter(layout: &Layout<'_>, words: &Range<usize>) -> bool {
    let reporter =
        |hit: &crate::extract::lexicon::han_lexicon::LexiconMatch| hit.sense == HanSense::QuestionLabel;
    layout.hits_at(words.start).any(reporter)
}

/// Whether the sentence begins with the name of the one who spoke.
fn begins_with_speaker(layout: &Layout<'_>, report: &Report, words: &Range<usize>) -> bool {
    let name = report
        .who
        .and_then(|who| who.name)
        .and_then(|(start, end)| layout.text.get(start..end));
    name.is_some_and(|name| layout.text[words.clone()].starts_with(name))
}

/// Whether the sentence is no new one: a semicolon parts it from the words said, or a row of questions goes on.
pub(super) fn is_same_sentence(layout: &Layout<'_>, report: &Report, sentence: &Range<usize>) -> bool {
    let before = &layout.text[..sentence.start];
    let near = report
        .pieces
        .last()
        .is_some_and(|piece| piece.end <= sentence.start && sentence.start - piece.end <= 6);
    let semicolon = before.ends_with(['；', ';']);
    let questions = before.ends_with(['？', '?'])
        && layout.text[sentence.clone()].trim_end().ends_with(['？', '?'])
        && report.carried;
    near && (semicolon || questions)
}

/// Takes the sentence into the report, closing marks left out.
pub(super) fn extend(layout: &Layout<'_>, report: &mut Report, sentence: &Range<usize>) {
    if let Some(piece) = report.pieces.last_mut() {
        let end = trimmed(layout.text, sentence.clone()).end;
        piece.end = end.max(piece.end);
    }
}
