//! How a report came to be known: by what somebody said, by a stance that he took, or by what a text provides.

use super::attribution::{Party, Report};
use super::content::Found;
use super::lexicon::Predicate;
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
    document && noun.clone().any(|at| page.tells(at, Predicate::PROVIDES))
}

/// Whether the cue is a verb of attitude or action with a noun phrase, or a deed that is refused.
fn is_stance(report: &Report) -> bool {
    let object = matches!(report.found, Some(Found::Object | Found::Infinitive));
    let attitude = matches!(report.act, Some(Act::Position | Act::Expressive));
    object && (attitude || report.cue_content.rejects)
}

/// Whether it is a wish or a plan that nobody need have uttered, and no word of it is quoted. A whole clause ("fears
/// that …") is as a rule taken from what was said.
pub(super) fn is_unsaid(page: &Page<'_>, report: &Report) -> bool {
    let mut words = report.pieces.iter().cloned().flatten();
    let clause = matches!(report.found, Some(Found::That | Found::Bare | Found::Quote | Found::Whether));
    report.cue_content.unsaid && !clause && !words.any(|at| page.quotation(at).is_some())
}
