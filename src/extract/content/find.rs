//! Finds the content that follows a cue, over adverbs, times and addressees.

use super::addressee::{
    circumstance_end, reason_start, reproach_start, requested_object, skip_addressee, skip_relative_clause,
};
use super::end::{clause_end, infinitive_end, phrase_end};
use super::frame::{CONTENT_REACH, Content, ContentFrame};
use super::infinitive::infinitive_content;
use super::quoted::{content_after_colon, quoted_content};
use super::start::{is_contraction_of, opens_quotation, starts_indirect_question, starts_object};
use crate::extract::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use crate::extract::{date, noun};
use std::ops::Range;

/// The content after a cue; `from` is the first token after the cue, and `limit` is where the sentence ends or another
/// report begins.
pub(in crate::extract) fn find_content(
    page: &Page<'_>,
    cue: &Cue,
    from: usize,
    limit: usize,
) -> Option<Content> {
    let mut at = from;
    let mut insertion = false;
    // whether a noun phrase here would still be the verb's object
    let mut object = true;
    if cue.addressee {
        at = skip_addressee(page, at, limit);
    }
    // "wants ministers to act" is a call to them; "wants to act" is only a wish
    if cue.addressee && cue.mental && at == from && page.lexicon.bare_clauses() {
        return content_at(page, cue, at, limit, true).filter(|c| c.frame == ContentFrame::Quotation);
    }
    while at < limit && at < from + CONTENT_REACH {
        // "said May's increase was": a month that owns something is no date
        let owner = |n: usize| page.text_of(&(at + n..at + n + 1)).starts_with('\'');
        if let Some(length) = date::date_length_at(page, at).filter(|n| at + n < limit && !owner(*n)) {
            at += length;
            continue;
        }
        // an adverb of several words can separate the cue from its content: "espère du moins que"
        if let Some(length) = page.adverb_length(at).filter(|n| *n > 1) {
            at += length;
            continue;
        }
        if let Some(content) = content_at(page, cue, at, limit, object) {
            return Some(content);
        }
        if page.is_mark(at, ',') {
            insertion = true;
            at = skip_relative_clause(page, cue, at, limit).unwrap_or(at + 1);
            continue;
        }
        let Some(next) = skip_adjunct(page, cue, at, limit) else {
            break;
        };
        if insertion && next >= limit {
            return None;
        }
        // an object may still follow an adverb or the addressee: "recommande aux internautes une mise à jour"
        let adverb = !page.lexicon.bare_clauses()
            && (page.has_class(at, WordClass::ADVERB)
                || is_manner_preposition(page, at)
                || circumstance_end(page, at, limit).is_some());
        object &= adverb
            || cue.addressee && page.has_class(at, WordClass::ROLE_LINK) && !page.lexicon.bare_clauses();
        at = next;
    }
    requested_object(page, cue, from, limit)
}

/// Whether the token is a preposition of manner or place, not one that governs the object: "condamne avec la plus
/// grande fermeté cette attaque".
fn is_manner_preposition(page: &Page<'_>, at: usize) -> bool {
    let governing = WordClass::NOUN_LINK
        | WordClass::ROLE_LINK
        | WordClass::CATENATIVE_LINK
        | WordClass::DETERMINER
        | WordClass::AGENT_PREPOSITION;
    page.has_class(at, WordClass::PREPOSITION) && !page.has_class(at, governing)
}

/// Where the adjunct at the token ends: an adverb, a time, an addressee or a prepositional phrase. `None` if there is
/// none.
fn skip_adjunct(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<usize> {
    if page.quotation_at(at).is_some() {
        return None;
    }
    if let Some(length) = date::date_length_at(page, at).or_else(|| page.adverb_length(at)) {
        return Some(at + length);
    }
    if page.is_number(at) || page.has_class(at, WordClass::ADVERB | WordClass::LAST_ADJECTIVE) {
        return Some(at + 1);
    }
    if page.is_mark(at, '(') {
        return (at..limit).find(|t| page.is_mark(*t, ')')).map(|t| t + 1);
    }
    if page.has_class(at, WordClass::PREPOSITION)
        && let Some(length) = date::date_length_at(page, at + 1)
    {
        return Some(at + 1 + length);
    }
    if let Some((_, length)) = page.meaning(at, |m| matches!(m, PhraseMeaning::OccasionPreposition)) {
        return Some(noun::phrase_from(page, at + length, limit).map_or(at + length, |p| p.tokens.end));
    }
    if page.has_class(at, WordClass::PREPOSITION) {
        let inside = at + 1;
        // "de", "à" with an infinitive is content for another rule, not an adjunct
        let infinitive = !page.lexicon.bare_clauses() || page.has_class(at, WordClass::INFINITIVE_MARKER);
        if infinitive
            && page.has_form(inside, VerbForm::Infinitive)
            && !page.has_class(inside, WordClass::DETERMINER)
        {
            return None;
        }
        // the phrase is read word by word, as an adverb would end a noun phrase early: "avec la plus grande fermeté"
        let broken = || {
            let goes_on = |t: &usize| {
                page.is_word(*t)
                    && (*t == inside
                        || !page.has_class(
                            *t,
                            WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::THAT,
                        ))
            };
            (inside..limit)
                .take(6)
                .take_while(goes_on)
                .last()
                .map_or(inside, |last| last + 1)
        };
        let superlative = is_manner_preposition(page, at) && page.has_class(inside + 1, WordClass::QUANTITY);
        if superlative {
            return Some(broken());
        }
        return Some(noun::phrase_from(page, inside, limit).map_or(inside, |p| p.tokens.end));
    }
    if cue.addressee || page.lexicon.bare_clauses() {
        let phrase = noun::phrase_from(page, at, limit)?;
        if let Some(of) = reproach_start(page, cue, &phrase.tokens) {
            return Some(of);
        }
        return (cue.addressee && phrase.tokens.end > at).then_some(phrase.tokens.end);
    }
    None
}

/// The content that begins right at the token. `first` is whether only adverbs came before it, so that a noun phrase
/// can still be the object.
fn content_at(page: &Page<'_>, cue: &Cue, at: usize, limit: usize, first: bool) -> Option<Content> {
    if page.is_mark(at, ':') {
        return content_after_colon(page, at + 1, limit);
    }
    if page
        .quotation_at(at)
        .is_some_and(|q| page.quotations[q].open == at)
    {
        return quoted_content(page, cue, at, limit);
    }
    if page.has_class(at, WordClass::THAT) && cue.takes(&Frame::That) {
        let start = at + 1;
        if !first && is_relative_that(page, at) {
            return None;
        }
        return (start < limit).then(|| Content {
            tokens: start..clause_end(page, start, limit),
            frame: ContentFrame::ThatClause,
        });
    }
    if cue.takes(&Frame::Whether) && starts_indirect_question(page, at) {
        return Some(Content {
            tokens: at..clause_end(page, at, limit),
            frame: ContentFrame::IndirectQuestion,
        });
    }
    if let Some(content) = infinitive_content(page, cue, at, limit) {
        return Some(content);
    }
    if let Some(start) = governed_start(page, cue, at, limit) {
        return governed_content(page, start, limit);
    }
    // "added 4 per cent while N saw a fall": what follows the adjunct is not content
    let apart = !first
        && page.has_class(at, WordClass::SUBORDINATOR)
        && !page.has_class(at, WordClass::PREPOSITION | WordClass::RELATIVE);
    if page.lexicon.bare_clauses() && cue.takes(&Frame::That) && !apart && starts_bare_clause(page, at, limit)
    {
        return Some(Content {
            tokens: at..clause_end(page, at, limit),
            frame: ContentFrame::BareClause,
        });
    }
    object_content(page, cue, at, limit, first)
}

/// Where the words begin that the frame's preposition at the token governs: "for" + "peace".
fn governed_start(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<usize> {
    let start = cue.frames.iter().find_map(|f| match f {
        Frame::PrepositionObject(word) if page.word(at) == *word || is_contraction_of(page, at, *word) => {
            Some(at + 1)
        }
        _ => None,
    })?;
    let further = page.quotation_at(start).is_none()
        && page.has_class(start, WordClass::PREPOSITION)
        && !page.has_class(start, WordClass::DETERMINER)
        && (!page.has_class(start, WordClass::NOUN_LINK) || page.lexicon.bare_clauses());
    (start < limit && !further).then_some(start)
}

/// The noun phrase or gerund from `start` on, which a preposition governs.
fn governed_content(page: &Page<'_>, start: usize, limit: usize) -> Option<Content> {
    // a gerund takes all that depends on it along: "accused N of sleeping when the calls came in"
    let deed = page.lexicon.bare_clauses() && page.has_form(start, VerbForm::PresentParticiple);
    let end = if deed {
        infinitive_end(page, start, limit)
    } else {
        phrase_end(page, start, limit)
    };
    (end > start).then_some(Content {
        tokens: start..end,
        frame: ContentFrame::Object,
    })
}

/// The content that is a noun phrase beginning at the token.
fn object_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize, first: bool) -> Option<Content> {
    let quoted = page.has_class(at, WordClass::DETERMINER) && opens_quotation(page, at + 1);
    // under negation, "de" takes the place of the article of the object: "n'exclut pas de nouvelles sanctions"
    let denied = cue.only_when_denied && first && page.has_class(at, WordClass::NOUN_LINK);
    if cue.takes(&Frame::Object)
        && (first || quoted || follows_adverb(page, at))
        && (denied || starts_object(page, at))
    {
        let predicate = cue.reflexive && !page.has_class(at, WordClass::DETERMINER);
        let end = if predicate {
            clause_end(page, at, limit)
        } else {
            phrase_end(page, at, limit)
        };
        if let Some(reason) = reason_start(page, cue, at, end) {
            return Some(Content {
                tokens: reason..phrase_end(page, reason, limit),
                frame: ContentFrame::Object,
            });
        }
        if page.is_mark(end, ':') && (announces_list(page, at..end) || page.quotation_at(end + 1).is_some()) {
            // the list may be on the lines after
            return content_after_colon(page, end + 1, limit).or_else(|| {
                (end > at).then_some(Content {
                    tokens: at..end,
                    frame: ContentFrame::AfterColon,
                })
            });
        }
        return (end > at).then_some(Content {
            tokens: at..end,
            frame: ContentFrame::Object,
        });
    }
    None
}

/// Whether an English "that" is the subject of the verb after it, and so no conjunction: "pushed through amendments
/// that stripped the council".
fn is_relative_that(page: &Page<'_>, that: usize) -> bool {
    let verb = that + 1;
    let finite = page.has_class(
        verb,
        WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL,
    ) || (page.has_form(verb, VerbForm::Finite) || page.is_finite_verb(verb))
        && page
            .token(verb)
            .is_some_and(|t| page.lexicon.ends_as_participle(t.text(page.text)));
    page.lexicon.bare_clauses() && finite && page.is_word(that - 1)
}

/// Whether the phrase announces a list: "trois propositions".
fn announces_list(page: &Page<'_>, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
            .is_some()
    })
}

/// Whether an adverb, a time or a comma is right before the token.
fn follows_adverb(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && (page.has_class(at - 1, WordClass::ADVERB)
            || date::date_length_at(page, at - 1).is_some()
            || page.is_mark(at - 1, ','))
}

/// Whether an English clause without "that" begins at the token: a noun phrase, then a verb.
fn starts_bare_clause(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let closed = page.has_class(at, WordClass::PREPOSITION | WordClass::COORDINATOR)
        && !page.has_class(at, WordClass::DETERMINER);
    if closed || page.is_mark(at, ',') {
        return false;
    }
    let mut here = at;
    let mut words = 0;
    while here < limit && words < 25 {
        if page.quotation_at(here).is_none() && matches!(page.tokens[here].kind, TokenKind::Mark(';' | ':')) {
            return false;
        }
        // after a subordinator, the verb belongs to another clause: "added 4 per cent, while N saw a fall"
        if here > at
            && page.has_class(here, WordClass::SUBORDINATOR)
            && !page.has_class(
                here,
                WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::THAT,
            )
        {
            return false;
        }
        if here > at && page.is_finite_verb(here) {
            // after "and", the verb is a second one of the same subject: "confirmed the death of a driver and said …"
            return !page.has_class(here - 1, WordClass::COORDINATOR);
        }
        words += 1;
        here += 1;
    }
    false
}
