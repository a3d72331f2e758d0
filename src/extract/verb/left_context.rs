//! Reads what belongs to a verb form on its left: auxiliaries, clitics, negations, adverbs, catenative verbs.

use super::verb_group::VerbShape;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;

/// The words to the left of a verb form that belong to it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of the words"
)]
pub(super) struct LeftContext {
    /// The first token that belongs to the verb.
    pub(super) start: usize,
    pub(super) auxiliary: Option<Auxiliary>,
    pub(super) is_negated: bool,
    pub(super) is_reflexive: bool,
    /// Whether a locative clitic ("y") is among the words.
    pub(super) is_locative: bool,
    pub(super) inverted_pronoun: Option<usize>,
    /// Whether a modal is before the verb, which does not only assert ("would", but not "did").
    pub(super) has_modal: bool,
    /// Whether "to" is before the verb.
    pub(super) has_to: bool,
    /// Whether the auxiliary is itself an infinitive or a participle.
    pub(super) is_nonfinite: bool,
    /// Whether it is the context of a catenative verb before the infinitive ("a fini par dire").
    pub(super) is_catenative: bool,
    /// The role of that catenative verb in its clause.
    pub(super) shape: VerbShape,
}

impl LeftContext {
    /// The context of a verb form at `at` with no word on its left.
    fn empty_at(at: usize) -> Self {
        Self {
            start: at,
            auxiliary: None,
            is_negated: false,
            is_reflexive: false,
            is_locative: false,
            inverted_pronoun: None,
            has_modal: false,
            has_to: false,
            is_nonfinite: false,
            is_catenative: false,
            shape: VerbShape::Finite,
        }
    }
}

/// The auxiliary of a compound tense or passive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Auxiliary {
    Have,
    Be,
}

/// Walks left from the verb form at `at`, but not past `floor`, over auxiliaries, clitics, negations and adverbs.
pub(super) fn left_context(page: &Page<'_>, at: usize, floor: usize) -> LeftContext {
    let mut left = LeftContext::empty_at(at);
    let mut here = at;
    let mut adverbs = 0;
    while here > floor {
        let last = here - 1;
        // an insertion can stand between auxiliary and participle: "a, quant à lui, jugé"
        if left.auxiliary.is_none()
            && page.has_form(at, VerbForm::PastParticiple)
            && let Some(open) = parenthesis_start(page, last, floor)
        {
            here = open;
            continue;
        }
        if page.quotation_at(last) != page.quotation_at(at) || page.tokens[last].kind != TokenKind::Word {
            break;
        }
        if adverbs < 3
            && left.auxiliary.is_none()
            && let Some(adverb) = adverb_start(page, here, floor)
        {
            adverbs += 1;
            here = adverb;
            continue;
        }
        if page.has_class(last, WordClass::NEGATION) {
            left.is_negated = true;
        } else if left.auxiliary.is_none()
            && page.has_class(last, WordClass::AUXILIARY_HAVE)
            && !page.is_name_word(last)
        {
            left.auxiliary = Some(Auxiliary::Have);
            left.is_nonfinite = !page.lexicon.bare_clauses() && is_nonfinite(page, last);
            left.start = last;
        } else if left.auxiliary.is_none()
            && page.has_class(last, WordClass::AUXILIARY_BE)
            && !page.is_name_word(last)
        {
            left.auxiliary = Some(Auxiliary::Be);
            left.start = last;
        } else if left.auxiliary.is_none() && last > floor && is_stressed_pronoun(page, last) {
            // a stressed pronoun before the participle is skipped: "les avocats ont, eux, accusé", "ont eux accusé"
        } else if page.has_class(last, WordClass::MODAL) {
            left.has_modal = !page.has_class(last, WordClass::ASSERTIVE_AUXILIARY);
            left.start = last;
            break;
        } else if page.has_class(last, WordClass::CLITIC)
            && !page.is_mark(last, '-')
            && !is_governed_pronoun(page, last)
        {
            left.is_reflexive |= page.has_class(last, WordClass::REFLEXIVE);
            left.is_locative |= page.has_class(last, WordClass::LOCATIVE);
            left.start = last;
        } else if (left.start != here && left.inverted_pronoun.is_none() || left.auxiliary.is_none())
            && page.is_inverted_pronoun(last)
        {
            left.inverted_pronoun = Some(last);
        } else if page.has_class(last, WordClass::ADVERB) && adverbs < 3 && left.auxiliary.is_none() {
            adverbs += 1;
        } else {
            left.has_to = page.has_class(last, WordClass::INFINITIVE_MARKER);
            break;
        }
        here = last;
    }
    left
}

/// The comma before an adverb that is set between commas after an auxiliary: "a, quant à lui, jugé".
fn parenthesis_start(page: &Page<'_>, close: usize, floor: usize) -> Option<usize> {
    if !page.is_mark(close, ',') || !page.lexicon.splits_hyphens() {
        return None;
    }
    (floor + 1..close).rev().take(6).find(|open| {
        page.is_mark(*open, ',')
            && page
                .adverb_length(open + 1)
                .is_some_and(|n| open + 1 + n == close)
            && page.has_class(open - 1, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE)
    })
}

/// Whether the token is a pronoun that only stresses the subject: "eux" in "ont eux accusé".
fn is_stressed_pronoun(page: &Page<'_>, at: usize) -> bool {
    let pronoun = page
        .meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
        .is_some();
    pronoun
        && page.has_class(at - 1, WordClass::AUXILIARY_HAVE)
        && !page.has_class(at, WordClass::CLITIC | WordClass::DETERMINER)
        && !page.is_inverted_pronoun(at)
}

/// Where the adverb of several words begins that ends before `end`: "a par ailleurs dit".
fn adverb_start(page: &Page<'_>, end: usize, floor: usize) -> Option<usize> {
    (floor.max(end.saturating_sub(5))..end.saturating_sub(1))
        .find(|at| page.adverb_length(*at).is_some_and(|n| at + n == end) && page.quotation_at(*at).is_none())
}

/// Whether the token is a non-finite form, which has no subject before it: "avoir", "ayant".
pub(super) fn is_nonfinite(page: &Page<'_>, at: usize) -> bool {
    !page.has_form(at, VerbForm::Finite)
        && (page.has_form(at, VerbForm::Infinitive) || page.has_form(at, VerbForm::PresentParticiple))
}

/// The left context of the catenative verb before an infinitive: "a fini par dire", "tient à saluer". `None` if there
/// is no such verb.
pub(super) fn catenative_context(page: &Page<'_>, at: usize, floor: usize) -> Option<LeftContext> {
    if !page.has_form(at, VerbForm::Infinitive) {
        return None;
    }
    let mut here = at;
    while here > floor
        && (page.has_class(here - 1, WordClass::CLITIC)
            && !page.has_class(here - 1, WordClass::CATENATIVE_LINK))
    {
        here -= 1;
    }
    if here > floor && page.has_class(here - 1, WordClass::CATENATIVE_LINK) {
        here -= 1;
    }
    while here > floor
        && page.has_class(here - 1, WordClass::ADVERB)
        && !page.has_class(here - 1, WordClass::CATENATIVE)
    {
        here -= 1;
    }
    let lead = here.checked_sub(1).filter(|lead| {
        *lead >= floor && page.has_class(*lead, WordClass::CATENATIVE) && page.quotation_at(*lead).is_none()
    })?;
    let mut left = left_context(page, lead, floor);
    let form = |form| page.has_form(lead, form);
    left.shape = match left.auxiliary {
        _ if left.has_to => return None,
        Some(_) if form(VerbForm::PastParticiple) && !left.is_nonfinite => VerbShape::Finite,
        Some(_) if form(VerbForm::PastParticiple) => VerbShape::Participle,
        None if form(VerbForm::Finite) && !page.follows_determiner(lead) => VerbShape::Finite,
        None if form(VerbForm::PresentParticiple) => VerbShape::Participle,
        _ => return None,
    };
    left.is_catenative = true;
    Some(left)
}

/// Whether a pronoun that can be a clitic belongs to a preposition before it, not to the verb.
fn is_governed_pronoun(page: &Page<'_>, at: usize) -> bool {
    // "lui", "leur", "nous" right after a preposition: "selon lui a dit"
    at > 0
        && page.has_class(at - 1, WordClass::PREPOSITION)
        && !page.has_class(at - 1, WordClass::DETERMINER | WordClass::NOUN_LINK)
        && !page.has_class(at, WordClass::REFLEXIVE)
}
