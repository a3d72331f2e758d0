//! What is done by saying it.
//!
//! The cue decides alone where it performs the act ("propose", "appelle à", "dément"), or tells an attitude to a noun
//! phrase ("refuse X"). Else the main clause of what was said decides: `clause` finds it, `subject` tells whom it is
//! about, `tense` when its deed takes place, and `predicate` has the tests in the order of acts. What passes none is
//! a claim.

mod clause;
mod cue;
pub(super) mod precedence;
mod predicate;
mod subject;
mod tense;
#[cfg(test)]
mod tests;

use super::attribution::Report;
use super::content::{self, ContentFrame};
use super::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use super::page::Page;
use super::speakers::ResolvedSpeaker;
use crate::domain::Act;
use predicate::Main;
use std::ops::Range;
use subject::{Kin, Subject};

/// An act and what told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) act: Act,
    pub(super) rule: &'static str,
    /// The words that mark it, by token.
    pub(super) words: Option<Range<usize>>,
    /// The side that the words say proposes, calls, promises or rejects.
    pub(super) side: Option<Range<usize>>,
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

/// The act of the report.
pub(super) fn of(page: &Page<'_>, report: &Report, speaker: &ResolvedSpeaker) -> Told {
    // told by few reports, and not read for the others
    let kin = || Kin::new(page, report, speaker);
    announced(page, report)
        .or_else(|| proposed(page, report, kin))
        .or_else(|| cue::performed(page, report))
        .or_else(|| content(page, report, &kin()))
        .unwrap_or_else(|| cue::left_open(page, report))
}

/// "a annoncé que le gouvernement propose …": what is announced is a proposal of the speaker's side.
fn proposed(page: &Page<'_>, report: &Report, kin: impl Fn() -> Kin) -> Option<Told> {
    let announced = report.act == Some(Act::Announcement) && report.found != Some(ContentFrame::Object);
    if !announced {
        return None;
    }
    let told = content(page, report, &kin())?;
    (told.act == Act::Proposal && told.side.is_some()).then_some(told)
}

/// The act that the noun before a list names: "a présenté trois propositions : …".
fn announced(page: &Page<'_>, report: &Report) -> Option<Told> {
    let cue = report
        .cue
        .as_ref()
        .filter(|_| report.found == Some(ContentFrame::AfterColon))?;
    let words = report.pieces.len() - report.listed;
    let list = match report.pieces.get(words) {
        Some(line) => line.start,
        None => report.pieces.first()?.start,
    };
    let names = |m: &PhraseMeaning| matches!(m, PhraseMeaning::ActMarker(_) | PhraseMeaning::ActNoun(_));
    (cue.end..list).find_map(|at| match page.meaning(at, names)? {
        (PhraseMeaning::ActMarker(act) | PhraseMeaning::ActNoun(act), length) => {
            Some(Told::new(act, "noun-before-the-list", Some(at..at + length)))
        }
        _ => None,
    })
}

/// The act that the content itself performs: that of its first sentence, unless a later one proposes, calls or commits.
fn content(page: &Page<'_>, report: &Report, kin: &Kin) -> Option<Told> {
    let sentences = report
        .pieces
        .iter()
        .flat_map(|piece| clause::sentences(page, piece));
    let told = sentences.enumerate().map(|(number, sentence)| {
        let leads = number == 0;
        if leads && is_infinitive_content(page, report, &sentence) {
            infinitive(page, report, &sentence)
        } else {
            of_sentence(page, report, &sentence, kin, leads)
        }
    });
    precedence::of_sentences(told.map(|told| (told, true)), |told| told.act)
}

/// The act of one sentence: the first in the order of acts among its main clauses.
fn of_sentence(
    page: &Page<'_>,
    report: &Report,
    sentence: &Range<usize>,
    kin: &Kin,
    leads: bool,
) -> Option<Told> {
    // "pourquoi ne pas …", "what if …": no clause of its own
    if let Some((_, length)) = page.meaning(sentence.start, |m| *m == PhraseMeaning::ActMarker(Act::Proposal))
    {
        let words = sentence.start..sentence.start + length;
        return Some(Told::new(Act::Proposal, "words-that-propose", Some(words)));
    }
    let clauses = clause::clauses(page, sentence);
    let mut leads = leads;
    let mut best: Option<Told> = None;
    for clause in &clauses {
        let subject = subject::of(page, report, clause, kin, leads);
        leads = false;
        let main = Main::new(page, report, clause, subject, sentence.end);
        // a question may propose ("pourquoi ne pas …?"), and does nothing else
        let told = of_clause(&main, kin, sentence).filter(|told| !clause.asks || told.act == Act::Proposal);
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

/// The act of a main clause; of what somebody thinks, that of what is thought ("nous pensons que …").
fn of_clause(main: &Main<'_, '_>, kin: &Kin, sentence: &Range<usize>) -> Option<Told> {
    let (page, report) = (main.page, main.report);
    let thinks = main.subject.is_own()
        && main
            .clause
            .verb
            .is_some_and(|verb| page.has_predicate(verb, PredicateKind::OPINES));
    if let Some(thought) = main
        .clause
        .complement
        .clone()
        .filter(|thought| thinks && thought.start > sentence.start)
    {
        let inner = of_thought(page, report, kin, &thought);
        if inner.is_some() {
            return inner;
        }
    }
    predicate::act(main).map(|(act, rule, words)| Told {
        side: side(main, act),
        ..Told::new(act, rule, Some(words))
    })
}

/// The act of the clause that somebody thinks; one deep, so that a long sentence is read twice at most.
fn of_thought(page: &Page<'_>, report: &Report, kin: &Kin, thought: &Range<usize>) -> Option<Told> {
    let clauses = clause::clauses(page, thought);
    let clause = clauses.first()?;
    let main = Main::new(
        page,
        report,
        clause,
        subject::of(page, report, clause, kin, false),
        thought.end,
    );
    predicate::act(&main).map(|(act, rule, words)| Told {
        side: side(&main, act),
        ..Told::new(act, rule, Some(words))
    })
}

/// The side of the speaker that the clause names, where it proposes, calls, promises or rejects.
fn side(main: &Main<'_, '_>, act: Act) -> Option<Range<usize>> {
    let binding = matches!(
        act,
        Act::Denial | Act::Proposal | Act::Call | Act::Commitment | Act::Announcement
    );
    match &main.subject {
        Subject::Side(words) if binding => Some(words.clone()),
        _ => None,
    }
}

fn is_infinitive_content(page: &Page<'_>, report: &Report, sentence: &Range<usize>) -> bool {
    let at = behind_negation(page, sentence);
    report.found == Some(ContentFrame::Infinitive)
        && (page.has_form(at, VerbForm::Infinitive) || content::is_infinitive(page, at))
}

fn behind_negation(page: &Page<'_>, sentence: &Range<usize>) -> usize {
    let skipped = WordClass::NEGATION
        | WordClass::ADVERB
        | WordClass::CLITIC
        | WordClass::REFLEXIVE
        | WordClass::INFINITIVE_MARKER;
    (sentence.clone())
        .find(|at| !page.has_class(*at, skipped))
        .unwrap_or(sentence.start)
}

/// "(a dit) vouloir agir", "(dit) regretter": the infinitive is the predicate, and the speaker its subject.
fn infinitive(page: &Page<'_>, report: &Report, sentence: &Range<usize>) -> Option<Told> {
    let verb = behind_negation(page, sentence);
    let clause = clause::Clause {
        subject: verb..verb,
        verb: Some(verb),
        words: sentence.clone().collect(),
        complement: (verb..sentence.end.min(verb + 4))
            .find(|at| page.has_class(*at, WordClass::THAT))
            .map(|that| that + 1..sentence.end),
        asks: false,
    };
    let main = Main::new(page, report, &clause, Subject::Speaker, sentence.end);
    predicate::act(&main).map(|(act, rule, words)| Told::new(act, rule, Some(words)))
}
