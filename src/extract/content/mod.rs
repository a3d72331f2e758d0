//! What was said: where the content of a report begins and ends, before its verb or behind it.

mod addressee;
mod end;

use super::date;
use super::lexicon::{Cue, Frame, PhraseMeaning, VerbForm, WordClass};
use super::noun;
use super::page::Page;
use super::token::TokenKind;
use crate::domain::Act;
use addressee::{
    circumstance_end, reason_start, reproach_start, requested_object, skip_addressee, skip_relative_clause,
};
use end::infinitive_end;
pub(super) use end::{clause_end, phrase_end, trim_end};
use std::ops::Range;

/// How many tokens may stand between a verb and the content that it introduces.
const CONTENT_REACH: usize = 32;

/// The frame that a content was found in, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentFrame {
    /// A quotation, after a colon or straight behind the verb.
    Quotation,
    /// What follows a colon, unquoted.
    AfterColon,
    /// "que …", "that …".
    ThatClause,
    /// "si …", "how …".
    IndirectQuestion,
    /// An English clause without "that".
    BareClause,
    /// "de faire …", "to do …", "avoir fait …".
    Infinitive,
    /// A noun phrase.
    Object,
}

/// A content behind its verb.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) tokens: Range<usize>,
    pub(super) frame: ContentFrame,
}

/// The content behind the cue that ends before `from`; `limit` is where the sentence, or what belongs to
/// another report, begins.
pub(super) fn find_content(page: &Page<'_>, cue: &Cue, from: usize, limit: usize) -> Option<Content> {
    let mut at = from;
    let mut insertion = false;
    // whether a noun phrase here would still be the verb's object
    let mut object = true;
    if cue.addressee {
        at = skip_addressee(page, at, limit);
    }
    // "wants ministers to act" asks it of them; "wants to act" is nothing but a wish
    if cue.addressee && cue.mental && at == from && page.lexicon.bare_clauses() {
        return content_at(page, cue, at, limit, true).filter(|c| c.frame == ContentFrame::Quotation);
    }
    while at < limit && at < from + CONTENT_REACH {
        // "said May's increase was": a month whose something is
        let owner = |n: usize| page.text_of(&(at + n..at + n + 1)).starts_with('\'');
        if let Some(length) = date::length_at(page, at).filter(|n| at + n < limit && !owner(*n)) {
            at += length;
            continue;
        }
        // "espère du moins que"
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
        // "recommande aux internautes une mise à jour"
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

/// Whether a preposition stands at the token that tells how or where something is done, not what it is done to:
/// "condamne avec la plus grande fermeté cette attaque".
fn is_manner_preposition(page: &Page<'_>, at: usize) -> bool {
    let governing = WordClass::NOUN_LINK
        | WordClass::ROLE_LINK
        | WordClass::CATENATIVE_LINK
        | WordClass::DETERMINER
        | WordClass::AGENT_PREPOSITION;
    page.has_class(at, WordClass::PREPOSITION) && !page.has_class(at, governing)
}

/// Steps over an adverb, a time, an addressee or a prepositional phrase; `None` where something else stands.
fn skip_adjunct(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<usize> {
    if page.quotation_at(at).is_some() {
        return None;
    }
    if let Some(length) = date::length_at(page, at).or_else(|| page.adverb_length(at)) {
        return Some(at + length);
    }
    if page.is_number(at) || page.has_class(at, WordClass::ADVERB | WordClass::LAST_ADJECTIVE) {
        return Some(at + 1);
    }
    if page.is_mark(at, '(') {
        return (at..limit).find(|t| page.is_mark(*t, ')')).map(|t| t + 1);
    }
    if page.has_class(at, WordClass::PREPOSITION)
        && let Some(length) = date::length_at(page, at + 1)
    {
        return Some(at + 1 + length);
    }
    if let Some((_, length)) = page.meaning(at, |m| matches!(m, PhraseMeaning::OccasionPreposition)) {
        return Some(noun::phrase_from(page, at + length, limit).map_or(at + length, |p| p.tokens.end));
    }
    if page.has_class(at, WordClass::PREPOSITION) {
        let inside = at + 1;
        // "de", "à" with an infinitive is content for another rule, no adjunct
        let infinitive = !page.lexicon.bare_clauses() || page.has_class(at, WordClass::INFINITIVE_MARKER);
        if infinitive
            && page.has_form(inside, VerbForm::Infinitive)
            && !page.has_class(inside, WordClass::DETERMINER)
        {
            return None;
        }
        // "avec la plus grande fermeté": an adverb breaks the phrase
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
    // "added 4 per cent while N saw a fall": what follows the adjunct is no content
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

/// Where what the frame's preposition at the token governs begins: "for" + peace.
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

fn governed_content(page: &Page<'_>, start: usize, limit: usize) -> Option<Content> {
    // "accused N of sleeping when the calls came in"
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

/// The noun phrase that begins at the token.
fn object_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize, first: bool) -> Option<Content> {
    let quoted = page.has_class(at, WordClass::DETERMINER) && opens_quotation(page, at + 1);
    // "n'exclut pas de nouvelles sanctions"
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
            // the list may stand on the lines behind
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

/// "pushed through amendments that stripped the council": an English "that" which is the subject of the verb behind it.
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

fn follows_adverb(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && (page.has_class(at - 1, WordClass::ADVERB)
            || date::length_at(page, at - 1).is_some()
            || page.is_mark(at - 1, ','))
}

fn starts_indirect_question(page: &Page<'_>, at: usize) -> bool {
    page.has_class(at, WordClass::INDIRECT_QUESTION)
        && !page.has_class(at, WordClass::THAT | WordClass::CLITIC)
        || starts_question_phrase(page, at)
}

/// "ce que", "à quel point": an indirect question of several words.
fn starts_question_phrase(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, PhraseMeaning::IndirectQuestion))
        .is_some()
}

/// "du", "aux": a preposition of the frame that has swallowed an article.
fn is_contraction_of(page: &Page<'_>, at: usize, preposition: super::lexicon::WordId) -> bool {
    page.lexicon.preposition_in_contraction(page.word(at)) == Some(preposition)
}

fn content_after_colon(page: &Page<'_>, at: usize, limit: usize) -> Option<Content> {
    if at >= limit {
        return None;
    }
    if let Some(q) = page.quotation_at(at).map(|q| page.quotations[q]) {
        // the quotation alone, or one that goes on unquoted to the end of the sentence
        let end = q.end().min(limit);
        let rest = end..trim_end(page, end, limit);
        let alone = rest.is_empty()
            || page.is_mark(end, ',')
            || page.is_mark(end, ';')
            || page.count_words(rest.clone()) == 0;
        return Some(Content {
            tokens: at..if alone { end } else { rest.end },
            frame: ContentFrame::Quotation,
        });
    }
    Some(Content {
        tokens: at..trim_end(page, at, limit),
        frame: ContentFrame::AfterColon,
    })
}

fn quoted_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    let quotation = page.quotations[page.quotation_at(at)?];
    let mut end = quotation.end();
    while let Some(next) = next_chained_quotation(page, end, limit) {
        end = next;
    }
    let takes = cue.takes(&Frame::Quote) || cue.takes(&Frame::That) || cue.takes(&Frame::Object);
    if !takes {
        return None;
    }
    // words that go on in the same clause belong to it
    let goes_on = page.is_word(end)
        && end < limit
        && (!page.has_class(end, WordClass::COORDINATOR | WordClass::PREPOSITION)
            || is_governed_by_quoted_word(page, cue, end))
        && date::length_at(page, end).is_none();
    let end = if goes_on { phrase_end(page, at, limit) } else { end };
    Some(Content {
        tokens: at..end.min(limit),
        frame: ContentFrame::Quotation,
    })
}

/// Whether the preposition behind a quotation belongs to the noun or the predicate quoted: "l'« aveuglement » du
/// ministre", "se dit « favorable » à une taxe".
fn is_governed_by_quoted_word(page: &Page<'_>, cue: &Cue, at: usize) -> bool {
    let of = page.has_class(at, WordClass::NOUN_LINK) && !page.has_class(at + 1, WordClass::ADVERB);
    let predicate = cue.reflexive
        && page.has_class(
            at,
            WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::AGENT_PREPOSITION,
        );
    let circumstance =
        page.adverb_length(at).is_some() || circumstance_end(page, at, page.tokens.len()).is_some();
    cue.takes(&Frame::Object) && (of || predicate) && !circumstance && !page.lexicon.bare_clauses()
}

/// Where the next quotation of a chain ends: "«incohérence» et «inconsistance»", "«un choix», mais «un bon choix»".
fn next_chained_quotation(page: &Page<'_>, end: usize, limit: usize) -> Option<usize> {
    let joins = |at: usize| page.has_class(at, WordClass::COORDINATOR) || page.is_mark(at, ',');
    let mut at = end;
    while at < end + 2 && joins(at) && page.quotation_at(at).is_none() {
        at += 1;
    }
    if at == end {
        return None;
    }
    let led = WordClass::DETERMINER
        | WordClass::NOUN_LINK
        | WordClass::THAT
        | WordClass::INFINITIVE_MARKER
        | WordClass::ROLE_LINK;
    if page.quotation_at(at).is_none() && page.has_class(at, led) {
        at += 1;
    }
    let next = page.quotations[page.quotation_at(at)?];
    (next.open == at && next.end() <= limit).then(|| next.end())
}

fn infinitive_content(page: &Page<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Content> {
    for frame in &cue.frames {
        let start = match frame {
            Frame::PrepositionInfinitive(word)
                if page.word(at) == *word || is_contraction_of(page, at, *word) =>
            {
                at + 1
            }
            Frame::Infinitive => at,
            Frame::Gerund if page.has_form(at, VerbForm::PresentParticiple) => {
                return Some(Content {
                    tokens: at..clause_end(page, at, limit),
                    frame: ContentFrame::Infinitive,
                });
            }
            _ => continue,
        };
        // clitics, negations and quotation marks may stand before the infinitive
        let mut verb = start;
        while verb < limit
            && (page.has_class(verb, WordClass::CLITIC | WordClass::NEGATION | WordClass::ADVERB)
                || opens_quotation(page, verb))
            && !page.has_form(verb, VerbForm::Infinitive)
        {
            verb += 1;
        }
        let infinitive = page.has_form(verb, VerbForm::Infinitive)
            || page.lexicon.bare_clauses()
                && matches!(frame, Frame::PrepositionInfinitive(_))
                && page.has_form(verb, VerbForm::Finite)
            || matches!(frame, Frame::PrepositionInfinitive(_)) && looks_infinitive(page, verb);
        // "refuse de dire si": nothing was said
        let silent = cue.act == Some(Act::Position)
            && (cue.weak || !page.lexicon.bare_clauses() && matches!(frame, Frame::PrepositionInfinitive(_)))
            && is_reporting_verb(page, verb);
        if silent && infinitive {
            return None;
        }
        if infinitive && verb < limit {
            return Some(Content {
                tokens: start..infinitive_end(page, start, limit),
                frame: ContentFrame::Infinitive,
            });
        }
        // "s'engager à ce que …"
        if matches!(frame, Frame::PrepositionInfinitive(_)) && starts_question_phrase(page, start) {
            return Some(Content {
                tokens: start..clause_end(page, start, limit),
                frame: ContentFrame::Infinitive,
            });
        }
    }
    None
}

fn is_reporting_verb(page: &Page<'_>, at: usize) -> bool {
    let firm = |r: &super::lexicon::VerbAnalysis| {
        r.cue.is_some_and(|c| {
            let cue = &page.lexicon.cues[usize::from(c)];
            !cue.weak && cue.remaining_words.is_empty()
        })
    };
    page.readings(at).iter().any(firm)
}

fn opens_quotation(page: &Page<'_>, at: usize) -> bool {
    page.quotation_at(at)
        .is_some_and(|q| page.quotations[q].open == at)
}

/// Whether the token is an infinitive, or looks like one.
pub(super) fn is_infinitive(page: &Page<'_>, at: usize) -> bool {
    page.has_form(at, VerbForm::Infinitive) && !page.lexicon.bare_clauses() || looks_infinitive(page, at)
}

/// A lower-case word that the lexicon does not have and that can be an infinitive.
fn looks_infinitive(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|t| {
        let known = !page.readings(at).is_empty() || page.noun_at(at).is_some();
        let plain = page.lexicon.word_class(t.word) == WordClass::default();
        t.is_word()
            && !t.is_capitalised
            && !known
            && plain
            && page.lexicon.ends_as_infinitive(t.text(page.text))
    })
}

/// An English clause that follows its cue without "that": a noun phrase, then a verb.
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
        // "added 4 per cent, while N saw a fall": the verb is that of another clause
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
            // "confirmed the death of a driver and said …": the verb is one more of the subject's
            return !page.has_class(here - 1, WordClass::COORDINATOR);
        }
        words += 1;
        here += 1;
    }
    false
}

fn starts_object(page: &Page<'_>, at: usize) -> bool {
    let sum = ['$', '€', '£', '¥'].iter().any(|sign| page.is_mark(at, *sign)) && page.is_number(at + 1);
    if page.has_class(at, WordClass::DETERMINER) || sum {
        return true;
    }
    if !page.is_word(at) && !page.is_number(at) {
        return false;
    }
    // "plus d'efforts"
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
        && date::length_at(page, at).is_none()
}
