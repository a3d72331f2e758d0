//! Recognises what begins at a token and can be content: an object, an indirect question, a quotation.

use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass, WordId};
use crate::extract::page::Page;

/// Whether an object can begin at the token: a determiner, a sum of money, a noun.
pub(super) fn starts_object(page: &Page<'_>, at: usize) -> bool {
    let sum = ['$', '€', '£', '¥'].iter().any(|sign| page.is_mark(at, *sign)) && page.is_number(at + 1);
    if page.has_class(at, WordClass::DETERMINER) || sum {
        return true;
    }
    if !page.is_word(at) && !page.is_number(at) {
        return false;
    }
    // a quantity with "de" or "of" begins a noun phrase, as a determiner does: "plus d'efforts"
    if page.has_class(at, WordClass::QUANTITY) && page.has_class(at + 1, WordClass::NOUN_LINK) {
        return true;
    }
    let closed = WordClass::PREPOSITION
        | WordClass::COORDINATOR
        | WordClass::SUBORDINATOR
        | WordClass::RELATIVE
        | WordClass::ADVERB
        | WordClass::NEGATION
        | WordClass::AUXILIARY_HAVE
        | WordClass::AUXILIARY_BE
        | WordClass::MODAL
        | WordClass::THAT;
    !page.has_class(at, closed)
        && !page.has_form(at, VerbForm::Infinitive)
        && !page.has_form(at, VerbForm::PresentParticiple)
        && date::date_length_at(page, at).is_none()
}

/// Whether an indirect question begins at the token: "si …", "how …".
pub(super) fn starts_indirect_question(page: &Page<'_>, at: usize) -> bool {
    page.has_class(at, WordClass::INDIRECT_QUESTION)
        && !page.has_class(at, WordClass::THAT | WordClass::CLITIC)
        || starts_question_phrase(page, at)
}

/// Whether an indirect question of several words begins at the token: "ce que", "à quel point".
pub(super) fn starts_question_phrase(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, PhraseMeaning::IndirectQuestion))
        .is_some()
}

/// Whether the token is `preposition` contracted with an article: "du", "aux".
pub(super) fn is_contraction_of(page: &Page<'_>, at: usize, preposition: WordId) -> bool {
    page.lexicon.preposition_in_contraction(page.word(at)) == Some(preposition)
}

/// Whether the token is an opening quotation mark.
pub(super) fn opens_quotation(page: &Page<'_>, at: usize) -> bool {
    page.quotation_at(at)
        .is_some_and(|q| page.quotations[q].open == at)
}
