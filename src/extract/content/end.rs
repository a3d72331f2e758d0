//! Where the words end that a cue reports.

use super::chained;
use crate::extract::lexicon::{Class, Form, Meaning};
use crate::extract::page::Page;
use crate::extract::token::Kind;
use crate::extract::{date, occasion};

/// How many tokens an insertion in a clause may have.
const INSERTED: usize = 24;

/// The end without the full stop, other closing marks and blanks.
pub(in crate::extract) fn trim_end(page: &Page<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start {
        let last = end - 1;
        let closing = matches!(
            page.tokens[last].kind,
            Kind::Mark('.' | ',' | ';' | ':' | '!' | '?' | '…' | '-' | '–' | '—' | '|') | Kind::Break
        ) && page.quotation(last).is_none();
        // "nobody will pay for that." has it for its object
        let finished = ['.', '!', '?'].iter().any(|mark| page.is_mark(end, *mark));
        let dangling = page.is(last, Class::COORDINATOR | Class::RELATIVE | Class::THAT)
            && !finished
            && page.quotation(last).is_none()
            && !page.is_name(last);
        if !closing && !dangling {
            break;
        }
        end = last;
    }
    end
}

/// Where a clause that begins at `start` ends: the sentence's end, a semicolon, or a comma with a word that
/// sets another thought against it.
pub(in crate::extract) fn clause_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        if let Some(q) = page.quotation(at) {
            at = page.quotations[q].after().max(at + 1);
            continue;
        }
        // a quotation behind a colon is a statement of its own
        let introduces =
            page.is_mark(at, ':') && page.quotation(at + 1).is_some() && page.has_verb(start..at);
        if page.is_mark(at, ';') || introduces {
            return trim_end(page, start, at);
        }
        if page.is_mark(at, ',') && turns(page, at + 1) && !inserted(page, start, at, limit) {
            return trim_end(page, start, at);
        }
        at += 1;
    }
    trim_end(page, start, limit.min(page.tokens.len()))
}

/// Whether what begins behind the comma is set between the subject and its verb: "que les marins, après la saisie,
/// soient jugés".
pub(super) fn inserted(page: &Page<'_>, start: usize, comma: usize, limit: usize) -> bool {
    let close = (comma + 1..limit.min(comma + INSERTED))
        .find(|at| page.is_mark(*at, ',') && page.quotation(*at).is_none());
    !page.lexicon.bare_clauses()
        && !page.has_verb(start..comma)
        && close.is_some_and(|close| (close + 1..limit.min(close + 4)).any(|at| page.is_verb(at)))
}

/// Where an infinitive content ends: as a clause does, or at a comma with a relative pronoun or participle.
pub(super) fn infinitive_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let end = clause_end(page, start, limit);
    let cut = (start..end).find(|at| {
        page.quotation(*at).is_none()
            && page.is_mark(*at, ',')
            && (page.is(at + 1, Class::RELATIVE) && !page.is(at + 1, Class::THAT)
                || page.has_form(at + 1, Form::PresentParticiple)
                || is_apposed_claim(page, at + 1)
                || since(page, at + 1))
    });
    cut.map_or(end, |cut| trim_end(page, start, cut))
}

/// "(accused N of lying,) a charge it denies": a noun of speech that the article puts beside the words.
fn is_apposed_claim(page: &Page<'_>, at: usize) -> bool {
    let noun = page.meaning(at + 1, |m| matches!(m, Meaning::NounCue(_)));
    page.lexicon.bare_clauses() && page.is(at, Class::DETERMINER) && noun.is_some()
}

/// Whether how long after or before something stands at the token: "une semaine après la tempête".
fn since(page: &Page<'_>, at: usize) -> bool {
    let counted = page.is(at, Class::DETERMINER) || page.is_number(at);
    counted && !page.lexicon.bare_clauses() && turns(page, at + 2)
}

/// Whether words that set another thought against the clause follow a comma: "alors que", "while".
pub(super) fn turns(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, Meaning::Turns)).is_some()
}

/// Where a noun phrase content that begins at `start` ends: at a comma, a conjunction, a relative pronoun or
/// a verb that does not belong to it.
pub(in crate::extract) fn phrase_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        if let Some(q) = page.quotation(at) {
            at = page.quotations[q].after().max(at + 1);
            while let Some(next) = chained(page, at, limit) {
                at = next;
            }
            continue;
        }
        match page.tokens[at].kind {
            Kind::Mark(',') if at > start && page.is(at - 1, Class::COORDINATOR) => {
                // "“A”, “B” and, above all, “C”": what is inserted ends with the next comma
                match (at + 1..limit.min(at + 6)).find(|t| page.is_mark(*t, ',')) {
                    Some(comma) => at = comma,
                    None => break,
                }
            }
            // "la fermeture, lundi, de trois sites"
            Kind::Mark(',') if date_between(page, at).is_some_and(|end| end < limit) => {}
            Kind::Mark(',') if !enumerates(page, start, at, limit) && !extends(page, at + 1) => {
                break;
            }
            Kind::Mark(';' | ':' | '.' | '–' | '—') => break,
            Kind::Word if at > start => {
                // "la frontière, où un camion attend": a French relative clause belongs to its noun
                let relative = page.is(at, Class::RELATIVE) && page.lexicon.splits_hyphens();
                let other = Class::THAT | Class::CLITIC | Class::PREPOSITION;
                if page.is(at, Class::SUBORDINATOR) && !page.is(at, other) && !relative {
                    break;
                }
                if page.is(at, Class::COORDINATOR) && page.is_verb(at + 1) {
                    break;
                }
                if occasion::at(page, at, limit).is_some_and(|(_, n)| n > 1) || medium(page, at, limit) {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    trim_end(page, start, at.min(limit))
}

/// The comma behind a time that is set between two commas.
fn date_between(page: &Page<'_>, comma: usize) -> Option<usize> {
    let end = comma + 1 + date::length_at(page, comma + 1)?;
    let goes_on = page.is(end + 1, Class::OF | Class::PREPOSITION | Class::AGENT);
    (page.is_mark(end, ',') && goes_on && !page.lexicon.bare_clauses()).then_some(end)
}

/// Whether where something was published stands at the token: "dans une tribune", "sur son blog".
fn medium(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let vehicle = |t: usize| page.meaning(t, |m| matches!(m, Meaning::Vehicle)).is_some();
    let indefinite = page.is(at + 1, Class::DETERMINER) && !page.is(at + 1, Class::DEFINITE | Class::PLURAL);
    !page.lexicon.bare_clauses()
        && page.is(at, Class::PREPOSITION)
        && !page.is(at, Class::OF | Class::ROLE_LINK | Class::LEAD_LINK)
        && indefinite
        && (at + 2..limit.min(at + 4)).any(vehicle)
}

/// Whether words that only add to a noun follow a comma: "incluant", "y compris", "notamment".
pub(super) fn extends(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, Meaning::Extends)).is_some()
}

/// Whether the comma parts the members of a list: a coordinator comes before the next verb.
fn enumerates(page: &Page<'_>, start: usize, comma: usize, limit: usize) -> bool {
    if page.has_form(comma + 1, Form::PresentParticiple)
        || page.is(comma + 1, Class::RELATIVE | Class::SUBORDINATOR | Class::ADVERB)
    {
        return false;
    }
    let alike = page.is(start, Class::DETERMINER) && page.is(comma + 1, Class::DETERMINER);
    let reach = if alike && !page.lexicon.bare_clauses() {
        80
    } else {
        25
    };
    for at in comma + 1..limit.min(comma + reach) {
        if page.is(at, Class::COORDINATOR) {
            return !page.is_verb(at + 1);
        }
        // "la mise en place": no verb behind a preposition that could be a pronoun
        let governed = page.is(at - 1, Class::PREPOSITION) && !page.is(at - 2, Class::CLITIC);
        if page.is_verb(at) && !governed || matches!(page.tokens[at].kind, Kind::Mark(';' | ':' | '.')) {
            return false;
        }
    }
    false
}
