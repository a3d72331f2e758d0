//! What is done by saying it: told by the cue, or, where the cue is neutral, by the words.

use super::attribution::Report;
use super::content::Found;
use super::lexicon::{Class, Meaning};
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
    announced(page, report)
        .or_else(|| report.act.map(|act| told(act, "cue", None)))
        .or_else(|| from_words(page, report))
        .unwrap_or_else(|| told(Act::Claim, "nothing-else", None))
}

fn told(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Told {
    Told { act, rule, words }
}

/// The act that the noun before a list names: "a présenté trois propositions : …".
fn announced(page: &Page<'_>, report: &Report) -> Option<Told> {
    let cue = report
        .cue
        .as_ref()
        .filter(|_| report.found == Some(Found::Colon))?;
    let list = report.pieces.first()?.start;
    markers(page, cue.end..list).next().map(|(act, words)| told(act, "noun-before-the-list", Some(words)))
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

/// The act that the words themselves tell.
fn from_words(page: &Page<'_>, report: &Report) -> Option<Told> {
    let marked = most_trusted(report.pieces.iter().flat_map(|piece| markers(page, piece.clone())))
        .map(|(act, words)| told(act, "words", Some(words)));
    match marked {
        Some(denial) if denial.act == Act::Denial => Some(denial),
        marked => pledge(page, report)
            .map(|words| told(Act::Commitment, "future-in-the-first-person", Some(words)))
            .or(marked),
    }
}

/// "nous tiendrons", "je ne renoncerai pas": a future in the first person.
fn pledge(page: &Page<'_>, report: &Report) -> Option<Range<usize>> {
    report.pieces.iter().cloned().flatten().find_map(|at| {
        page.meaning(at, |m| matches!(m, Meaning::First))?;
        let verb = (at + 1..at + 4).find(|t| !page.is(*t, Class::CLITIC | Class::NEGATION))?;
        let token = page.token(verb)?;
        (token.is_word() && page.lexicon.ends_as_first_person_future(token.text(page.text)))
            .then_some(at..verb + 1)
    })
}
