//! Whom words are spoken to or said of, between a cue and what it reports.

use super::end::phrase_end;
use super::{Content, Found, REACH, contracted, object};
use crate::domain::Act;
use crate::extract::lexicon::{Class, Cue, Form, Frame, Meaning};
use crate::extract::page::Page;
use crate::extract::{date, noun, occasion};
use std::ops::Range;

/// "accused N, who was born there, of hiding it": behind the relative clause that tells more of whom an English verb is
/// about.
pub(super) fn behind_relative(page: &Page<'_>, cue: &Cue, comma: usize, limit: usize) -> Option<usize> {
    let inserted = cue.addressee && page.lexicon.bare_clauses() && page.is(comma + 1, Class::RELATIVE);
    let reach = comma + 1..limit.min(comma + 24);
    let close = reach.into_iter().find(|at| inserted && page.is_mark(*at, ','))?;
    Some(close + 1)
}

/// Behind whoever is spoken to, and when and where, if the words follow: "told reporters that", "a averti N qu'il",
/// "told a hearing in Geneva on Tuesday that".
pub(super) fn addressed(page: &Page<'_>, at: usize, limit: usize) -> usize {
    let Some(phrase) = noun::forwards(page, at, limit) else {
        return at;
    };
    let is_audience = phrase.can_speak() || occasion::heads(page, phrase.tokens.clone()).next().is_some();
    // "told the board barges can dock": the words behind the audience are the subject of what is said
    let audience_end = match &phrase.noun {
        Some(noun) if page.is_verb(phrase.tokens.end) && page.lexicon.bare_clauses() => noun.end,
        _ => phrase.tokens.end,
    };
    if audience_end < phrase.tokens.end {
        return audience_end;
    }
    let next = std::iter::successors(Some(phrase.tokens.end), |next| circumstance(page, *next, limit))
        .take_while(|next| *next < limit.min(at + REACH))
        .last()
        .filter(|next| {
            // "requires providers to assess risks": whoever must do it
            let duty = page.lexicon.bare_clauses()
                && page.is(*next, Class::TO)
                && page.has_form(next + 1, Form::Infinitive);
            is_audience || duty
        });
    let Some(next) = next else { return at };
    let introduces = page.is(next, Class::THAT | Class::WHETHER | Class::TO)
        || page.is_mark(next, ':')
        || page.quotation(next).is_some()
        || page.is_mark(next, ',') && page.quotation(next + 1).is_some();
    let clause = page.lexicon.bare_clauses()
        && (page.is(next, Class::DETERMINER)
            || page.is_name(next)
            || page.meaning(next, |m| matches!(m, Meaning::Pronoun(_))).is_some());
    if introduces || clause { next } else { at }
}

/// Where a time, an event or a place ends that begins at the token: "on Tuesday", "lors du sommet", "in Geneva".
pub(super) fn circumstance(page: &Page<'_>, at: usize, limit: usize) -> Option<usize> {
    if let Some(length) = date::length_at(page, at) {
        return Some(at + length);
    }
    if let Some((event, _)) = occasion::at(page, at, limit) {
        return Some(event.end);
    }
    let inside = at + 1;
    if !page.is(at, Class::PREPOSITION) || page.quotation(inside).is_some() {
        return None;
    }
    date::length_at(page, inside)
        .map(|length| inside + length)
        .or_else(|| {
            let place = noun::forwards(page, inside, limit).filter(|_| page.is_name(inside))?;
            Some(place.tokens.end)
        })
        .or_else(|| {
            // "told the radio by phone the knee was swollen"
            let plain = page.is_word(inside) && page.lexicon.class(page.word(inside)) == Class::default();
            let clause = page.is(inside + 1, Class::DETERMINER | Class::THAT);
            let deed = page.is(at, Class::TO);
            (page.lexicon.bare_clauses() && plain && clause && !deed).then_some(inside + 1)
        })
}

/// What is asked for where nobody is asked: "a exhorté plus d'efforts".
pub(super) fn asked_for(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    if !cue.addressee || cue.act != Some(Act::Call) || !object(page, at) {
        return None;
    }
    let phrase = noun::forwards(page, at, limit);
    if phrase.is_some_and(|p| p.can_speak()) {
        return None;
    }
    let end = phrase_end(page, at, limit);
    (end > at).then_some(Content {
        tokens: at..end,
        found: Found::Object,
    })
}

/// "accuse la ministre de laxisme", "qualifie le projet de dangereux": where what is told of the addressee begins, a
/// bare word behind a preposition of the frame.
pub(super) fn reproach(page: &Page<'_>, cue: &Cue, addressee: &Range<usize>) -> Option<usize> {
    let of = addressee
        .clone()
        .skip(1)
        .rfind(|at| page.is(*at, Class::OF) && !page.is(*at, Class::DETERMINER))?;
    let framed = cue.frames.iter().any(|frame| match frame {
        Frame::For(word) => page.word(of) == *word || contracted(page, of, *word),
        _ => false,
    });
    let bare = page.is_word(of + 1) && !page.is_name(of + 1) && !page.is(of + 1, Class::DETERMINER);
    (framed && bare && !page.lexicon.bare_clauses()).then_some(of)
}

/// "thanked N on Monday for his help": what an English verb thanks or blames somebody for.
pub(super) fn behind_whom(page: &Page<'_>, cue: &Cue, at: usize, end: usize) -> Option<usize> {
    if !cue.addressee || !page.lexicon.bare_clauses() {
        return None;
    }
    let whom = noun::forwards(page, at, end).filter(noun::NounPhrase::can_speak)?;
    let leads = |t: &usize| {
        cue.frames
            .iter()
            .any(|f| matches!(f, Frame::For(word) if *word == page.word(*t)))
    };
    let preposition = (whom.tokens.end..end).find(leads)?;
    (preposition + 1 < end).then_some(preposition + 1)
}
