//! Reports in the passive voice: "N的说法被M批评", "这一决定遭到M谴责", "此事被M称为…".

use super::cue_occurrence::find_clause_start;
use super::han_report::HanReport;
use crate::extract::certainty::Trust;
use crate::extract::han::characters::trim_punctuation;
use crate::extract::han::layout::Layout;
use crate::extract::han::mention::MentionParts;
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// Maximum number of bytes between the passive marker and its verb.
const AGENT_BYTES_MAX: usize = 90;

/// Maximum number of passive markers tried in a sentence. No sentence written by people has that many.
const MARKERS_MAX: usize = 24;

/// Reads the first report of the sentence in the passive voice.
pub(super) fn read_passive(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<HanReport> {
    layout
        .hits_in(sentence.clone())
        .filter(|hit| hit.sense == HanSense::PassiveMarker && !layout.is_quoted(hit.start))
        .take(MARKERS_MAX)
        .find_map(|mark| read_passive_at(layout, sentence, mark))
}

/// Reads the passive report at the marker.
fn read_passive_at(layout: &Layout<'_>, sentence: &Range<usize>, mark: &LexiconMatch) -> Option<HanReport> {
    let text = layout.text;
    let clause = find_clause_start(layout, sentence, mark.start);
    let rest = &text[mark.end..sentence.end];
    let clause_end = rest
        .find(['，', ',', '；', '。', '：', '？', '！'])
        .map_or(sentence.end, |at| mark.end + at);
    // only a noun phrase or an adverb stands before a passive marker; one inside a longer word does not count
    let inside = layout.hits_in(clause..clause_end).any(|hit| {
        hit.start < mark.start && hit.end >= mark.end
            || hit.start == mark.start
                && hit.end > mark.end
                && matches!(hit.sense, HanSense::CueMask | HanSense::Cue(_))
    });
    let negated = layout
        .hits_in(clause..mark.start)
        .any(|hit| hit.end == mark.start && matches!(hit.sense, HanSense::Negation | HanSense::Modal));
    if inside || negated {
        return None;
    }
    let (verb, number) = layout
        .hits_in(mark.end..clause_end.min(mark.end + AGENT_BYTES_MAX))
        .filter_map(|hit| match hit.sense {
            HanSense::Cue(number) => Some((*hit, number)),
            _ => None,
        })
        .find(|(hit, _)| find_agent(layout, mark.end..hit.start).is_some())?;
    let (agent, who) = find_agent(layout, mark.end..verb.start)?;
    let entry = &layout.lexicon.cues[number];
    let called = ["为", "作", "為"]
        .iter()
        .find(|word| text[verb.end..].starts_with(**word));
    let verb_end = verb.end + called.map_or(0, |word| word.len());
    let behind = trim_punctuation(text, verb_end..clause_end.max(verb_end));
    let has_words = text[behind.clone()].chars().count() >= 4;
    let before = trim_punctuation(text, clause..mark.start);
    let (piece, rule) = if has_words && (entry.takes_clause || called.is_some()) {
        (behind, "passive-clause")
    } else if behind.start >= behind.end {
        (strip_trailing_adverbs(layout, before), "passive")
    } else {
        return None;
    };
    if text[piece.clone()].chars().count() < 3 {
        return None;
    }
    let sure = Trust::new(66, "a passive that names who speaks");
    Some(HanReport {
        cue: Some(verb.start..verb_end),
        lemma: entry.lemma.clone(),
        cue_act: entry.act,
        ..HanReport::new(sentence, piece, rule, sure).with_speaker(agent, who)
    })
}

/// The agent of a passive: "工会" in "遭到工会的强烈批评".
fn find_agent(layout: &Layout<'_>, range: Range<usize>) -> Option<(Range<usize>, MentionParts)> {
    let named = trim_punctuation(layout.text, range);
    let text = &layout.text[named.clone()];
    let of = text.rfind('的').map_or(named.end, |at| named.start + at);
    [of, named.end].into_iter().find_map(|end| {
        match speaker_parser::parse_speaker(layout, named.start..end) {
            speaker_parser::SpeakerParse::Mention(range, who)
                if who.pronoun.is_none() || range.end == end =>
            {
                Some((range, who))
            }
            _ => None,
        }
    })
}

/// The noun phrase before the marker, without adverbs at its end.
fn strip_trailing_adverbs(layout: &Layout<'_>, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    while let Some(adverb) = layout
        .hits_in(range.clone())
        .filter(|hit| {
            hit.end == range.end
                && matches!(
                    hit.sense,
                    HanSense::BeforeCue | HanSense::PeriodOffset(..) | HanSense::DayOffset(_)
                )
        })
        .min_by_key(|hit| hit.start)
    {
        if adverb.start <= range.start {
            break;
        }
        range = trim_punctuation(layout.text, range.start..adverb.start);
    }
    range
}
