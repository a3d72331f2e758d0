//! The tense or modality of a verb group, as far as the acts need it.

use crate::extract::lexicon::{PhraseMeaning, PredicateKind, VerbForm, WordClass};
use crate::extract::page::Page;

/// Minimum length, in bytes, of a word unknown to the lexicon that counts as a participle by its ending. Shorter
/// words such as "lieu" only look like one.
const PARTICIPLE_BYTES_MIN: usize = 5;

/// The tense or mood of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    /// The deed is done: "a fermé", "has closed", "closed", "fermait".
    Past,
    Future,
    /// "fermerait", "would close". In reported speech it is the future.
    Conditional,
    /// "aurait fermé", "would have closed": said to have happened, or what might have happened.
    ConditionalPast,
    /// Something can happen: "pourrait", "may".
    Possibility,
    /// Something has to be done: "doit", "must".
    Obligation,
    /// Something is advised, or expected: "devrait", "should".
    Advice,
}

impl Tense {
    /// Whether the deed is still to come: future, or conditional in reported speech.
    pub(super) fn is_future(self) -> bool {
        matches!(self, Self::Future | Self::Conditional)
    }
}

/// The tense of the verb group that begins at `verb`.
pub(super) fn find_tense(page: &Page<'_>, verb: usize, limit: usize) -> Tense {
    if let Some(tense) = tense_of_auxiliary(page, verb, limit) {
        return tense;
    }
    let participle = next_in_group(page, verb, limit).is_some_and(|t| is_participle(page, t));
    match tense_of_ending(page, verb) {
        Some(Tense::Conditional) if page.has_class(verb, WordClass::AUXILIARY_HAVE) && participle => {
            Tense::ConditionalPast
        }
        Some(tense) => tense,
        None if page.has_class(verb, WordClass::AUXILIARY_HAVE) && participle => Tense::Past,
        None if is_past_form(page, verb) => Tense::Past,
        None => Tense::Present,
    }
}

/// The tense that an auxiliary gives.
fn tense_of_auxiliary(page: &Page<'_>, verb: usize, limit: usize) -> Option<Tense> {
    let next = next_in_group(page, verb, limit);
    let to = next.filter(|t| page.has_class(*t, WordClass::INFINITIVE_MARKER));
    if page.has_predicate(verb, PredicateKind::CONDITIONAL) {
        let past = next.is_some_and(|t| page.has_class(t, WordClass::AUXILIARY_HAVE));
        return Some(if past {
            Tense::ConditionalPast
        } else {
            Tense::Conditional
        });
    }
    if page.has_predicate(verb, PredicateKind::POSSIBILITY) {
        return Some(Tense::Possibility);
    }
    if page.has_predicate(verb, PredicateKind::ADVICE) {
        return Some(Tense::Advice);
    }
    // "has to", "needs to": an obligation only before an infinitive
    let bare = page.lexicon.bare_clauses() && !page.has_class(verb, WordClass::MODAL);
    if page.has_predicate(verb, PredicateKind::OBLIGATION) && (!bare || to.is_some()) {
        return Some(Tense::Obligation);
    }
    if page.has_class(verb, WordClass::FUTURE_AUXILIARY)
        && next.is_some_and(|t| bare || page.can_be_infinitive(t) || page.lexicon.bare_clauses())
    {
        return Some(Tense::Future);
    }
    // "is going to": a future of three words
    let going = next.filter(|t| {
        page.has_class(verb, WordClass::AUXILIARY_BE) && page.has_predicate(*t, PredicateKind::GOING_TO)
    });
    going
        .filter(|t| page.has_class(t + 1, WordClass::INFINITIVE_MARKER))
        .map(|_| Tense::Future)
}

/// The next word of the verb group after adverbs, negations and clitics.
pub(super) fn next_in_group(page: &Page<'_>, verb: usize, limit: usize) -> Option<usize> {
    (verb + 1..limit.min(verb + 6))
        .filter(|t| {
            page.quotation_at(*t)
                .is_none_or(|q| page.quotations[q].open != *t)
        })
        .find(|t| !page.has_class(*t, WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB))
        .filter(|t| page.is_word(*t))
}

/// Whether the token is a past participle, by the lexicon or by its ending.
pub(super) fn is_participle(page: &Page<'_>, at: usize) -> bool {
    page.has_form(at, VerbForm::PastParticiple)
        || page.has_class(at, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE)
        || page.verb_analyses(at).is_empty() && looks_like_participle(page, at)
}

fn looks_like_participle(page: &Page<'_>, at: usize) -> bool {
    let word = page.text_of(&(at..at + 1));
    word.len() >= PARTICIPLE_BYTES_MIN && page.lexicon.ends_as_participle(word)
}

/// Whether the verb group is passive: "sera présenté", "must be closed".
pub(super) fn is_passive(page: &Page<'_>, verb: usize, limit: usize) -> bool {
    let be = (verb..limit.min(verb + 5)).find(|t| page.has_class(*t, WordClass::AUXILIARY_BE));
    let behind = be.and_then(|be| next_in_group(page, be, limit));
    behind.is_some_and(|t| {
        let other = page
            .has_class(t, WordClass::AUXILIARY_BE)
            .then(|| next_in_group(page, t, limit))
            .flatten()
            .unwrap_or(t);
        is_participle(page, other)
            && !page.has_predicate(
                other,
                PredicateKind::EVALUATIVE | PredicateKind::EMOTION | PredicateKind::READY,
            )
    })
}

/// The future or conditional that the ending of a verb shows, in a language that has such endings. Before the ending
/// stands an infinitive ("fermer-ait"), not the stem of a verb in "-er" ("montr-ait").
pub(super) fn tense_of_ending(page: &Page<'_>, at: usize) -> Option<Tense> {
    let token = page
        .token(at)
        .filter(|t| t.is_word() && (!t.is_capitalised || page.starts_sentence(at)))?;
    let word = token.text(page.text);
    let lexicon = page.lexicon;
    if lexicon.bare_clauses()
        || page.has_class(at, WordClass::MODAL)
        || page.has_predicate(at, PredicateKind::OBLIGATION)
    {
        return None;
    }
    let known = page.has_form(at, VerbForm::Finite)
        || page.has_class(at, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE);
    let unknown = page.verb_analyses(at).is_empty() && lexicon.word_class(token.word) == WordClass::default();
    if !(known || unknown && word.len() > 5) {
        return None;
    }
    let stem = &word[..=word.rfind('r')?];
    let tense = if lexicon.ends_as_conditional(word) {
        Tense::Conditional
    } else if lexicon.ends_as_future(word) || lexicon.ends_as_first_person_future(word) {
        Tense::Future
    } else {
        return None;
    };
    let other = lexicon.word_id(&format!("{}er", stem.to_lowercase()));
    let plain = page.has_class(at, WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE)
        || !lexicon.is_base_form(other);
    let noun = page.follows_determiner(at) && !follows_object(page, at);
    (plain && !noun).then_some(tense)
}

/// Whether the form is a past tense: English "met", "closed", "was". The French imperfect ("fermait") is left out,
/// because in indirect speech it often stands for the present.
fn is_past_form(page: &Page<'_>, at: usize) -> bool {
    let word = page.text_of(&(at..at + 1));
    let both = page.has_form(at, VerbForm::PastParticiple) && !page.has_form(at, VerbForm::Infinitive)
        || page.verb_analyses(at).is_empty() && page.lexicon.ends_as_participle(word);
    page.has_predicate(at, PredicateKind::PAST) || page.lexicon.bare_clauses() && both
}

/// Whether the word before the token looks like an article but is the object, because the subject stands before it:
/// "nous le repeindrons".
fn follows_object(page: &Page<'_>, at: usize) -> bool {
    let Some(subject) = at.checked_sub(2) else {
        return false;
    };
    let pronoun = page.has_predicate(
        subject,
        PredicateKind::FIRST_PERSON | PredicateKind::SECOND_PERSON,
    ) || page.has_class(subject, WordClass::NEGATION)
        || page
            .meaning(subject, |m| matches!(m, PhraseMeaning::Pronoun(_)))
            .is_some();
    pronoun && page.has_class(at - 1, WordClass::CLITIC)
}
