//! How a report came to be known: by what somebody said, by a stance that he took, or by what a text provides.

use super::attribution::{Party, Report};
use super::content::ContentFrame;
use super::lexicon::{PredicateKind, WordClass};
use super::page::Page;
use crate::domain::{self, Act};
use std::ops::Range;

/// Which kind of report it is.
pub(super) fn kind_of_report(page: &Page<'_>, report: &Report) -> domain::Report {
    if is_of_a_text(page, report) {
        domain::Report::Provision
    } else if is_stance(report) {
        domain::Report::Stance
    } else {
        domain::Report::Speech
    }
}

/// Whether the source is the text of a rule, a plan or a report.
fn is_of_a_text(page: &Page<'_>, report: &Report) -> bool {
    let Party::Phrase(phrase) = &report.party else {
        return false;
    };
    let noun: &Range<usize> = phrase.noun.as_ref().unwrap_or(&phrase.tokens);
    let document = phrase.kind == domain::SpeakerKind::Document;
    document
        && noun
            .clone()
            .any(|at| page.has_predicate(at, PredicateKind::PROVIDING_TEXT))
}

/// Whether the cue is a verb of attitude or action with a noun phrase, or a deed that is refused.
fn is_stance(report: &Report) -> bool {
    let object = matches!(
        report.found,
        Some(ContentFrame::Object | ContentFrame::Infinitive)
    );
    let attitude = matches!(report.act, Some(Act::Position | Act::Expressive));
    object && (attitude || report.cue_content.denies_only_reproach)
}

/// Whether it is a wish or a plan that nobody need have uttered, and no word of it is quoted. A whole clause ("fears
/// that …") is as a rule taken from what was said.
pub(super) fn is_unsaid(page: &Page<'_>, report: &Report) -> bool {
    let mut words = report.pieces.iter().cloned().flatten();
    let clause = matches!(
        report.found,
        Some(
            ContentFrame::ThatClause
                | ContentFrame::BareClause
                | ContentFrame::Quotation
                | ContentFrame::IndirectQuestion
        )
    );
    report.cue_content.may_be_unsaid && !clause && !words.any(|at| page.quotation_at(at).is_some())
}

/// How many words around the cue can tell that it is hearsay.
const HEARSAY_REACH: usize = 3;

/// "allegedly said", "aurait déclaré": the article has it from others, and does not vouch for it.
pub(super) fn is_hearsay(page: &Page<'_>, report: &Report) -> bool {
    let Some(cue) = &report.cue else { return false };
    let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
    let mut around = cue.start.saturating_sub(HEARSAY_REACH)..cue.end + HEARSAY_REACH;
    let adverb = around.any(|at| page.has_predicate(at, PredicateKind::HEARSAY) && !inside(at));
    let supposed = page.has_class(cue.start, WordClass::AUXILIARY_HAVE)
        && page
            .token(cue.start)
            .is_some_and(|token| page.lexicon.ends_as_conditional(token.text(page.text)));
    adverb || supposed
}

/// "a déclaré un chiffre d'affaires de …", "reported sales of …": an account in figures, and no speech.
pub(super) fn is_account(page: &Page<'_>, report: &Report) -> bool {
    let Some(piece) = report
        .pieces
        .first()
        .filter(|_| report.found == Some(ContentFrame::Object))
    else {
        return false;
    };
    let figure = piece.clone().take(12).any(|at| page.is_number(at));
    let head = piece
        .clone()
        .take(4)
        .any(|at| page.has_predicate(at, PredicateKind::ACCOUNTING_FIGURE));
    report.cue_content.gives_accounts && figure && head
}
