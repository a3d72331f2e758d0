//! Finds the subject of a verb: the noun phrase that ends before it.

use super::noun_phrase::NounPhrase;
use super::phrase_from::phrase_from;
use super::phrase_parser::starts_partitive;
use crate::domain::SpeakerKind;
use crate::extract::date;
use crate::extract::lexicon::{VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;

/// Maximum number of tokens between the commas of an insertion.
const INSERTION_TOKENS_MAX: usize = 24;
/// Maximum distance in tokens between the first name of a list and the last two, which a conjunction joins.
const NAME_LIST_REACH: usize = 30;

/// The subject of a verb at `end`: the noun phrase that ends before it and begins at `limit` or later.
pub(in crate::extract) fn subject_before(page: &Page<'_>, end: usize, limit: usize) -> Option<NounPhrase> {
    if end <= limit {
        return None;
    }
    let end = skip_adverbs_backwards(page, end, limit)?;
    if page.is_mark(end - 1, ',') || page.is_mark(end - 1, ')') && page.is_mark(end.wrapping_sub(2), ',') {
        return subject_before_insertion(page, end - 1, limit);
    }
    // an age can stand between subject and verb: "Untel, 59, a dit"
    if page.is_number(end - 1) && end >= limit + 2 && page.is_mark(end - 2, ',') {
        return subject_before(page, end - 2, limit);
    }
    // an age with its noun: "Untel, 54 ans, …"
    if end >= limit + 4
        && page.has_class(end - 1, WordClass::AGE_NOUN)
        && page.is_number(end - 2)
        && page.is_mark(end - 3, ',')
    {
        return subject_before(page, end - 3, limit);
    }
    let start = clause_start(page, end, limit);
    // the last phrase that no preposition governs and that reaches the verb
    let mut best: Option<NounPhrase> = None;
    let mut at = start;
    while at < end {
        let opens = starts_partitive(page, at)
            && (at == start || page.has_class(at - 1, WordClass::COORDINATOR | WordClass::ADVERB));
        if !opens
            && page.has_class(at, WordClass::PREPOSITION)
            && !page.has_class(at, WordClass::NOUN_LINK | WordClass::DETERMINER)
            || !opens && page.has_class(at, WordClass::NOUN_LINK) && at > start
        {
            // a governed phrase: skip it unless it belongs to the phrase before
            let skipped = phrase_from(page, at + 1, end).map_or(at + 1, |p| p.tokens.end);
            if skipped == end && best.is_some() {
                return best.map(|mut b| {
                    b.tokens.end = end;
                    b
                });
            }
            at = skipped.max(at + 1);
            continue;
        }
        match phrase_from(page, at, end) {
            Some(mut phrase) if phrase.tokens.end == end => {
                if phrase.tokens.start == start + 1 && is_bare_form_after_comma(page, start) {
                    phrase.tokens.start = start;
                }
                let whole = include_names_before(page, phrase, limit);
                return Some(include_name_before(page, whole, limit));
            }
            Some(phrase) => {
                at = phrase.tokens.end.max(at + 1);
                best = Some(phrase);
            }
            None => {
                at += 1;
            }
        }
    }
    best.filter(|b| b.tokens.end + 8 >= end).or_else(|| {
        // "Untel, of Springfield, a dit": the insertion begins with a preposition
        let inserted = page.has_class(start, WordClass::NOUN_LINK | WordClass::PREPOSITION)
            && !page.has_class(start, WordClass::DETERMINER);
        let comma = start
            .checked_sub(1)
            .filter(|c| inserted && *c > limit && page.is_mark(*c, ','))?;
        subject_before(page, comma, limit)
    })
}

/// The noun phrase that ends right before `end`, also one governed by a preposition: "(la colère du) commissaire
/// Untel".
pub(in crate::extract) fn phrase_ending_at(page: &Page<'_>, end: usize, limit: usize) -> Option<NounPhrase> {
    let governed =
        |at: &usize| *at > limit && page.has_class(*at - 1, WordClass::NOUN_LINK | WordClass::PREPOSITION);
    (clause_start(page, end, limit)..end)
        .filter(governed)
        .filter_map(|at| phrase_from(page, at, end))
        .find(|phrase| phrase.tokens.end == end && phrase.can_speak())
}

/// The end before the adverbs and times that come between a subject and its verb; `None` if nothing is left.
fn skip_adverbs_backwards(page: &Page<'_>, end: usize, limit: usize) -> Option<usize> {
    let mut end = end;
    loop {
        let last = end.checked_sub(1).filter(|last| *last >= limit)?;
        let near = || (limit..end).rev().take(5);
        if page.has_class(last, WordClass::ADVERB) && !page.is_name_word(last) {
            end = last;
        } else if let Some(adverb) = near().find(|at| page.adverb_length(*at).is_some_and(|n| at + n == end))
        {
            end = adverb;
        } else if let Some(time) = near().rfind(|at| {
            !page.is_name_word(*at) && date::date_length_at(page, *at).is_some_and(|n| at + n == end)
        }) {
            // a time between subject and verb is skipped with its preposition: "Untel on Saturday said"
            let led = time > limit + 1
                && page.has_class(time - 1, WordClass::PREPOSITION)
                && !page.has_class(time - 1, WordClass::NOUN_LINK);
            end = time - usize::from(led);
        } else {
            return Some(end);
        }
    }
}

/// Extends a role to the name that it is in apposition to: "Untel, le président du parti se dit …".
fn include_name_before(page: &Page<'_>, phrase: NounPhrase, limit: usize) -> NounPhrase {
    let start = phrase.tokens.start;
    if phrase.name.is_some()
        || phrase.kind != SpeakerKind::Person
        || start < limit + 2
        || !page.is_mark(start - 1, ',')
    {
        return phrase;
    }
    match phrase_from(page, limit, start - 1) {
        Some(named) if named.tokens.end == start - 1 && named.name.is_some() && named.noun.is_none() => {
            NounPhrase {
                tokens: named.tokens.start..phrase.tokens.end,
                name: named.name,
                ..phrase
            }
        }
        _ => phrase,
    }
}

/// Extends joined names to the names listed before them: "Untel, Unetelle et Tel ont dit".
fn include_names_before(page: &Page<'_>, phrase: NounPhrase, limit: usize) -> NounPhrase {
    let start = phrase.tokens.start;
    let joined = phrase.kind == SpeakerKind::Group && phrase.name.as_ref().is_some_and(|n| n.start == start);
    if !joined || start < limit + 3 || !page.is_mark(start - 1, ',') {
        return phrase;
    }
    let floor = limit.max(start.saturating_sub(NAME_LIST_REACH));
    let opens = |at: &usize| *at == limit || !page.is_word(*at - 1) || !page.is_name_word(*at - 1);
    let list = (floor..start - 2)
        .filter(|at| page.is_name_word(*at) && opens(at))
        .filter_map(|at| phrase_from(page, at, phrase.tokens.end))
        .find(|list| list.kind == SpeakerKind::Group && list.tokens.end == phrase.tokens.end);
    list.unwrap_or(phrase)
}

/// Where the clause that ends before `end` begins.
fn clause_start(page: &Page<'_>, end: usize, limit: usize) -> usize {
    let mut at = end;
    while at > limit {
        let last = at - 1;
        let stop = match page.tokens[last].kind {
            TokenKind::Mark('-' | '&' | '%' | '’' | '\'' | '/') | TokenKind::Number => false,
            TokenKind::Mark(')') => match (limit..last).rev().find(|open| page.is_mark(*open, '(')) {
                Some(open) => {
                    at = open;
                    continue;
                }
                None => true,
            },
            TokenKind::Mark(_) => match page.quotation_at(last) {
                // a short quotation inside the phrase
                Some(number)
                    if page.quotations[number].inside().len() <= 3
                        && page.quotations[number].open > limit =>
                {
                    at = page.quotations[number].open;
                    continue;
                }
                _ => true,
            },
            TokenKind::LineBreak => true,
            TokenKind::Word => {
                // at the start of a sentence, "that" before a noun is a demonstrative: "That organisation said"
                let this = page.has_class(last, WordClass::DEMONSTRATIVE)
                    && page.starts_sentence(last)
                    && page.noun_at(last + 1).is_some();
                page.has_class(
                    last,
                    WordClass::THAT | WordClass::SUBORDINATOR | WordClass::RELATIVE,
                ) && !this
                    && !page.is_name_word(last)
                    && !is_inside_noun(page, last)
                    || page.is_finite_verb(last)
                        && !is_inside_noun(page, last)
                        && !is_bare_form_after_comma(page, last)
                        && !is_reduced_participle(page, last)
            }
        };
        if stop {
            break;
        }
        at = last;
    }
    at
}

/// Whether the token is an English participle between its noun and a preposition: "an expert cited in the audit".
pub(in crate::extract) fn is_reduced_participle(page: &Page<'_>, at: usize) -> bool {
    let noun =
        || (at.saturating_sub(4)..at).any(|from| page.noun_at(from).is_some_and(|(_, n)| from + n == at));
    page.lexicon.bare_clauses()
        && page.has_form(at, VerbForm::PastParticiple)
        && page.has_class(at + 1, WordClass::PREPOSITION)
        && noun()
}

/// Whether the token is the bare form of an English verb after a comma; there it is an adjective or a noun: "…, top
/// officials said".
fn is_bare_form_after_comma(page: &Page<'_>, at: usize) -> bool {
    page.lexicon.bare_clauses()
        && at > 0
        && page.is_mark(at - 1, ',')
        && page.has_form(at, VerbForm::Infinitive)
        && !page.has_class(
            at,
            WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE | WordClass::MODAL,
        )
}

/// Whether the token is part of a known noun of several words, or of a name.
fn is_inside_noun(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..=at).any(|from| page.noun_at(from).is_some_and(|(_, n)| from + n > at))
        || page.is_name_word(at) && at > 0 && page.is_name_word(at - 1)
}

/// The subject before an insertion that ends with the comma at `comma`: "N, porte-parole du parti, a dit".
fn subject_before_insertion(page: &Page<'_>, comma: usize, limit: usize) -> Option<NounPhrase> {
    let mut open = comma;
    let found = loop {
        open = open
            .checked_sub(1)
            .filter(|o| *o >= limit && comma - *o <= INSERTION_TOKENS_MAX)?;
        if page.is_mark(open, ',') {
            break open;
        }
        if matches!(
            page.tokens[open].kind,
            TokenKind::Mark(';' | ':' | '.') | TokenKind::LineBreak
        ) {
            return None;
        }
    };
    let insertion = phrase_from(page, found + 1, comma).filter(|p| p.tokens.end == comma);
    if let Some(inserted) = &insertion
        && let Some(subject) = subject_before(page, found, limit)
    {
        let start = subject.tokens.start;
        if let Some(whole) = phrase_from(page, start, comma).filter(|w| w.tokens.end == comma) {
            return Some(whole);
        }
        if subject.name.is_none() && inserted.name.is_some() && inserted.noun.is_none() {
            let mut whole = subject;
            whole.name.clone_from(&inserted.name);
            whole.tokens.end = comma;
            return Some(whole);
        }
        // an opening phrase, then a subject without insertion: "Mardi, le ministre, …"
        return Some(subject);
    }
    subject_before(page, found, limit)
}
