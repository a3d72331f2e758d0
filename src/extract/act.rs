//! What is done by saying it: told by the cue, or, where the cue is neutral, by the words.

use super::attribution::Report;
use super::content::Found;
use super::lexicon::{Class, Meaning};
use super::page::Page;
use crate::domain::Act;

/// The act of the report.
pub(super) fn of(page: &Page<'_>, report: &Report) -> Act {
    announced(page, report)
        .or(report.act)
        .or_else(|| from_words(page, report))
        .unwrap_or(Act::Claim)
}

/// The act that the noun before a list names: "a présenté trois propositions : …".
fn announced(page: &Page<'_>, report: &Report) -> Option<Act> {
    let cue = report
        .cue
        .as_ref()
        .filter(|_| report.found == Some(Found::Colon))?;
    let list = report.pieces.first()?.start;
    (cue.end..list).find_map(|at| match page.meaning(at, |m| matches!(m, Meaning::Act(_))) {
        Some((Meaning::Act(act), _)) => Some(act),
        _ => None,
    })
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

/// Of the acts that words have markers of, the one that is trusted most.
pub(super) fn most_trusted(marked: impl Iterator<Item = Act>) -> Option<Act> {
    marked.min_by_key(|act| TRUST.iter().position(|trusted| trusted == act))
}

/// The act that the words themselves tell.
fn from_words(page: &Page<'_>, report: &Report) -> Option<Act> {
    let markers = report.pieces.iter().cloned().flatten().filter_map(|at| {
        match page.meaning(at, |m| matches!(m, Meaning::Act(_))) {
            Some((Meaning::Act(act), _)) => Some(act),
            _ => None,
        }
    });
    let marked = most_trusted(markers);
    marked
        .filter(|act| *act == Act::Denial)
        .or_else(|| pledges(page, report).then_some(Act::Commitment))
        .or(marked)
}

/// "nous tiendrons", "je ne renoncerai pas": a future in the first person.
fn pledges(page: &Page<'_>, report: &Report) -> bool {
    report.pieces.iter().cloned().flatten().any(|at| {
        let first = page.meaning(at, |m| matches!(m, Meaning::First)).is_some();
        let verb = (at + 1..at + 4).find(|t| !page.is(*t, Class::CLITIC | Class::NEGATION));
        first
            && verb
                .and_then(|v| page.token(v))
                .is_some_and(|t| t.is_word() && page.lexicon.ends_as_first_person_future(t.text(page.text)))
    })
}
