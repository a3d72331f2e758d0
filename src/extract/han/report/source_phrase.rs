//! Reports whose source a preposition names: 据…报道，… and 根据…，…

use super::cue_occurrence::find_clause_start;
use super::han_report::HanReport;
use crate::domain::Act;
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::CueActTraits;
use crate::extract::lexicon::han_lexicon::HanSense;
use std::ops::Range;

/// Reads the report after a source phrase: 据…报道，… and 根据…，…
pub(super) fn read_source_phrase(
    layout: &Layout<'_>,
    sentence: &Range<usize>,
    found: &[HanReport],
) -> Option<HanReport> {
    let hit = *layout.hits_in(sentence.clone()).find(|hit| {
        matches!(hit.sense, HanSense::SourcePhrase(_))
            && !layout.is_quoted(hit.start)
            && !layout.is_masked(hit)
            && find_clause_start(layout, sentence, hit.start) + 4 >= hit.start
    })?;
    let HanSense::SourcePhrase(number) = hit.sense else {
        return None;
    };
    let source = &layout.lexicon.sources[number];
    let text = layout.text;
    let rest = &text[hit.end..sentence.end];
    if source
        .not_followed_by
        .iter()
        .any(|word| rest.starts_with(word.as_str()))
    {
        return None;
    }
    let comma = rest.find(['，', ',', '：']).unwrap_or(rest.len());
    let closing = find_closing(layout, &source.closings, hit.end..hit.end + comma);
    let (name_end, behind) = match closing {
        // "据某局发布的报告": the name extends to the document
        Some((at, end)) if ends_with_document(layout, hit.end + end..hit.end + comma) => (at, comma),
        Some((at, end)) => (at, end),
        _ if source.closings.is_empty() => (comma, comma),
        _ => return None,
    };
    let named = trim_punctuation(text, hit.end..hit.end + name_end);
    let (range, who) = match speaker_parser::parse_speaker(layout, named.clone()) {
        speaker_parser::SpeakerParse::Mention(range, who) => (range, who),
        _ if !source.is_ambiguous => speaker_parser::parse_unknown_speaker(layout, named)?,
        _ => return None,
    };
    let start = hit.end + behind;
    let piece = trim_punctuation(text, start..sentence.end);
    if found.iter().any(|r| r.overlaps(&piece)) || text[piece.clone()].chars().count() < 4 {
        return None;
    }
    // a source phrase with a verb of forecasting gives a forecast: "据气象台预报"
    let frame = &text[hit.end..start];
    let foretells =
        frame.contains(['预', '預']) && frame.ends_with(['报', '報', '测', '測', '计', '計', '估']);
    Some(HanReport {
        cue: Some(hit.start..(hit.end + name_end.max(behind)).max(hit.end)),
        lemma: source.lemma.clone(),
        cue_act: if foretells {
            Some(Act::Forecast)
        } else {
            source.act
        },
        cue_act_traits: CueActTraits {
            performs_act: foretells,
            ..CueActTraits::default()
        },
        is_cue_weak: source.is_ambiguous,
        ..HanReport::new(sentence, piece, "source", Trust::new(68, "a source")).with_speaker(range, who)
    })
}

/// Whether only a document is named there: "最新报告".
fn ends_with_document(layout: &Layout<'_>, rest: Range<usize>) -> bool {
    const WORDS_MAX: usize = 15;
    let count = layout.text[rest.clone()].chars().count();
    (1..=WORDS_MAX).contains(&count)
        && layout
            .hits_in(rest.clone())
            .any(|hit| hit.end == rest.end && hit.sense == HanSense::Document)
}

/// Finds the first word that closes the phrase: its place and its end. Parts of other words do not count, as "言" in
/// "发言人".
fn find_closing(layout: &Layout<'_>, words: &[String], phrase: Range<usize>) -> Option<(usize, usize)> {
    const PHRASE_MAX: usize = 180;
    let end = layout.floor_char_boundary(phrase.end.min(phrase.start + PHRASE_MAX));
    let text = &layout.text[phrase.start..end];
    let inside = |at: usize, end: usize| {
        let (start, end) = (phrase.start + at, phrase.start + end);
        layout.hits_in(phrase.clone()).any(|hit| {
            hit.start <= start
                && hit.end >= end
                && hit.end - hit.start > end - start
                && matches!(
                    hit.sense,
                    HanSense::Title | HanSense::Institution | HanSense::Group
                )
        })
    };
    words
        .iter()
        .flat_map(|word| {
            text.match_indices(word.as_str())
                .map(|(at, _)| (at, at + word.len()))
        })
        .filter(|(at, end)| !inside(*at, *end))
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))
}
