//! Decides the kind of a report: speech (something said), stance (an attitude or deed), or provision (what a text lays
//! down). Also recognises candidates that report no statement at all.

use super::attribution::{ReportCandidate, SpeakerMention};
use super::content::ContentFrame;
use super::lexicon::{PredicateKind, WordClass};
use super::page::Page;
use crate::domain::{self, Act};
use std::ops::Range;

/// The kind of the report.
pub(super) fn kind_of_report(page: &Page<'_>, report: &ReportCandidate) -> domain::Report {
    if is_provision(page, report) {
        domain::Report::Provision
    } else if is_stance(report) {
        domain::Report::Stance
    } else {
        domain::Report::Speech
    }
}

/// Whether the speaker is a document with rules or plans: a law, a plan, a report.
fn is_provision(page: &Page<'_>, report: &ReportCandidate) -> bool {
    let SpeakerMention::Phrase(phrase) = &report.speaker else {
        return false;
    };
    let noun: &Range<usize> = phrase.noun.as_ref().unwrap_or(&phrase.tokens);
    let document = phrase.kind == domain::SpeakerKind::Document;
    document
        && noun
            .clone()
            .any(|at| page.has_predicate(at, PredicateKind::PROVIDING_TEXT))
}

/// Whether the cue is a verb of attitude or refusal, with a noun phrase or infinitive as its object.
fn is_stance(report: &ReportCandidate) -> bool {
    let object = matches!(
        report.frame,
        Some(ContentFrame::Object | ContentFrame::Infinitive)
    );
    let attitude = matches!(report.act, Some(Act::Position | Act::Expressive));
    object && (attitude || report.cue_content.denies_only_reproach)
}

/// Whether the candidate is a wish or plan that may never have been uttered, with no quoted word. A whole clause
/// ("fears that …") is kept, because it is usually taken from what was said.
pub(super) fn is_unsaid(page: &Page<'_>, report: &ReportCandidate) -> bool {
    let mut words = report.pieces.iter().cloned().flatten();
    let clause = matches!(
        report.frame,
        Some(
            ContentFrame::ThatClause
                | ContentFrame::BareClause
                | ContentFrame::Quotation
                | ContentFrame::IndirectQuestion
        )
    );
    report.cue_content.may_be_unsaid && !clause && !words.any(|at| page.quotation_at(at).is_some())
}

/// Number of tokens before and after the cue in which a word can mark hearsay.
const HEARSAY_TOKENS: usize = 3;

/// Whether the article repeats the report from others and does not vouch for it: "allegedly said", "aurait déclaré".
pub(super) fn is_hearsay(page: &Page<'_>, report: &ReportCandidate) -> bool {
    let Some(cue) = &report.cue else { return false };
    let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
    let mut around = cue.start.saturating_sub(HEARSAY_TOKENS)..cue.end + HEARSAY_TOKENS;
    let adverb = around.any(|at| page.has_predicate(at, PredicateKind::HEARSAY) && !inside(at));
    let supposed = page.has_class(cue.start, WordClass::AUXILIARY_HAVE)
        && page
            .token(cue.start)
            .is_some_and(|token| page.lexicon.ends_as_conditional(token.text(page.text)));
    adverb || supposed
}

/// Whether the candidate states figures and is not speech: "a déclaré un chiffre d'affaires de …", "reported sales of
/// …".
pub(super) fn is_financial_account(page: &Page<'_>, report: &ReportCandidate) -> bool {
    let Some(piece) = report
        .pieces
        .first()
        .filter(|_| report.frame == Some(ContentFrame::Object))
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
