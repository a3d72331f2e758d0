//! Skips or uses what comes between a cue and its content: whom the words are addressed to or about, when and where.

use super::end::phrase_end;
use super::frame::{CONTENT_REACH, Content, ContentFrame};
use super::start::{is_contraction_of, starts_object};
use crate::domain::Act;
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::{date, noun, occasion_phrase};
use std::ops::Range;

/// The token after a relative clause about the addressee of an English verb: "accused N, who was born there, of hiding
/// it".
pub(super) fn skip_relative_clause(page: &Page<'_>, cue: &Cue, comma: usize, limit: usize) -> Option<usize> {
    let inserted =
        cue.addressee && page.lexicon.bare_clauses() && page.has_class(comma + 1, WordClass::RELATIVE);
    let reach = comma + 1..limit.min(comma + 24);
    let close = reach.into_iter().find(|at| inserted && page.is_mark(*at, ','))?;
    Some(close + 1)
}

/// The token after the addressee, a time and a place, if the content follows: "told reporters that", "a averti N
/// qu'il", "told a hearing in Geneva on Tuesday that". `at` itself otherwise.
pub(super) fn skip_addressee(page: &Page<'_>, at: usize, limit: usize) -> usize {
    let Some(phrase) = noun::phrase_from(page, at, limit) else {
        return at;
    };
    let is_audience = phrase.can_speak()
        || occasion_phrase::occasion_heads(page, phrase.tokens.clone())
            .next()
            .is_some();
    // "told the board barges can dock": the words after the audience are the subject of the content
    let audience_end = match &phrase.noun {
        Some(noun) if page.is_finite_verb(phrase.tokens.end) && page.lexicon.bare_clauses() => noun.end,
        _ => phrase.tokens.end,
    };
    if audience_end < phrase.tokens.end {
        return audience_end;
    }
    let next = std::iter::successors(Some(phrase.tokens.end), |next| {
        circumstance_end(page, *next, limit)
    })
    .take_while(|next| *next < limit.min(at + CONTENT_REACH))
    .last()
    .filter(|next| {
        // "requires providers to assess risks": the addressee has the duty
        let duty = page.lexicon.bare_clauses()
            && page.has_class(*next, WordClass::INFINITIVE_MARKER)
            && page.has_form(next + 1, VerbForm::Infinitive);
        is_audience || duty
    });
    let Some(next) = next else { return at };
    let introduces = page.has_class(
        next,
        WordClass::THAT | WordClass::INDIRECT_QUESTION | WordClass::INFINITIVE_MARKER,
    ) || page.is_mark(next, ':')
        || page.quotation_at(next).is_some()
        || page.is_mark(next, ',') && page.quotation_at(next + 1).is_some();
    let clause = page.lexicon.bare_clauses()
        && (page.has_class(next, WordClass::DETERMINER)
            || page.is_name_word(next)
            || page
                .meaning(next, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                .is_some());
    if introduces || clause { next } else { at }
}

/// Where a time, an event or a place that begins at the token ends: "on Tuesday", "lors du sommet", "in Geneva".
pub(super) fn circumstance_end(page: &Page<'_>, at: usize, limit: usize) -> Option<usize> {
    if let Some(length) = date::date_length_at(page, at) {
        return Some(at + length);
    }
    if let Some((event, _)) = occasion_phrase::occasion_at(page, at, limit) {
        return Some(event.end);
    }
    let inside = at + 1;
    if !page.has_class(at, WordClass::PREPOSITION) || page.quotation_at(inside).is_some() {
        return None;
    }
    date::date_length_at(page, inside)
        .map(|length| inside + length)
        .or_else(|| {
            let place = noun::phrase_from(page, inside, limit).filter(|_| page.is_name_word(inside))?;
            Some(place.tokens.end)
        })
        .or_else(|| {
            // one plain noun is the phrase if a clause follows it: "told the radio by phone the knee was swollen"
            let plain =
                page.is_word(inside) && page.lexicon.word_class(page.word(inside)) == WordClass::default();
            let clause = page.has_class(inside + 1, WordClass::DETERMINER | WordClass::THAT);
            let deed = page.has_class(at, WordClass::INFINITIVE_MARKER);
            (page.lexicon.bare_clauses() && plain && clause && !deed).then_some(inside + 1)
        })
}

/// What is asked for, if the cue has no addressee: "a exhorté plus d'efforts".
pub(super) fn requested_object(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    if !cue.addressee || cue.act != Some(Act::Call) || !starts_object(page, at) {
        return None;
    }
    let phrase = noun::phrase_from(page, at, limit);
    if phrase.is_some_and(|p| p.can_speak()) {
        return None;
    }
    let end = phrase_end(page, at, limit);
    (end > at).then_some(Content {
        tokens: at..end,
        frame: ContentFrame::Object,
    })
}

/// Where the reproach to the addressee begins, a bare word after a preposition of the frame: "accuse la ministre de
/// laxisme", "qualifie le projet de dangereux". French only.
pub(super) fn reproach_start(page: &Page<'_>, cue: &Cue, addressee: &Range<usize>) -> Option<usize> {
    let of = addressee.clone().skip(1).rfind(|at| {
        page.has_class(*at, WordClass::NOUN_LINK) && !page.has_class(*at, WordClass::DETERMINER)
    })?;
    let framed = cue.frames.iter().any(|frame| match frame {
        Frame::PrepositionObject(word) => page.word(of) == *word || is_contraction_of(page, of, *word),
        _ => false,
    });
    let bare =
        page.is_word(of + 1) && !page.is_name_word(of + 1) && !page.has_class(of + 1, WordClass::DETERMINER);
    (framed && bare && !page.lexicon.bare_clauses()).then_some(of)
}

/// Where the reason begins for which an English verb thanks or blames somebody: "thanked N on Monday for his help".
pub(super) fn reason_start(page: &Page<'_>, cue: &Cue, at: usize, end: usize) -> Option<usize> {
    if !cue.addressee || !page.lexicon.bare_clauses() {
        return None;
    }
    let whom = noun::phrase_from(page, at, end).filter(noun::NounPhrase::can_speak)?;
    let leads = |t: &usize| {
        cue.frames
            .iter()
            .any(|f| matches!(f, Frame::PrepositionObject(word) if *word == page.word(*t)))
    };
    let preposition = (whom.tokens.end..end).find(leads)?;
    (preposition + 1 < end).then_some(preposition + 1)
}
