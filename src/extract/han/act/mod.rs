//! Decides the act of a Chinese statement. The cue decides alone where it performs the act; otherwise the main
//! clauses decide, by tests in the order of [`precedence`].
//!
//! A clause runs from comma to comma. Its predicates are the longest lexicon words at their places. A predicate
//! before 的 and another predicate only modifies a noun (提出建议的委员会已开会) and does not count.
//!
//! Files, top-down: `predicate` (the tests), `clause` (finds the clauses).

mod clause;
mod predicate;
#[cfg(test)]
mod tests;

use super::layout::Layout;
use super::report::HanReport;
use super::speaker_resolver::ResolvedSpeaker;
use crate::domain::Act;
use crate::extract::act::precedence;
use crate::extract::lexicon::PredicateKind;
use clause::{Clause, ClauseSubject, read_clause, split_at, split_sentences};
use std::ops::Range;

/// The act of one report, with the rule and the words that decided it.
#[derive(Debug)]
pub(super) struct ActReading {
    pub(super) act: Act,
    pub(super) rule: &'static str,
    pub(super) words: Option<Range<usize>>,
    /// The side that proposes, calls, promises or rejects according to the words, and its name.
    pub(super) side: Option<(Range<usize>, String)>,
}

impl ActReading {
    fn new(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Self {
        Self {
            act,
            rule,
            words,
            side: None,
        }
    }
}

/// Returns the act of the report. `listed` says whether its words are the points of a list.
pub(super) fn read_act(
    layout: &Layout<'_>,
    report: &HanReport,
    who: &ResolvedSpeaker,
    listed: bool,
) -> ActReading {
    act_of_cue(layout, report)
        .or_else(|| listed.then(|| ActReading::new(Act::Proposal, "numbered-points", None)))
        .or_else(|| act_of_content(layout, report, who))
        .unwrap_or_else(|| default_act(report))
}

/// The act of a cue that decides alone: it performs the act, or names an attitude to a noun phrase.
fn act_of_cue(layout: &Layout<'_>, report: &HanReport) -> Option<ActReading> {
    let act = report.cue_act?;
    let whole = !matches!(report.rule, "attitude" | "speaker-cue-object");
    if report.cue_act_traits.denies_only_reproach && whole {
        return Some(ActReading::new(Act::Position, "cue-that-rejects", None));
    }
    let asks = report
        .pieces
        .iter()
        .any(|p| layout.text[p.clone()].ends_with(['？', '?']));
    let stands = match act {
        Act::Claim => report.cue_act_traits.performs_act,
        Act::Call if asks => false,
        _ => {
            !whole
                || report.cue_act_traits.performs_act
                || report.is_mental && !report.cue_act_traits.defaults_to_position
        }
    };
    stands.then(|| ActReading::new(act, "cue", None))
}

/// The act where neither the cue nor the words said decide.
fn default_act(report: &HanReport) -> ActReading {
    if report.cue_act_traits.defaults_to_position {
        return ActReading::new(Act::Position, "cue-that-judges", None);
    }
    let rule = if report.cue_act.is_some() {
        "cue"
    } else {
        "nothing-else"
    };
    ActReading::new(Act::Claim, rule, None)
}

/// The act of the words said: that of the first sentence, unless a later one proposes, calls or commits.
fn act_of_content(layout: &Layout<'_>, report: &HanReport, who: &ResolvedSpeaker) -> Option<ActReading> {
    let names = speaker_names(layout, report, who);
    let sentences = report
        .pieces
        .iter()
        .flat_map(|piece| split_sentences(layout.text, piece));
    let reading = sentences.map(|sentence| {
        // without quotation marks, further sentences are statements of their own wherever they can be separated
        let may_decide = layout.is_quoted(sentence.start) || report.rule == "label";
        (act_of_sentence(layout, &sentence, &names), may_decide)
    });
    precedence::combine_sentences(reading, |reading| reading.act)
}

/// All that the speaker is called, in one string. It is used to recognise the speaker's side.
fn speaker_names(layout: &Layout<'_>, report: &HanReport, who: &ResolvedSpeaker) -> String {
    let mention = report
        .subject
        .as_ref()
        .map_or("", |range| &layout.text[range.clone()]);
    let (name, capacity) = (who.reference.as_deref(), who.capacity.as_deref());
    [mention, name.unwrap_or_default(), capacity.unwrap_or_default()].concat()
}

/// The act of a sentence: among its clauses, the act that comes first in [`precedence`].
fn act_of_sentence(layout: &Layout<'_>, sentence: &Range<usize>, names: &str) -> Option<ActReading> {
    if layout.text[sentence.clone()].ends_with(['？', '?']) {
        return None;
    }
    let parts = split_at(layout.text, sentence, &['，', ',', '：']);
    let mut subject = ClauseSubject::Unnamed;
    let mut side = None;
    let mut best: Option<ActReading> = None;
    for (number, part) in parts.iter().enumerate() {
        let mut clause = read_clause(layout, part, names);
        let last = number + 1 == parts.len();
        if !last && is_subordinate_opening(&clause) {
            continue;
        }
        if clause.subject == ClauseSubject::Unnamed {
            clause.subject = subject;
            clause.side.clone_from(&side);
        }
        (subject, side) = (clause.subject, clause.side.clone());
        let reading = act_of_clause(layout, &clause);
        if let Some(reading) = reading
            && best.as_ref().is_none_or(|best| {
                precedence::precedence_of(reading.act) < precedence::precedence_of(best.act)
            })
        {
            best = Some(reading);
        }
    }
    best
}

/// Whether the clause only introduces the next: "如果…，", "随着…，".
fn is_subordinate_opening(clause: &Clause<'_>) -> bool {
    let start = clause.text.len() - clause.text.trim_start().len();
    let opens = clause
        .words
        .first()
        .filter(|word| word.is(PredicateKind::OPENS_SUBORDINATE));
    // a conjunction such as 但 opens a clause that only the next one completes
    let subject = clause.subject == ClauseSubject::Unnamed || clause.text.chars().count() > 4;
    opens.is_some_and(|word| word.place.start <= start) && subject
}

fn act_of_clause(layout: &Layout<'_>, clause: &Clause<'_>) -> Option<ActReading> {
    let (act, rule, word) = predicate::classify_clause(clause)?;
    let binding = matches!(
        act,
        Act::Denial | Act::Proposal | Act::Call | Act::Commitment | Act::Announcement
    );
    let side = clause.side.clone().filter(|side| binding && !side.is_empty());
    Some(ActReading {
        side: side.map(|side| (side.clone(), layout.text[side].to_owned())),
        ..ActReading::new(
            act,
            rule,
            Some(word.start + clause.start..word.end + clause.start),
        )
    })
}
