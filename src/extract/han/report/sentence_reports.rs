//! The reports of one sentence: those of its cues, its passives and its sources, without overlaps.

use super::cue_occurrence::{self, CueOccurrence, CueSubject};
use super::han_report::HanReport;
use super::{content, cue_filter, paragraph_form, passive, source_phrase, transcript};
use crate::extract::han::layout::Layout;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::collections::BTreeMap;
use std::ops::Range;

/// Maximum number of cues read in a sentence. No sentence written by people has that many.
const SENTENCE_CUES_MAX: usize = 48;

/// Returns the reports of the sentence, in text order.
pub(super) fn read_sentence_reports(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<HanReport> {
    if let Some(report) = transcript::read_labelled_turn(layout, sentence)
        .or_else(|| paragraph_form::read_signed_quotation(layout, sentence))
    {
        return vec![report];
    }
    let mut occurrences: Vec<CueOccurrence> = Vec::new();
    for hit in merge_adjacent_cues(layout, sentence)
        .into_iter()
        .take(SENTENCE_CUES_MAX)
    {
        let HanSense::Cue(cue) = hit.sense else { continue };
        if let Some(mut occurrence) =
            cue_occurrence::read_cue_occurrence(layout, sentence, hit, cue, &occurrences)
        {
            if occurrences
                .last()
                .is_some_and(|last| cue_occurrence::is_time_of(layout, last, &occurrence))
                && let Some(last) = occurrences.pop()
                && !matches!(occurrence.subject, CueSubject::Named(..))
            {
                occurrence.subject = last.subject;
            }
            occurrences.push(occurrence);
        }
    }
    let mut found = Vec::new();
    for index in 0..occurrences.len() {
        if let Some(report) = content::read_content(layout, sentence, &occurrences, index) {
            found.extend(content::read_words_after_quotation(
                layout,
                sentence,
                &occurrences,
                index,
                &report,
            ));
            found.push(report);
        }
    }
    if is_hearsay(layout, sentence) {
        for report in &mut found {
            report.trust = report.trust.clone().reduce(20, "hearsay");
            report.is_cue_weak = true;
        }
    }
    if let Some(passive) = passive::read_passive(layout, sentence) {
        // the cue of the passive is not a report in the active voice
        found.retain(|report| {
            !report
                .cue
                .as_ref()
                .is_some_and(|cue| passive.cue.as_ref() == Some(cue))
        });
        found
            .retain(|report| !report.overlaps(passive.pieces.first().unwrap_or(&(0..0))) || report.is_quoted);
        found.push(passive);
    }
    if let Some(source) = source_phrase::read_source_phrase(layout, sentence, &found) {
        found.push(source);
    }
    drop_overlapping(found)
}

/// Whether the sentence is hearsay, for which nobody vouches: "据称，…", "据传…".
fn is_hearsay(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    const WORDS: [&str; 14] = [
        "据称", "据说", "据传", "听说", "传闻", "坊间", "疑似", "据闻", "據稱", "據說", "據傳", "聽說",
        "傳聞", "據聞",
    ];
    let text = layout.text[sentence.clone()].trim_start_matches(['，', ' ', '但', '另']);
    WORDS.iter().any(|word| text.starts_with(word))
}

/// The cues of the sentence, where two adjacent ones count as one: "报道说", "回应表示".
fn merge_adjacent_cues(layout: &Layout<'_>, sentence: &Range<usize>) -> Vec<LexiconMatch> {
    let mut found: Vec<LexiconMatch> = Vec::new();
    for cue in layout.cues_in(sentence.clone()) {
        if let Some(last) = found.last_mut().filter(|last| last.end == cue.start)
            && layout.text[last.start..last.end].chars().count() >= 2
            && layout.lexicon.is_plain_saying(&cue)
            && !cue_filter::is_followed_by_noun(&layout.text[sentence.start..last.start])
        {
            // a first word that names a document is the speaker, and only the second is the cue: "声明称"
            let document = layout
                .hits_at(last.start)
                .any(|hit| hit.end == last.end && hit.sense == HanSense::Document);
            let begins = layout.text[..last.start].ends_with(['，', '。', '\n', '；', '、', ',', ' ']);
            if document && (begins || last.start == 0) {
                *last = cue;
                continue;
            }
            last.end = cue.end;
            let acts = layout.lexicon.cue_act(last).is_some();
            last.sense = if acts { last.sense } else { cue.sense };
            continue;
        }
        found.push(cue);
    }
    found
}

/// Drops reports whose words overlap those of a more trusted report. Returns the rest in text order.
pub(super) fn drop_overlapping(mut found: Vec<HanReport>) -> Vec<HanReport> {
    found.sort_by_key(|r| std::cmp::Reverse(r.trust.percent()));
    // the start and end of each piece of the reports kept so far. Kept pieces do not overlap, so only the last one that
    // starts before the end of another piece can overlap it
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|report| {
        let overlaps = |piece: &Range<usize>| {
            let before = taken.range(..piece.end).next_back();
            before.is_some_and(|(_, end)| *end > piece.start)
        };
        let free = !report.pieces.iter().any(overlaps);
        if free {
            taken.extend(report.pieces.iter().map(|piece| (piece.start, piece.end)));
        }
        free
    });
    found.sort_by_key(|r| r.pieces[0].start);
    found
}
