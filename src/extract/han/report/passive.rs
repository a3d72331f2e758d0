//! Reports in the passive: "N的说法被M批评", "这一决定遭到M谴责", "此事被M称为…".

use super::cue_occurrence::clause_start;
use super::{Report, trimmed};
use crate::extract::certainty::Trust;
use crate::extract::han::layout::Layout;
use crate::extract::han::speaker_parser;
use crate::extract::lexicon::han_lexicon::{HanSense, LexiconMatch};
use std::ops::Range;

/// More bytes than stand between the mark of the passive and its verb.
const REACH: usize = 90;

/// The first report of the sentence in the passive.
pub(super) fn passive(layout: &Layout<'_>, sentence: &Range<usize>) -> Option<Report> {
    layout
        .hits_in(sentence.clone())
        .filter(|hit| hit.sense == HanSense::PassiveMarker && !layout.quoted(hit.start))
        .find_map(|mark| report(layout, sentence, mark))
}

fn report(layout: &Layout<'_>, sentence: &Range<usize>, mark: &LexiconMatch) -> Option<Report> {
    let text = layout.text;
    let clause = clause_start(layout, sentence, mark.start);
    let rest = &text[mark.end..sentence.end];
    let clause_end = rest
        .find(['，', ',', '；', '。', '：', '？', '！'])
        .map_or(sentence.end, |at| mark.end + at);
    // only a noun phrase or an adverb stands before a passive; a word that it is part of is none
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
        .hits_in(mark.end..clause_end.min(mark.end + REACH))
        .filter_map(|hit| match hit.sense {
            HanSense::Cue(number) => Some((*hit, number)),
            _ => None,
        })
        .find(|(hit, _)| agent(layout, mark.end..hit.start).is_some())?;
    let (agent, who) = agent(layout, mark.end..verb.start)?;
    let entry = &layout.lexicon.cues[number];
    let called = ["为", "作", "為"]
        .iter()
        .find(|word| text[verb.end..].starts_with(**word));
    let verb_end = verb.end + called.map_or(0, |word| word.len());
    let behind = trimmed(text, verb_end..clause_end.max(verb_end));
    let told = text[behind.clone()].chars().count() >= 4;
    let before = trimmed(text, clause..mark.start);
    let (piece, rule) = if told && (entry.takes_clause || called.is_some()) {
        (behind, "passive-clause")
    } else if behind.start >= behind.end {
        (subject_of(layout, before), "passive")
    } else {
        return None;
    };
    if text[piece.clone()].chars().count() < 3 {
        return None;
    }
    let sure = Trust::of(66, "a passive that names who speaks");
    Some(Report {
        cue: Some(verb.start..verb_end),
        lemma: entry.lemma.clone(),
        act: entry.act,
        ..Report::new(sentence, piece, rule, sure).of(agent, who)
    })
}

/// Who does what a passive tells: "工会的强烈" of "遭到工会的强烈批评".
fn agent(layout: &Layout<'_>, range: Range<usize>) -> Option<(Range<usize>, speaker_parser::MentionParts)> {
    let named = trimmed(layout.text, range);
    let text = &layout.text[named.clone()];
    let of = text.rfind('的').map_or(named.end, |at| named.start + at);
    [of, named.end]
        .into_iter()
        .find_map(|end| match speaker_parser::parse(layout, named.start..end) {
            speaker_parser::Parsed::Who(range, who) if who.pronoun.is_none() || range.end == end => {
                Some((range, who))
            }
            _ => None,
        })
}

/// The noun phrase before the mark, without adverbs at its ends.
fn subject_of(layout: &Layout<'_>, range: Range<usize>) -> Range<usize> {
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
        range = trimmed(layout.text, range.start..adverb.start);
    }
    range
}
