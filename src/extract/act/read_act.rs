//! Decides the act of a report: by its cue, or by the main clauses of the words said.

use super::act_reading::ActReading;
use super::main_clause::MainClause;
use super::subject::{ClauseSubject, SpeakerStems};
use super::{clause, cue, precedence, predicate, subject};
use crate::domain::Act;
use crate::extract::attribution::ReportCandidate;
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::speakers::ResolvedSpeaker;
use std::ops::Range;

/// Returns the act of the report. Every report has one: the default is a claim.
pub(in crate::extract) fn read_act(
    page: &Page<'_>,
    report: &ReportCandidate,
    speaker: &ResolvedSpeaker,
) -> ActReading {
    // few reports need it, so it is computed only on demand
    let stems = || SpeakerStems::new(page, report, speaker);
    act_noun_before_list(page, report)
        .or_else(|| announced_proposal(page, report, stems))
        .or_else(|| cue::act_of_cue(page, report))
        .or_else(|| act_of_content(page, report, &stems()))
        .unwrap_or_else(|| cue::default_act(page, report))
}

/// The proposal of the speaker's side that the cue announces: "a annoncé que le gouvernement propose …".
fn announced_proposal(
    page: &Page<'_>,
    report: &ReportCandidate,
    stems: impl Fn() -> SpeakerStems,
) -> Option<ActReading> {
    let announced = report.act == Some(Act::Announcement) && report.frame != Some(ContentFrame::Object);
    if !announced {
        return None;
    }
    let reading = act_of_content(page, report, &stems())?;
    (reading.act == Act::Proposal && reading.side.is_some()).then_some(reading)
}

/// The act that a noun before a list names: "a présenté trois propositions : …".
fn act_noun_before_list(page: &Page<'_>, report: &ReportCandidate) -> Option<ActReading> {
    let cue = report
        .cue
        .as_ref()
        .filter(|_| report.frame == Some(ContentFrame::AfterColon))?;
    let words = report.pieces.len() - report.list_line_count;
    let list = match report.pieces.get(words) {
        Some(line) => line.start,
        None => report.pieces.first()?.start,
    };
    let names = |m: &PhraseMeaning| matches!(m, PhraseMeaning::ActMarker(_) | PhraseMeaning::ActNoun(_));
    (cue.end..list).find_map(|at| match page.meaning(at, names)? {
        (PhraseMeaning::ActMarker(act) | PhraseMeaning::ActNoun(act), length) => Some(ActReading::new(
            act,
            "noun-before-the-list",
            Some(at..at + length),
        )),
        _ => None,
    })
}

/// The act of the words said: that of the first sentence, unless a later one proposes, calls or commits.
fn act_of_content(page: &Page<'_>, report: &ReportCandidate, stems: &SpeakerStems) -> Option<ActReading> {
    let sentences = report
        .pieces
        .iter()
        .flat_map(|piece| clause::split_sentences(page, piece));
    let reading = sentences.enumerate().map(|(number, sentence)| {
        let leads = number == 0;
        if leads && is_infinitive_content(page, report, &sentence) {
            act_of_infinitive(page, report, &sentence)
        } else {
            act_of_sentence(page, report, &sentence, stems, leads)
        }
    });
    precedence::combine_sentences(reading.map(|reading| (reading, true)), |reading| reading.act)
}

/// The act of one sentence: among its main clauses, the act that comes first in [`precedence`].
fn act_of_sentence(
    page: &Page<'_>,
    report: &ReportCandidate,
    sentence: &Range<usize>,
    stems: &SpeakerStems,
    leads: bool,
) -> Option<ActReading> {
    // words that open a proposal decide alone, because no main clause follows them: "pourquoi ne pas …", "what if …"
    if let Some((_, length)) = page.meaning(sentence.start, |m| *m == PhraseMeaning::ActMarker(Act::Proposal))
    {
        let words = sentence.start..sentence.start + length;
        return Some(ActReading::new(Act::Proposal, "words-that-propose", Some(words)));
    }
    let clauses = clause::find_clauses(page, sentence);
    let mut leads = leads;
    let mut best: Option<ActReading> = None;
    for clause in &clauses {
        let subject = subject::find_subject(page, report, clause, stems, leads);
        leads = false;
        let main = MainClause::new(page, report, clause, subject, sentence.end);
        // a question may propose ("pourquoi ne pas …?"); it performs no other act
        let reading = act_of_clause(&main, stems, sentence)
            .filter(|reading| !clause.is_question || reading.act == Act::Proposal);
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

/// The act of a main clause. Where its verb is one of thinking ("nous pensons que …"), that of the clause thought.
fn act_of_clause(
    main: &MainClause<'_, '_>,
    stems: &SpeakerStems,
    sentence: &Range<usize>,
) -> Option<ActReading> {
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
        let inner = act_of_thought(page, report, stems, &thought);
        if inner.is_some() {
            return inner;
        }
    }
    predicate::classify_clause(main).map(|(act, rule, words)| ActReading {
        side: side_of_clause(main, act),
        ..ActReading::new(act, rule, Some(words))
    })
}

/// The act of the clause that somebody thinks. Only one level deep, so that a long sentence is read at most twice.
fn act_of_thought(
    page: &Page<'_>,
    report: &ReportCandidate,
    stems: &SpeakerStems,
    thought: &Range<usize>,
) -> Option<ActReading> {
    let clauses = clause::find_clauses(page, thought);
    let clause = clauses.first()?;
    let main = MainClause::new(
        page,
        report,
        clause,
        subject::find_subject(page, report, clause, stems, false),
        thought.end,
    );
    predicate::classify_clause(&main).map(|(act, rule, words)| ActReading {
        side: side_of_clause(&main, act),
        ..ActReading::new(act, rule, Some(words))
    })
}

/// The speaker's side that the clause names, where the act is one that binds a side.
fn side_of_clause(main: &MainClause<'_, '_>, act: Act) -> Option<Range<usize>> {
    let binding = matches!(
        act,
        Act::Denial | Act::Proposal | Act::Call | Act::Commitment | Act::Announcement
    );
    match &main.subject {
        ClauseSubject::Side(words) if binding => Some(words.clone()),
        _ => None,
    }
}

fn is_infinitive_content(page: &Page<'_>, report: &ReportCandidate, sentence: &Range<usize>) -> bool {
    let at = skip_negation(page, sentence);
    report.frame == Some(ContentFrame::Infinitive)
        && (page.has_form(at, VerbForm::Infinitive) || page.can_be_infinitive(at))
}

fn skip_negation(page: &Page<'_>, sentence: &Range<usize>) -> usize {
    let skipped = WordClass::NEGATION
        | WordClass::ADVERB
        | WordClass::CLITIC
        | WordClass::REFLEXIVE
        | WordClass::INFINITIVE_MARKER;
    (sentence.clone())
        .find(|at| !page.has_class(*at, skipped))
        .unwrap_or(sentence.start)
}

/// The act of an infinitive, of which the speaker is the subject: "(a dit) vouloir agir", "(dit) regretter".
fn act_of_infinitive(
    page: &Page<'_>,
    report: &ReportCandidate,
    sentence: &Range<usize>,
) -> Option<ActReading> {
    let verb = skip_negation(page, sentence);
    let clause = clause::Clause {
        subject: verb..verb,
        verb: Some(verb),
        words: sentence.clone().collect(),
        complement: (verb..sentence.end.min(verb + 4))
            .find(|at| page.has_class(*at, WordClass::THAT))
            .map(|that| that + 1..sentence.end),
        is_question: false,
    };
    let main = MainClause::new(page, report, &clause, ClauseSubject::Speaker, sentence.end);
    predicate::classify_clause(&main).map(|(act, rule, words)| ActReading::new(act, rule, Some(words)))
}
