//! What the cue tells of the act.

use super::Told;
use crate::domain::{Act, SpeakerKind};
use crate::extract::attribution::{Party, Report};
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, WordClass};
use crate::extract::page::Page;

/// How many words between the cue and what was said are looked at for a noun that names the act.
const BETWEEN_MAX: usize = 12;

/// The act of a cue that decides alone: it performs the act, or tells an attitude to a noun phrase or a deed.
pub(super) fn performed(page: &Page<'_>, report: &Report) -> Option<Told> {
    if let Some(told) = noun(page, report) {
        return Some(told);
    }
    let act = report.act?;
    // "a prévu de fermer l'usine": whoever foresees a deed of his own announces it
    if act == Act::Forecast && report.found == Some(ContentFrame::Infinitive) {
        return Some(Told::new(Act::Announcement, "cue-of-a-plan", None));
    }
    let whole = is_whole_clause(page, report);
    // "le rapport suggère un lien": a text hints at what it does not say
    let text = matches!(&report.party, Party::Phrase(phrase) if phrase.kind == SpeakerKind::Document);
    if (whole || text) && report.cue_content.only_hints {
        return None;
    }
    // "a demandé si …", "« Qui paiera ? », demande N": a question asks for an answer only
    if act == Act::Call && asks(page, report) {
        return None;
    }
    if report.cue_content.denies_only_reproach {
        let reproach = report
            .pieces
            .iter()
            .cloned()
            .flatten()
            .any(|at| page.has_predicate(at, PredicateKind::REPROACH));
        let act = if whole || reproach {
            Act::Denial
        } else {
            Act::Position
        };
        return Some(Told::new(act, "cue-that-rejects", None));
    }
    let stands = match act {
        Act::Claim => report.cue_content.performs_act,
        _ => !whole || report.cue_content.performs_act,
    };
    stands.then(|| Told::new(act, "cue", None))
}

/// The act that a noun names: the cue itself ("la suggestion de …"), or the head of what is told by a cue that leaves
/// the act open ("a réaffirmé sa volonté de …", "ont présenté deux options").
fn noun(page: &Page<'_>, report: &Report) -> Option<Told> {
    let named = |at: usize| match page.meaning(at, |m| matches!(m, PhraseMeaning::ActNoun(_)))? {
        (PhraseMeaning::ActNoun(act), length) => Some(Told::new(act, "noun", Some(at..at + length))),
        _ => None,
    };
    if report.act.is_none()
        && let Some(cue) = &report.cue
    {
        let found = cue.clone().filter(|at| !page.is_finite_verb(*at)).find_map(named);
        if found.is_some() {
            return found;
        }
    }
    // "a présenté une proposition en trois points : …"
    let open = matches!(report.act, None | Some(Act::Claim | Act::Announcement));
    if let (Some(cue), Some(piece)) = (&report.cue, report.pieces.first()) {
        let between = cue.end..piece.start.min(cue.end + BETWEEN_MAX);
        let found = between
            .filter(|at| open && page.quotation_at(*at).is_none())
            .find_map(named);
        if found.is_some() {
            return found;
        }
    }
    let head = report
        .pieces
        .first()
        .filter(|_| report.found == Some(ContentFrame::Object))?;
    let open = open
        || report.cue_content.act_named_by_object
        || report.act == Some(Act::Position) && report.cue_content.defaults_to_position;
    let grammar = WordClass::DETERMINER | WordClass::ADVERB | WordClass::NOUN_LINK;
    let first = head
        .clone()
        .take(4)
        .find(|at| page.is_word(*at) && !page.has_class(*at, grammar) && !page.is_number(*at))?;
    named(first).or_else(|| named(first + 1)).filter(|_| open)
}

/// The act where neither the cue nor the content tells one.
pub(super) fn left_open(page: &Page<'_>, report: &Report) -> Told {
    if report.cue_content.defaults_to_position && is_whole_clause(page, report) {
        return Told::new(Act::Position, "cue-that-judges", None);
    }
    match report.act {
        Some(_) => Told::new(Act::Claim, "cue", None),
        None => Told::new(Act::Claim, "nothing-else", None),
    }
}

/// Whether what was said is a whole clause, and not what an attitude or a deed is about.
fn is_whole_clause(page: &Page<'_>, report: &Report) -> bool {
    match report.found {
        Some(ContentFrame::ThatClause | ContentFrame::BareClause | ContentFrame::IndirectQuestion) => true,
        Some(ContentFrame::Quotation | ContentFrame::AfterColon) | None => report
            .pieces
            .iter()
            .any(|piece| page.has_finite_verb(piece.clone())),
        // "assure avoir payé" tells a clause; "demande de payer" a deed
        Some(ContentFrame::Infinitive) => matches!(report.act, Some(Act::Claim) | None),
        Some(ContentFrame::Object) => false,
    }
}

/// Whether the content is a question.
fn asks(page: &Page<'_>, report: &Report) -> bool {
    let last = report.pieces.last().and_then(|piece| piece.end.checked_sub(1));
    let whether = report.found == Some(ContentFrame::IndirectQuestion);
    whether || last.is_some_and(|at| page.is_mark(at, '?') && !page.has_class(at, WordClass::NEGATION))
}
