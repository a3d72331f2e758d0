//! Decides whether a reporting verb group is at a token, and by which entry of the lexicon.

use super::cue_end::cue_end;
use super::left_context::{Auxiliary, LeftContext, catenative_context, is_nonfinite, left_context};
use super::verb_group::{VerbGroup, VerbShape};
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::{content, date};
use std::ops::Range;

/// The reporting verb group whose verb form is at `at`; of several entries, the one with most fixed words. `before` is
/// the group before it in the sentence.
pub(super) fn group_at(
    page: &Page<'_>,
    at: usize,
    sentence: &Range<usize>,
    before: Option<&VerbGroup>,
) -> Option<VerbGroup> {
    let readings = page.verb_analyses(at);
    if !readings.iter().any(|r| r.cue.is_some()) || page.tokens[at].is_capitalised && at > sentence.start {
        return None;
    }
    if page.noun_at(at).is_some_and(|(_, n)| n > 1) {
        return None;
    }
    let left = catenative_context(page, at, sentence.start)
        .unwrap_or_else(|| left_context(page, at, sentence.start));
    let drafting = left.has_modal && page.has_class(left.start, WordClass::DRAFT_LAW_MODAL);
    if left.has_modal && !drafting {
        return None;
    }
    let mut best: Option<(VerbGroup, usize)> = None;
    for reading in readings {
        let Some(number) = reading.cue else { continue };
        let cue = &page.lexicon.cues[usize::from(number)];
        let Some(shape) = verb_shape(page, at, reading.form, &left, before) else {
            continue;
        };
        if !fits_left_context(page, at, cue, shape, &left, sentence) {
            continue;
        }
        let Some((end, inverted)) = cue_end(page, at, cue, sentence.end) else {
            continue;
        };
        let inverted = inverted.or(left.inverted_pronoun);
        if takes_infinitive_instead(page, cue, end) || ends_before_time(page, cue, end) {
            continue;
        }
        let weight = cue.remaining_words.len() * 4
            + usize::from(shape == VerbShape::Finite) * 2
            + usize::from(!cue.weak && !cue.only_provision)
            + usize::from(cue.locative);
        let better = |(group, other): &(VerbGroup, usize)| {
            weight > *other || weight == *other && has_content_instead(page, cue, end, group, sentence.end)
        };
        if best.as_ref().is_none_or(better) {
            let start = if shape == VerbShape::Trailing {
                at
            } else {
                left.start
            };
            best = Some((
                VerbGroup {
                    cue: usize::from(number),
                    tokens: start..end,
                    shape,
                    inverted_pronoun: inverted,
                    has_draft_law_modal: drafting,
                },
                weight,
            ));
        }
    }
    best.map(|(group, _)| group)
}

/// Whether what is before the verb at `at` allows this entry of the lexicon.
fn fits_left_context(
    page: &Page<'_>,
    at: usize,
    cue: &Cue,
    shape: VerbShape,
    left: &LeftContext,
    sentence: &Range<usize>,
) -> bool {
    let is_noun = cue.noun_like
        && shape == VerbShape::Finite
        && left.auxiliary.is_none()
        && is_noun_here(page, at, sentence)
        && !opens_relative(page, at);
    let lacks_reflexive = cue.reflexive != left.is_reflexive
        && !left.is_catenative
        && !page.lexicon.bare_clauses()
        && shape != VerbShape::Trailing;
    let is_negation_wrong = cue.only_when_denied != left.is_negated;
    let lacks_place = cue.locative && !left.is_locative;
    !(is_noun || lacks_reflexive || is_negation_wrong || lacks_place)
}

/// Whether content follows the verb by this entry but not by `other`, another entry of the same French verb.
fn has_content_instead(page: &Page<'_>, cue: &Cue, end: usize, other: &VerbGroup, limit: usize) -> bool {
    let has_content = |cue: &Cue, end| content::find_content(page, cue, end, limit).is_some();
    page.lexicon.splits_hyphens() && !has_content(other.cue(page), other.tokens.end) && has_content(cue, end)
}

/// The role in its clause of a verb form with this left context; `None` if it reports nothing.
fn verb_shape(
    page: &Page<'_>,
    at: usize,
    form: VerbForm,
    left: &LeftContext,
    before: Option<&VerbGroup>,
) -> Option<VerbShape> {
    if left.is_catenative {
        return (form == VerbForm::Infinitive).then_some(left.shape);
    }
    match (form, left.auxiliary) {
        // a participle with a nonfinite auxiliary has no subject of its own: "après avoir assuré", "ayant assuré"
        (VerbForm::PastParticiple, Some(Auxiliary::Have)) if left.is_nonfinite => Some(VerbShape::Participle),
        (_, _) if left.has_to => {
            Some(VerbShape::Infinitive).filter(|_| form == VerbForm::Infinitive || form == VerbForm::Finite)
        }
        (VerbForm::PastParticiple, Some(Auxiliary::Have)) => Some(VerbShape::Finite),
        (VerbForm::PastParticiple, Some(Auxiliary::Be)) => left.is_reflexive.then_some(VerbShape::Finite),
        (VerbForm::PresentParticiple, Some(Auxiliary::Be)) if page.lexicon.bare_clauses() => {
            Some(VerbShape::Finite)
        }
        (VerbForm::PresentParticiple, _) => (!page.follows_determiner(at)
            || page.has_class(at - 1, WordClass::NOUN_LINK | WordClass::PREPOSITION))
        .then_some(VerbShape::Participle),
        (VerbForm::Finite, None) => {
            let subject = !page.follows_determiner(at) || left.start < at || opens_relative(page, at);
            subject.then_some(VerbShape::Finite)
        }
        (VerbForm::PastParticiple, None) => {
            let joined =
                at > 0 && (page.has_class(at - 1, WordClass::COORDINATOR) || page.is_mark(at - 1, ','));
            let earlier = before.is_some_and(|b| b.shape != VerbShape::Infinitive && b.tokens.len() > 1);
            (joined && earlier && !page.lexicon.bare_clauses()).then_some(VerbShape::Trailing)
        }
        (VerbForm::Infinitive, _) => {
            let de = at > 0
                && (page.has_class(at - 1, WordClass::NOUN_LINK)
                    || page.has_class(at - 1, WordClass::CATENATIVE_LINK)
                        && !page.has_class(at - 1, WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION));
            (de && !page.lexicon.bare_clauses()).then_some(VerbShape::Infinitive)
        }
        _ => None,
    }
}

/// Whether an English relative pronoun is before the token that is a determiner elsewhere: "(the agency,) which said",
/// "(a report) that found".
fn opens_relative(page: &Page<'_>, at: usize) -> bool {
    let Some(pronoun) = at
        .checked_sub(1)
        .filter(|p| *p > 0 && page.lexicon.bare_clauses())
    else {
        return false;
    };
    let before = pronoun - 1;
    let behind_noun = page.is_mark(before, ',')
        || page.is_word(before)
            && !page.is_finite_verb(before)
            && page.lexicon.word_class(page.word(before)) == WordClass::default();
    page.has_class(pronoun, WordClass::RELATIVE) && behind_noun && !page.has_class(pronoun, WordClass::CLITIC)
}

/// Whether the cue's last word belongs to a time after it: "agreed on Thursday to share" is not "agree on (a plan)".
fn ends_before_time(page: &Page<'_>, cue: &Cue, end: usize) -> bool {
    page.lexicon.bare_clauses()
        && !cue.remaining_words.is_empty()
        && page.has_class(end - 1, WordClass::PREPOSITION)
        && date::date_length_at(page, end).is_some()
}

/// Whether the cue's "to" belongs to the verb after it: "agreed to share" is not "agree to (a plan)".
fn takes_infinitive_instead(page: &Page<'_>, cue: &Cue, end: usize) -> bool {
    let to = !cue.remaining_words.is_empty() && page.has_class(end - 1, WordClass::INFINITIVE_MARKER);
    let plain = cue.takes(&Frame::Object)
        && !cue
            .frames
            .iter()
            .any(|f| matches!(f, Frame::PrepositionInfinitive(_) | Frame::Infinitive));
    to && plain
        && page.has_form(end, VerbForm::Infinitive)
        && !page.has_form(end, VerbForm::PresentParticiple)
}

/// Whether a verb form that is also a noun is a noun here: a word is before it that only comes before nouns.
fn is_noun_here(page: &Page<'_>, at: usize, sentence: &Range<usize>) -> bool {
    if at == sentence.start {
        return true;
    }
    let before = at - 1;
    if page.is_owner_mark(before) {
        return true;
    }
    // "l'annonce" is a verb after a subject ("il l'annonce", "un témoin leur assure"), and a noun after a verb, a
    // preposition or nothing
    let article = page.has_class(before, WordClass::DETERMINER)
        && page.has_class(before, WordClass::CLITIC)
        && !before.checked_sub(1).is_some_and(|b| can_be_subject(page, b));
    article
        || page.has_class(
            before,
            WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::NOUN_LINK,
        ) && !page.has_class(before, WordClass::CLITIC)
        || page.has_class(
            before,
            WordClass::PLURAL | WordClass::MASCULINE | WordClass::FEMININE,
        )
        || page.is_number(before)
        || page.has_class(
            at + 1,
            WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL,
        ) && !is_nonfinite(page, at + 1)
        || page.has_class(at + 1, WordClass::NOUN_LINK) && page.lexicon.bare_clauses()
}

/// Whether the token can be the last one of a subject: a pronoun, a name or a noun; no verb form, no grammatical word.
fn can_be_subject(page: &Page<'_>, at: usize) -> bool {
    let pronoun = page
        .meaning(at, |m| matches!(m, PhraseMeaning::Pronoun(_)))
        .is_some();
    let grammar = page.lexicon.word_class(page.word(at)) != WordClass::default();
    pronoun || page.is_word(at) && !grammar && page.verb_analyses(at).is_empty()
}
