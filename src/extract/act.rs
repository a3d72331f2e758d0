//! What is done by saying it: told by a firm cue, else by the words, else by a cue that leaves it open.

use super::attribution::{Party, Report};
use super::content::{self, Found};
use super::lexicon::{Class, Form, Meaning};
use super::page::Page;
use crate::domain::Act;
use std::ops::Range;

/// An act and what told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) act: Act,
    pub(super) rule: &'static str,
    /// The words that mark it, by token.
    pub(super) words: Option<Range<usize>>,
}

/// The act of the report.
pub(super) fn of(page: &Page<'_>, report: &Report) -> Told {
    let open = leaves_open(page, report);
    announced(page, report)
        .or_else(|| denied(page, report))
        .or_else(|| planned(report))
        .or_else(|| report.act.filter(|_| !open).map(|act| told(act, "cue", None)))
        .or_else(|| from_words(page, report))
        .unwrap_or_else(|| match report.act {
            Some(Act::Claim) => told(Act::Claim, "cue", None),
            _ => told(Act::Claim, "nothing-else", None),
        })
}

fn told(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Told {
    Told { act, rule, words }
}

/// Whether the cue leaves it to the words: where it only says that they are asserted ("affirmer"), or tells an
/// attitude to something and what stands there is a whole clause ("dénoncer" before a clause asserts it).
fn leaves_open(page: &Page<'_>, report: &Report) -> bool {
    match report.act {
        Some(Act::Claim) => true,
        Some(Act::Position | Act::Expressive) if !report.mental => match report.found {
            Some(Found::That | Found::Bare) => true,
            Some(Found::Quote | Found::Colon) | None => {
                report.pieces.iter().any(|piece| page.has_verb(piece.clone()))
            }
            Some(Found::Whether | Found::Infinitive | Found::Object) => false,
        },
        _ => false,
    }
}

/// "a prévu de fermer l'usine": whoever foresees a deed of his own announces it.
fn planned(report: &Report) -> Option<Told> {
    (report.act == Some(Act::Forecast) && report.found == Some(Found::Infinitive))
        .then(|| told(Act::Announcement, "cue-of-a-plan", None))
}

/// "a assuré que ce n'était pas le cas": asserting that something is not so denies it.
fn denied(page: &Page<'_>, report: &Report) -> Option<Told> {
    if report.act != Some(Act::Claim) || report.rule == "source" {
        return None;
    }
    let piece = report.pieces.first()?.clone();
    let verb = piece.clone().find(|at| page.is_verb(*at))?;
    let before = (piece.start..verb)
        .rev()
        .take(3)
        .any(|at| page.is(at, Class::NEGATION));
    let behind = (verb + 1..piece.end.min(verb + 4)).any(|at| page.is(at, Class::NEGATION));
    (page.is(verb, Class::BE) && before && behind)
        .then(|| told(Act::Denial, "asserted-negation", Some(verb..verb + 1)))
}

/// The act that the noun before a list names: "a présenté trois propositions : …".
fn announced(page: &Page<'_>, report: &Report) -> Option<Told> {
    let cue = report
        .cue
        .as_ref()
        .filter(|_| report.found == Some(Found::Colon))?;
    let words = report.pieces.len() - report.listed;
    let list = match report.pieces.get(words) {
        Some(line) => line.start,
        None => report.pieces.first()?.start,
    };
    markers(page, cue.end..list)
        .next()
        .map(|(act, words)| told(act, "noun-before-the-list", Some(words)))
}

/// The acts by how far a marker of one is to be trusted beside one of another.
const TRUST: [Act; 9] = [
    Act::Denial,
    Act::Commitment,
    Act::Call,
    Act::Proposal,
    Act::Warning,
    Act::Forecast,
    Act::Announcement,
    Act::Expressive,
    Act::Position,
];

/// Of the acts that words have markers of, the one that is trusted most, and its first marker.
pub(super) fn most_trusted<M>(marked: impl Iterator<Item = (Act, M)>) -> Option<(Act, M)> {
    marked.min_by_key(|(act, _)| TRUST.iter().position(|trusted| trusted == act))
}

/// The words among the tokens that mark an act.
fn markers(page: &Page<'_>, tokens: Range<usize>) -> impl Iterator<Item = (Act, Range<usize>)> {
    tokens.filter_map(|at| match page.meaning(at, |m| matches!(m, Meaning::Act(_))) {
        Some((Meaning::Act(act), length)) => Some((act, at..at + length)),
        _ => None,
    })
}

/// Whether a marker marks no act where it stands: it is denied, or names what is spoken of ("la proposition").
fn is_idle(page: &Page<'_>, act: Act, at: usize) -> bool {
    let denied = matches!(act, Act::Warning | Act::Expressive | Act::Commitment)
        && (at.saturating_sub(3)..at).any(|before| page.is(before, Class::NEGATION));
    let noun = |m: &Meaning| matches!(m, Meaning::ContentNoun | Meaning::Announces);
    denied || page.follows_determiner(at) && page.meaning(at, noun).is_some()
}

/// The act that the words themselves tell.
fn from_words(page: &Page<'_>, report: &Report) -> Option<Told> {
    let pieces = report.pieces.iter();
    let marked = pieces
        .flat_map(|piece| markers(page, piece.clone()))
        .filter(|(act, words)| !is_idle(page, *act, words.start));
    let marked = most_trusted(marked).map(|(act, words)| told(act, "words", Some(words)));
    match marked {
        Some(denial) if denial.act == Act::Denial => Some(denial),
        marked => intended(page, report)
            .or(marked)
            .or_else(|| foretold(page, report)),
    }
}

/// What whoever speaks will do: "nous tiendrons", "(il a dit qu')il ne céderait pas", "(a dit) vouloir agir".
fn intended(page: &Page<'_>, report: &Report) -> Option<Told> {
    let commitment = |rule, words| Some(told(Act::Commitment, rule, Some(words)));
    for at in report.pieces.iter().cloned().flatten() {
        if page.meaning(at, |m| matches!(m, Meaning::First)).is_none() {
            continue;
        }
        let verb = (at + 1..at + 4).find(|t| !page.is(*t, Class::CLITIC | Class::NEGATION))?;
        let synthetic = page.token(verb).is_some_and(|token| {
            token.is_word() && page.lexicon.ends_as_first_person_future(token.text(page.text))
        });
        if synthetic && !page.is(verb, Class::MODAL)
            || page.lexicon.bare_clauses() && page.is(verb, Class::FUTURE)
        {
            return commitment("future-in-the-first-person", at..verb + 1);
        }
    }
    let start = report.pieces.first()?.start;
    if report.found == Some(Found::Infinitive) {
        let begins = page.is(start, Class::INTENTION) && page.has_form(start, Form::Infinitive);
        return begins.then(|| told(Act::Commitment, "intention", Some(start..start + 1)));
    }
    // the clause is about the speaker
    let (Meaning::Pronoun(gender), length) = page.meaning(start, |m| matches!(m, Meaning::Pronoun(_)))?
    else {
        return None;
    };
    let impersonal = page
        .meaning(start, |m| matches!(m, Meaning::Impersonal))
        .is_some();
    let own = matches!(&report.party, Party::Phrase(p)
        if (p.gender.m && gender.m || p.gender.f && gender.f) && p.gender.plural == gender.plural);
    let end = report.pieces.first()?.end;
    let verb =
        (start + length..end).find(|t| !page.is(*t, Class::CLITIC | Class::NEGATION | Class::ADVERB))?;
    let will = is_future(page, verb, end) || page.is(verb, Class::INTENTION) && is_followed(page, verb, end);
    (own && !impersonal && report.found == Some(Found::That) && will)
        .then(|| told(Act::Commitment, "future-of-the-speaker", Some(start..verb + 1)))
}

/// What will be: of what is done to something, a promise where the cue asserts it, else an announcement; of
/// anything else, a forecast where it is asserted.
fn foretold(page: &Page<'_>, report: &Report) -> Option<Told> {
    for piece in &report.pieces {
        let Some(at) = piece.clone().find(|at| is_future(page, *at, piece.end)) else {
            continue;
        };
        let passive = is_passive(page, at, piece.end);
        let asserted = report.act == Some(Act::Claim) && report.rule != "source";
        return Some(match (passive, asserted) {
            (true, true) => told(Act::Commitment, "future-asserted", Some(at..at + 1)),
            (true, false) => told(Act::Announcement, "future-passive", Some(at..at + 1)),
            (false, false) if report.rule != "source" => told(Act::Announcement, "future", Some(at..at + 1)),
            (false, _) => told(Act::Forecast, "future-asserted", Some(at..at + 1)),
        });
    }
    None
}

/// Whether the token is a verb in the future tense, or the auxiliary of one.
fn is_future(page: &Page<'_>, at: usize, limit: usize) -> bool {
    if page.is(at, Class::FUTURE) {
        return is_followed(page, at, limit);
    }
    let Some(token) = page.token(at).filter(|t| t.is_word() && !t.capital) else {
        return false;
    };
    let known = page.has_form(at, Form::Finite) || page.is(at, Class::BE | Class::HAVE | Class::MODAL);
    let unknown = page.readings(at).is_empty() && page.lexicon.class(token.word) == Class::default();
    (known || unknown && token.end - token.start > 5)
        && page.lexicon.ends_as_future(token.text(page.text))
        && !page.follows_determiner(at)
}

/// Whether an infinitive, or in English any verb, follows the auxiliary.
fn is_followed(page: &Page<'_>, at: usize, limit: usize) -> bool {
    (at + 1..limit.min(at + 5))
        .find(|t| !page.is(*t, Class::CLITIC | Class::NEGATION | Class::ADVERB))
        .is_some_and(|t| page.lexicon.bare_clauses() || content::is_infinitive(page, t))
}

/// Whether the future at the token is of the passive: "sera présenté", "va être présenté", "will be presented".
fn is_passive(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let be = (at..limit.min(at + 4)).find(|t| page.is(*t, Class::BE));
    be.is_some_and(|be| {
        (be + 1..limit.min(be + 4))
            .find(|t| !page.is(*t, Class::ADVERB | Class::NEGATION | Class::BE))
            .is_some_and(|t| {
                page.has_form(t, Form::PastParticiple)
                    || page.lexicon.ends_as_participle(page.text_of(&(t..t + 1)))
            })
    })
}
