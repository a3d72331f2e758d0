//! What was said: where the content of a report begins and ends, before its verb or behind it.

mod end;
mod whom;

use super::date;
use super::lexicon::{Class, Cue, Form, Frame, Meaning};
use super::noun;
use super::page::Page;
use super::token::Kind;
use crate::domain::Act;
use end::infinitive_end;
pub(super) use end::{clause_end, phrase_end, trim_end};
use std::ops::Range;
use whom::{addressed, asked_for, behind_relative, behind_whom, circumstance, reproach};

/// How many tokens may stand between a verb and the content that it introduces.
const REACH: usize = 32;

/// The frame that a content was found in, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A quotation, after a colon or straight behind the verb.
    Quote,
    /// What follows a colon, unquoted.
    Colon,
    /// "que …", "that …".
    That,
    /// "si …", "how …".
    Whether,
    /// An English clause without "that".
    Bare,
    /// "de faire …", "to do …", "avoir fait …".
    Infinitive,
    /// A noun phrase.
    Object,
}

/// A content behind its verb.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) tokens: Range<usize>,
    pub(super) found: Found,
}

/// The content behind the cue that ends before `from`; `limit` is where the sentence, or what belongs to
/// another report, begins.
pub(super) fn after(page: &Page<'_>, cue: &Cue, from: usize, limit: usize) -> Option<Content> {
    let mut at = from;
    let mut insertion = false;
    // whether a noun phrase here would still be the verb's object
    let mut object = true;
    if cue.addressee {
        at = addressed(page, at, limit);
    }
    while at < limit && at < from + REACH {
        // "said May's increase was": a month whose something is
        let owner = |n: usize| page.text_of(&(at + n..at + n + 1)).starts_with('\'');
        if let Some(length) = date::length_at(page, at).filter(|n| at + n < limit && !owner(*n)) {
            at += length;
            continue;
        }
        // "espère du moins que"
        if let Some(length) = page.adverb(at).filter(|n| *n > 1) {
            at += length;
            continue;
        }
        if let Some(content) = begins(page, cue, at, limit, object) {
            return Some(content);
        }
        if page.is_mark(at, ',') {
            insertion = true;
            at = behind_relative(page, cue, at, limit).unwrap_or(at + 1);
            continue;
        }
        let Some(next) = adjunct(page, cue, at, limit) else {
            break;
        };
        if insertion && next >= limit {
            return None;
        }
        // "recommande aux internautes une mise à jour"
        let adverb = !page.lexicon.bare_clauses()
            && (page.is(at, Class::ADVERB) || in_manner(page, at) || circumstance(page, at, limit).is_some());
        object &= adverb || cue.addressee && page.is(at, Class::ROLE_LINK) && !page.lexicon.bare_clauses();
        at = next;
    }
    asked_for(page, cue, from, limit)
}

/// Whether a preposition stands at the token that tells how or where something is done, not what it is done to:
/// "condamne avec la plus grande fermeté cette attaque".
fn in_manner(page: &Page<'_>, at: usize) -> bool {
    let governing = Class::OF | Class::ROLE_LINK | Class::LEAD_LINK | Class::DETERMINER | Class::AGENT;
    page.is(at, Class::PREPOSITION) && !page.is(at, governing)
}

/// Steps over an adverb, a time, an addressee or a prepositional phrase; `None` where something else stands.
fn adjunct(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<usize> {
    if page.quotation(at).is_some() {
        return None;
    }
    if let Some(length) = date::length_at(page, at).or_else(|| page.adverb(at)) {
        return Some(at + length);
    }
    if page.is_number(at) || page.is(at, Class::ADVERB | Class::LAST) {
        return Some(at + 1);
    }
    if page.is_mark(at, '(') {
        return (at..limit).find(|t| page.is_mark(*t, ')')).map(|t| t + 1);
    }
    if page.is(at, Class::PREPOSITION)
        && let Some(length) = date::length_at(page, at + 1)
    {
        return Some(at + 1 + length);
    }
    if let Some((_, length)) = page.meaning(at, |m| matches!(m, Meaning::OccasionAt)) {
        return Some(noun::forwards(page, at + length, limit).map_or(at + length, |p| p.tokens.end));
    }
    if page.is(at, Class::PREPOSITION) {
        let inside = at + 1;
        // "de", "à" with an infinitive is content for another rule, no adjunct
        let infinitive = !page.lexicon.bare_clauses() || page.is(at, Class::TO);
        if infinitive && page.has_form(inside, Form::Infinitive) && !page.is(inside, Class::DETERMINER) {
            return None;
        }
        // "avec la plus grande fermeté": an adverb breaks the phrase
        let broken = || {
            let goes_on = |t: &usize| {
                page.is_word(*t)
                    && (*t == inside || !page.is(*t, Class::DETERMINER | Class::PREPOSITION | Class::THAT))
            };
            (inside..limit)
                .take(6)
                .take_while(goes_on)
                .last()
                .map_or(inside, |last| last + 1)
        };
        let superlative = in_manner(page, at) && page.is(inside + 1, Class::QUANTITY);
        if superlative {
            return Some(broken());
        }
        return Some(noun::forwards(page, inside, limit).map_or(inside, |p| p.tokens.end));
    }
    if cue.addressee || page.lexicon.bare_clauses() {
        let phrase = noun::forwards(page, at, limit)?;
        if let Some(of) = reproach(page, cue, &phrase.tokens) {
            return Some(of);
        }
        return (cue.addressee && phrase.tokens.end > at).then_some(phrase.tokens.end);
    }
    None
}

fn begins(page: &Page<'_>, cue: &Cue, at: usize, limit: usize, first: bool) -> Option<Content> {
    if page.is_mark(at, ':') {
        return colon(page, at + 1, limit);
    }
    if page.quotation(at).is_some_and(|q| page.quotations[q].open == at) {
        return quote(page, cue, at, limit);
    }
    if page.is(at, Class::THAT) && cue.takes(&Frame::That) {
        let start = at + 1;
        if !first && tells_more_of_noun(page, at) {
            return None;
        }
        return (start < limit).then(|| Content {
            tokens: start..clause_end(page, start, limit),
            found: Found::That,
        });
    }
    if cue.takes(&Frame::Whether) && whether(page, at) {
        return Some(Content {
            tokens: at..clause_end(page, at, limit),
            found: Found::Whether,
        });
    }
    if let Some(content) = to_infinitive(page, cue, at, limit) {
        return Some(content);
    }
    if let Some(start) = governed(page, cue, at, limit) {
        return behind_preposition(page, start, limit);
    }
    // "added 4 per cent while N saw a fall": what follows the adjunct is no content
    let apart =
        !first && page.is(at, Class::SUBORDINATOR) && !page.is(at, Class::PREPOSITION | Class::RELATIVE);
    if page.lexicon.bare_clauses() && cue.takes(&Frame::That) && !apart && bare_clause(page, at, limit) {
        return Some(Content {
            tokens: at..clause_end(page, at, limit),
            found: Found::Bare,
        });
    }
    object_at(page, cue, at, limit, first)
}

/// Where what the frame's preposition at the token governs begins: "for" + peace.
fn governed(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<usize> {
    let start = cue.frames.iter().find_map(|f| match f {
        Frame::For(word) if page.word(at) == *word || contracted(page, at, *word) => Some(at + 1),
        _ => None,
    })?;
    let further = page.quotation(start).is_none()
        && page.is(start, Class::PREPOSITION)
        && !page.is(start, Class::DETERMINER)
        && (!page.is(start, Class::OF) || page.lexicon.bare_clauses());
    (start < limit && !further).then_some(start)
}

fn behind_preposition(page: &Page<'_>, start: usize, limit: usize) -> Option<Content> {
    // "accused N of sleeping when the calls came in"
    let deed = page.lexicon.bare_clauses() && page.has_form(start, Form::PresentParticiple);
    let end = if deed {
        infinitive_end(page, start, limit)
    } else {
        phrase_end(page, start, limit)
    };
    (end > start).then_some(Content {
        tokens: start..end,
        found: Found::Object,
    })
}

/// The noun phrase that begins at the token.
fn object_at(page: &Page<'_>, cue: &Cue, at: usize, limit: usize, first: bool) -> Option<Content> {
    let quoted = page.is(at, Class::DETERMINER) && is_opening(page, at + 1);
    // "n'exclut pas de nouvelles sanctions"
    let denied = cue.denied && first && page.is(at, Class::OF);
    if cue.takes(&Frame::Object)
        && (first || quoted || after_adverbs(page, at))
        && (denied || object(page, at))
    {
        let predicate = cue.reflexive && !page.is(at, Class::DETERMINER);
        let end = if predicate {
            clause_end(page, at, limit)
        } else {
            phrase_end(page, at, limit)
        };
        if let Some(reason) = behind_whom(page, cue, at, end) {
            return Some(Content {
                tokens: reason..phrase_end(page, reason, limit),
                found: Found::Object,
            });
        }
        if page.is_mark(end, ':') && (announces(page, at..end) || page.quotation(end + 1).is_some()) {
            // the list may stand on the lines behind
            return colon(page, end + 1, limit).or_else(|| {
                (end > at).then_some(Content {
                    tokens: at..end,
                    found: Found::Colon,
                })
            });
        }
        return (end > at).then_some(Content {
            tokens: at..end,
            found: Found::Object,
        });
    }
    None
}

/// "pushed through amendments that stripped the council": an English "that" which is the subject of the verb behind it.
fn tells_more_of_noun(page: &Page<'_>, that: usize) -> bool {
    let verb = that + 1;
    let finite = page.is(verb, Class::BE | Class::HAVE | Class::MODAL)
        || (page.has_form(verb, Form::Finite) || page.is_verb(verb))
            && page
                .token(verb)
                .is_some_and(|t| page.lexicon.ends_as_participle(t.text(page.text)));
    page.lexicon.bare_clauses() && finite && page.is_word(that - 1)
}

/// Whether the phrase announces a list: "trois propositions".
fn announces(page: &Page<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|at| page.meaning(at, |m| matches!(m, Meaning::Announces)).is_some())
}

fn after_adverbs(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && (page.is(at - 1, Class::ADVERB)
            || date::length_at(page, at - 1).is_some()
            || page.is_mark(at - 1, ','))
}

fn whether(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Class::WHETHER) && !page.is(at, Class::THAT | Class::CLITIC) || asks(page, at)
}

/// "ce que", "à quel point": an indirect question of several words.
fn asks(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, Meaning::Whether)).is_some()
}

/// "du", "aux": a preposition of the frame that has swallowed an article.
fn contracted(page: &Page<'_>, at: usize, preposition: super::lexicon::Word) -> bool {
    page.lexicon.uncontracted(page.word(at)) == Some(preposition)
}

fn colon(page: &Page<'_>, at: usize, limit: usize) -> Option<Content> {
    if at >= limit {
        return None;
    }
    if let Some(q) = page.quotation(at).map(|q| page.quotations[q]) {
        // the quotation alone, or one that goes on unquoted to the end of the sentence
        let end = q.after().min(limit);
        let rest = end..trim_end(page, end, limit);
        let alone = rest.is_empty()
            || page.is_mark(end, ',')
            || page.is_mark(end, ';')
            || page.count_words(rest.clone()) == 0;
        return Some(Content {
            tokens: at..if alone { end } else { rest.end },
            found: Found::Quote,
        });
    }
    Some(Content {
        tokens: at..trim_end(page, at, limit),
        found: Found::Colon,
    })
}

fn quote(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    let quotation = page.quotations[page.quotation(at)?];
    let mut end = quotation.after();
    while let Some(next) = chained(page, end, limit) {
        end = next;
    }
    let takes = cue.takes(&Frame::Quote) || cue.takes(&Frame::That) || cue.takes(&Frame::Object);
    if !takes {
        return None;
    }
    // words that go on in the same clause belong to it
    let goes_on = page.is_word(end)
        && end < limit
        && (!page.is(end, Class::COORDINATOR | Class::PREPOSITION) || governs(page, cue, end))
        && date::length_at(page, end).is_none();
    let end = if goes_on { phrase_end(page, at, limit) } else { end };
    Some(Content {
        tokens: at..end.min(limit),
        found: Found::Quote,
    })
}

/// Whether the preposition behind a quotation belongs to the noun or the predicate quoted: "l'« aveuglement » du
/// ministre", "se dit « favorable » à une taxe".
fn governs(page: &Page<'_>, cue: &Cue, at: usize) -> bool {
    let of = page.is(at, Class::OF) && !page.is(at + 1, Class::ADVERB);
    let predicate = cue.reflexive && page.is(at, Class::OF | Class::ROLE_LINK | Class::AGENT);
    let circumstance = page.adverb(at).is_some() || circumstance(page, at, page.tokens.len()).is_some();
    cue.takes(&Frame::Object) && (of || predicate) && !circumstance && !page.lexicon.bare_clauses()
}

/// Where the next quotation of a chain ends: "«incohérence» et «inconsistance»", "«un choix», mais «un bon choix»".
fn chained(page: &Page<'_>, end: usize, limit: usize) -> Option<usize> {
    let joins = |at: usize| page.is(at, Class::COORDINATOR) || page.is_mark(at, ',');
    let mut at = end;
    while at < end + 2 && joins(at) && page.quotation(at).is_none() {
        at += 1;
    }
    if at == end {
        return None;
    }
    let led = Class::DETERMINER | Class::OF | Class::THAT | Class::TO | Class::ROLE_LINK;
    if page.quotation(at).is_none() && page.is(at, led) {
        at += 1;
    }
    let next = page.quotations[page.quotation(at)?];
    (next.open == at && next.after() <= limit).then(|| next.after())
}

fn to_infinitive(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    for frame in &cue.frames {
        let start = match frame {
            Frame::To(word) if page.word(at) == *word || contracted(page, at, *word) => at + 1,
            Frame::Infinitive => at,
            Frame::Gerund if page.has_form(at, Form::PresentParticiple) => {
                return Some(Content {
                    tokens: at..clause_end(page, at, limit),
                    found: Found::Infinitive,
                });
            }
            _ => continue,
        };
        // clitics, negations and quotation marks may stand before the infinitive
        let mut verb = start;
        while verb < limit
            && (page.is(verb, Class::CLITIC | Class::NEGATION | Class::ADVERB) || is_opening(page, verb))
            && !page.has_form(verb, Form::Infinitive)
        {
            verb += 1;
        }
        let infinitive = page.has_form(verb, Form::Infinitive)
            || page.lexicon.bare_clauses()
                && matches!(frame, Frame::To(_))
                && page.has_form(verb, Form::Finite)
            || matches!(frame, Frame::To(_)) && looks_infinitive(page, verb);
        // "refuse de dire si": nothing was said
        let silent = cue.act == Some(Act::Position)
            && (cue.weak || !page.lexicon.bare_clauses() && matches!(frame, Frame::To(_)))
            && is_report(page, verb);
        if silent && infinitive {
            return None;
        }
        if infinitive && verb < limit {
            return Some(Content {
                tokens: start..infinitive_end(page, start, limit),
                found: Found::Infinitive,
            });
        }
        // "s'engager à ce que …"
        if matches!(frame, Frame::To(_)) && asks(page, start) {
            return Some(Content {
                tokens: start..clause_end(page, start, limit),
                found: Found::Infinitive,
            });
        }
    }
    None
}

fn is_report(page: &Page<'_>, at: usize) -> bool {
    let firm = |r: &super::lexicon::Reading| {
        r.cue.is_some_and(|c| {
            let cue = &page.lexicon.cues[usize::from(c)];
            !cue.weak && cue.rest.is_empty()
        })
    };
    page.readings(at).iter().any(firm)
}

fn is_opening(page: &Page<'_>, at: usize) -> bool {
    page.quotation(at).is_some_and(|q| page.quotations[q].open == at)
}

/// Whether the token is an infinitive, or looks like one.
pub(super) fn is_infinitive(page: &Page<'_>, at: usize) -> bool {
    page.has_form(at, Form::Infinitive) && !page.lexicon.bare_clauses() || looks_infinitive(page, at)
}

/// A lower-case word that the lexicon does not have and that can be an infinitive.
fn looks_infinitive(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|t| {
        let known = !page.readings(at).is_empty() || page.noun(at).is_some();
        let plain = page.lexicon.class(t.word) == Class::default();
        t.is_word() && !t.capital && !known && plain && page.lexicon.ends_as_infinitive(t.text(page.text))
    })
}

/// An English clause that follows its cue without "that": a noun phrase, then a verb.
fn bare_clause(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let closed = page.is(at, Class::PREPOSITION | Class::COORDINATOR) && !page.is(at, Class::DETERMINER);
    if closed || page.is_mark(at, ',') {
        return false;
    }
    let mut here = at;
    let mut words = 0;
    while here < limit && words < 25 {
        if page.quotation(here).is_none() && matches!(page.tokens[here].kind, Kind::Mark(';' | ':')) {
            return false;
        }
        // "added 4 per cent, while N saw a fall": the verb is that of another clause
        if here > at
            && page.is(here, Class::SUBORDINATOR)
            && !page.is(here, Class::PREPOSITION | Class::RELATIVE | Class::THAT)
        {
            return false;
        }
        if here > at && page.is_verb(here) {
            // "confirmed the death of a driver and said …": the verb is one more of the subject's
            return !page.is(here - 1, Class::COORDINATOR);
        }
        words += 1;
        here += 1;
    }
    false
}

fn object(page: &Page<'_>, at: usize) -> bool {
    let sum = ['$', '€', '£', '¥'].iter().any(|sign| page.is_mark(at, *sign)) && page.is_number(at + 1);
    if page.is(at, Class::DETERMINER) || sum {
        return true;
    }
    if !page.is_word(at) && !page.is_number(at) {
        return false;
    }
    // "plus d'efforts"
    if page.is(at, Class::QUANTITY) && page.is(at + 1, Class::OF) {
        return true;
    }
    let closed = Class::PREPOSITION
        | Class::COORDINATOR
        | Class::SUBORDINATOR
        | Class::RELATIVE
        | Class::ADVERB
        | Class::NEGATION
        | Class::HAVE
        | Class::BE
        | Class::MODAL
        | Class::THAT;
    !page.is(at, closed)
        && !page.has_form(at, Form::Infinitive)
        && !page.has_form(at, Form::PresentParticiple)
        && date::length_at(page, at).is_none()
}
