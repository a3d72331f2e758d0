//! What the cue says about the act: a cue may decide alone, or give the default.

use super::act_reading::ActReading;
use crate::domain::{Act, SpeakerKind};
use crate::extract::attribution::{ReportCandidate, SpeakerMention};
use crate::extract::content::ContentFrame;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, WordClass};
use crate::extract::page::Page;

/// Maximum number of tokens searched between the cue and the words said for a noun that names the act.
const NOUN_TOKENS_MAX: usize = 12;

/// The act of a cue that decides alone: it performs the act, or names an attitude to a noun phrase or a deed.
pub(super) fn act_of_cue(page: &Page<'_>, report: &ReportCandidate) -> Option<ActReading> {
    if let Some(reading) = act_of_noun(page, report) {
        return Some(reading);
    }
    let act = report.act?;
    // who plans a deed of their own announces it, and does not forecast it: "a prévu de fermer l'usine"
    if act == Act::Forecast && report.frame == Some(ContentFrame::Infinitive) {
        return Some(ActReading::new(Act::Announcement, "cue-of-a-plan", None));
    }
    let whole = is_whole_clause(page, report);
    // a cue such as "suggérer" proposes something; but before a whole clause, or with a document as its subject, it
    // only hints: "le rapport suggère un lien"
    let text =
        matches!(&report.speaker, SpeakerMention::Phrase(phrase) if phrase.kind == SpeakerKind::Document);
    if (whole || text) && report.cue_content.only_hints {
        return None;
    }
    // a question asks for an answer, not for a deed, and so is no call: "a demandé si …", "« Qui paiera ? », demande N"
    if act == Act::Call && is_question(page, report) {
        return None;
    }
    // such a cue denies a clause or a reproach ("rejette les accusations"); about anything else it takes a position
    // ("rejette le plan")
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
        return Some(ActReading::new(act, "cue-that-rejects", None));
    }
    // a cue always decides alone where the lexicon says that it performs its act. Else a claim never does, because that
    // is only the default of a cue; another act does unless a whole clause follows, which shows its own act
    let stands = match act {
        Act::Claim => report.cue_content.performs_act,
        _ => !whole || report.cue_content.performs_act,
    };
    stands.then(|| ActReading::new(act, "cue", None))
}

/// The act that a noun names. The noun is the cue itself ("la suggestion de …"), or the head of the object of a cue
/// that leaves the act open ("a réaffirmé sa volonté de …", "ont présenté deux options").
fn act_of_noun(page: &Page<'_>, report: &ReportCandidate) -> Option<ActReading> {
    let named = |at: usize| match page.meaning(at, |m| matches!(m, PhraseMeaning::ActNoun(_)))? {
        (PhraseMeaning::ActNoun(act), length) => Some(ActReading::new(act, "noun", Some(at..at + length))),
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
    // a noun between the cue and the words said names their act: "a présenté une proposition en trois points : …"
    let open = matches!(report.act, None | Some(Act::Claim | Act::Announcement));
    if let (Some(cue), Some(piece)) = (&report.cue, report.pieces.first()) {
        let between = cue.end..piece.start.min(cue.end + NOUN_TOKENS_MAX);
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
        .filter(|_| report.frame == Some(ContentFrame::Object))?;
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

/// The act where neither the cue nor the words said decide: a position or a claim.
pub(super) fn default_act(page: &Page<'_>, report: &ReportCandidate) -> ActReading {
    if report.cue_content.defaults_to_position && is_whole_clause(page, report) {
        return ActReading::new(Act::Position, "cue-that-judges", None);
    }
    match report.act {
        Some(_) => ActReading::new(Act::Claim, "cue", None),
        None => ActReading::new(Act::Claim, "nothing-else", None),
    }
}

/// Whether the words said are a whole clause, and not the object of an attitude or a deed.
fn is_whole_clause(page: &Page<'_>, report: &ReportCandidate) -> bool {
    match report.frame {
        Some(ContentFrame::ThatClause | ContentFrame::BareClause | ContentFrame::IndirectQuestion) => true,
        Some(ContentFrame::Quotation | ContentFrame::AfterColon) | None => report
            .pieces
            .iter()
            .any(|piece| page.has_finite_verb(piece.clone())),
        // the infinitive after a claim states a clause ("assure avoir payé"); else it names a deed ("demande de payer")
        Some(ContentFrame::Infinitive) => matches!(report.act, Some(Act::Claim) | None),
        Some(ContentFrame::Object) => false,
    }
}

/// Whether the content is a question.
fn is_question(page: &Page<'_>, report: &ReportCandidate) -> bool {
    let last = report.pieces.last().and_then(|piece| piece.end.checked_sub(1));
    let whether = report.frame == Some(ContentFrame::IndirectQuestion);
    whether || last.is_some_and(|at| page.is_mark(at, '?') && !page.has_class(at, WordClass::NEGATION))
}
