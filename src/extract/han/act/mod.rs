//! What is done by saying it, in Chinese: the cue decides alone where it performs the act; else the main clause does,
//! by tests in the order of acts.
//!
//! A clause runs from comma to comma. Its predicates are the longest words of the lexicon at their places; one that
//! stands before 的 and another predicate only describes a noun (提出建议的委员会已开会) and decides nothing.

mod clause;
mod predicate;
#[cfg(test)]
mod tests;

use super::layout::Layout;
use super::report::Report;
use super::speaker_resolver::Resolved;
use crate::domain::Act;
use crate::extract::act::precedence;
use crate::extract::lexicon::PredicateKind;
use clause::{Clause, Subject, clause, sentences, split};
use std::ops::Range;

/// An act and what told it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) act: Act,
    pub(super) rule: &'static str,
    pub(super) words: Option<Range<usize>>,
    /// The side that the words say proposes, calls, promises or rejects, and its name.
    pub(super) side: Option<(Range<usize>, String)>,
}

impl Told {
    fn new(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Self {
        Self {
            act,
            rule,
            words,
            side: None,
        }
    }
}

/// The act of the report; `listed` where its words are the points of a list.
pub(super) fn of(layout: &Layout<'_>, report: &Report, who: &Resolved, listed: bool) -> Told {
    performed(layout, report)
        .or_else(|| listed.then(|| Told::new(Act::Proposal, "numbered-points", None)))
        .or_else(|| content(layout, report, who))
        .unwrap_or_else(|| left_open(report))
}

/// The act of a cue that decides alone: it performs the act, or tells an attitude to a noun phrase.
fn performed(layout: &Layout<'_>, report: &Report) -> Option<Told> {
    let act = report.act?;
    let whole = !matches!(report.rule, "attitude" | "speaker-cue-object");
    if report.cue_content.denies_only_reproach && whole {
        return Some(Told::new(Act::Position, "cue-that-rejects", None));
    }
    let asks = report
        .pieces
        .iter()
        .any(|p| layout.text[p.clone()].ends_with(['？', '?']));
    let stands = match act {
        Act::Claim => report.cue_content.performs_act,
        Act::Call if asks => false,
        _ => {
            !whole
                || report.cue_content.performs_act
                || report.mental && !report.cue_content.defaults_to_position
        }
    };
    stands.then(|| Told::new(act, "cue", None))
}

/// The act where neither the cue nor the content tells one.
fn left_open(report: &Report) -> Told {
    if report.cue_content.defaults_to_position {
        return Told::new(Act::Position, "cue-that-judges", None);
    }
    let rule = if report.act.is_some() {
        "cue"
    } else {
        "nothing-else"
    };
    Told::new(Act::Claim, rule, None)
}

/// The act of the content: that of its first sentence, unless a later one proposes, calls or commits.
fn content(layout: &Layout<'_>, report: &Report, who: &Resolved) -> Option<Told> {
    let names = speaker_names(layout, report, who);
    let sentences = report
        .pieces
        .iter()
        .flat_map(|piece| sentences(layout.text, piece));
    let told = sentences.map(|sentence| {
        // without marks, a further sentence is an item of its own wherever it can be told
        let may_decide = layout.quoted(sentence.start) || report.rule == "label";
        (of_sentence(layout, &sentence, &names), may_decide)
    });
    precedence::of_sentences(told, |told| told.act)
}

/// What the speaker is called, to know his side by.
fn speaker_names(layout: &Layout<'_>, report: &Report, who: &Resolved) -> String {
    let mention = report
        .subject
        .as_ref()
        .map_or("", |range| &layout.text[range.clone()]);
    let (name, capacity) = (who.reference.as_deref(), who.capacity.as_deref());
    [mention, name.unwrap_or_default(), capacity.unwrap_or_default()].concat()
}

/// The act of a sentence: the first in the order of acts among its main clauses.
fn of_sentence(layout: &Layout<'_>, sentence: &Range<usize>, names: &str) -> Option<Told> {
    if layout.text[sentence.clone()].ends_with(['？', '?']) {
        return None;
    }
    let parts = split(layout.text, sentence, &['，', ',', '：']);
    let mut subject = Subject::Same;
    let mut side = None;
    let mut best: Option<Told> = None;
    for (number, part) in parts.iter().enumerate() {
        let mut clause = clause(layout, part, names);
        let last = number + 1 == parts.len();
        if !last && is_opening(&clause) {
            continue;
        }
        if clause.subject == Subject::Same {
            clause.subject = subject;
            clause.side.clone_from(&side);
        }
        (subject, side) = (clause.subject, clause.side.clone());
        let told = of_clause(layout, &clause);
        if let Some(told) = told
            && best
                .as_ref()
                .is_none_or(|best| precedence::rank(told.act) < precedence::rank(best.act))
        {
            best = Some(told);
        }
    }
    best
}

/// Whether the clause only leads up to the next: "如果…，", "随着…，".
fn is_opening(clause: &Clause<'_>) -> bool {
    let start = clause.text.len() - clause.text.trim_start().len();
    let opens = clause
        .words
        .first()
        .filter(|word| word.is(PredicateKind::OPENS_SUBORDINATE));
    // a conjunction such as 但 opens a clause that is complete with what follows it
    let subject = clause.subject == Subject::Same || clause.text.chars().count() > 4;
    opens.is_some_and(|word| word.place.start <= start) && subject
}

fn of_clause(layout: &Layout<'_>, clause: &Clause<'_>) -> Option<Told> {
    let (act, rule, word) = predicate::act(clause)?;
    let binding = matches!(
        act,
        Act::Denial | Act::Proposal | Act::Call | Act::Commitment | Act::Announcement
    );
    let side = clause.side.clone().filter(|side| binding && !side.is_empty());
    Some(Told {
        side: side.map(|side| (side.clone(), layout.text[side].to_owned())),
        ..Told::new(
            act,
            rule,
            Some(word.start + clause.start..word.end + clause.start),
        )
    })
}
