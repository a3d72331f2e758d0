//! Finds where the content of a report ends.

use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use crate::extract::{date, occasion_phrase};

/// Maximum length in tokens of an insertion in a clause.
const INSERTION_TOKENS_MAX: usize = 24;

/// `end` moved back over the full stop, other closing marks, and a conjunction or relative pronoun left at the end.
pub(in crate::extract) fn trim_end(page: &Page<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start {
        let last = end - 1;
        let closing = matches!(
            page.tokens[last].kind,
            TokenKind::Mark('.' | ',' | ';' | ':' | '!' | '?' | '…' | '-' | '–' | '—' | '|')
                | TokenKind::LineBreak
        ) && page.quotation_at(last).is_none();
        // "nobody will pay for that.": the pronoun is an object
        let finished = ['.', '!', '?'].iter().any(|mark| page.is_mark(end, *mark));
        let dangling = page.has_class(
            last,
            WordClass::COORDINATOR | WordClass::RELATIVE | WordClass::THAT,
        ) && !finished
            && page.quotation_at(last).is_none()
            && !page.is_name_word(last);
        if !closing && !dangling {
            break;
        }
        end = last;
    }
    end
}

/// Where the clause that begins at `start` ends: at the end of the sentence, a semicolon, or a comma with a conjunction
/// of contrast ("alors que").
pub(in crate::extract) fn clause_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        if let Some(q) = page.quotation_at(at) {
            at = page.quotations[q].end().max(at + 1);
            continue;
        }
        // a quotation after a colon is a statement of its own
        let introduces =
            page.is_mark(at, ':') && page.quotation_at(at + 1).is_some() && page.has_finite_verb(start..at);
        if page.is_mark(at, ';') || introduces {
            return trim_end(page, start, at);
        }
        if page.is_mark(at, ',') && is_contrast(page, at + 1) && !starts_insertion(page, start, at, limit) {
            return trim_end(page, start, at);
        }
        at += 1;
    }
    trim_end(page, start, limit.min(page.tokens.len()))
}

/// Whether an insertion between the subject and its verb begins after the comma: "que les marins, après la saisie,
/// soient jugés". French only.
pub(super) fn starts_insertion(page: &Page<'_>, start: usize, comma: usize, limit: usize) -> bool {
    let close = (comma + 1..limit.min(comma + INSERTION_TOKENS_MAX))
        .find(|at| page.is_mark(*at, ',') && page.quotation_at(*at).is_none());
    !page.lexicon.bare_clauses()
        && !page.has_finite_verb(start..comma)
        && close.is_some_and(|close| (close + 1..limit.min(close + 4)).any(|at| page.is_finite_verb(at)))
}

/// Where an infinitive content ends: where a clause does, or at a comma before a relative pronoun or participle.
pub(super) fn infinitive_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let end = clause_end(page, start, limit);
    let cut = (start..end).find(|at| {
        page.quotation_at(*at).is_none()
            && page.is_mark(*at, ',')
            && (page.has_class(at + 1, WordClass::RELATIVE) && !page.has_class(at + 1, WordClass::THAT)
                || page.has_form(at + 1, VerbForm::PresentParticiple)
                || is_apposed_claim(page, at + 1)
                || starts_time_distance(page, at + 1))
    });
    cut.map_or(end, |cut| trim_end(page, start, cut))
}

/// Whether an English noun of speech begins here that comments on the content: "(accused N of lying,) a charge it
/// denies".
fn is_apposed_claim(page: &Page<'_>, at: usize) -> bool {
    let noun = page.meaning(at + 1, |m| matches!(m, PhraseMeaning::NounCue(_)));
    page.lexicon.bare_clauses() && page.has_class(at, WordClass::DETERMINER) && noun.is_some()
}

/// Whether a distance in time begins at the token: "une semaine après la tempête".
fn starts_time_distance(page: &Page<'_>, at: usize) -> bool {
    let counted = page.has_class(at, WordClass::DETERMINER) || page.is_number(at);
    counted && !page.lexicon.bare_clauses() && is_contrast(page, at + 2)
}

/// Whether a conjunction of contrast begins at the token: "alors que", "while".
pub(super) fn is_contrast(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, PhraseMeaning::ContrastConjunction))
        .is_some()
}

/// Where the noun phrase that begins at `start` ends: at a comma, a conjunction, a relative pronoun or a verb that does
/// not belong to it.
pub(in crate::extract) fn phrase_end(page: &Page<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        if let Some(q) = page.quotation_at(at) {
            at = page.quotations[q].end().max(at + 1);
            while let Some(next) = next_chained_quotation(page, at, limit) {
                at = next;
            }
            continue;
        }
        match page.tokens[at].kind {
            TokenKind::Mark(',') if at > start && page.has_class(at - 1, WordClass::COORDINATOR) => {
                // "“A”, “B” and, above all, “C”": the insertion ends with the next comma
                match (at + 1..limit.min(at + 6)).find(|t| page.is_mark(*t, ',')) {
                    Some(comma) => at = comma,
                    None => break,
                }
            }
            // an inserted date does not end the content: "la fermeture, lundi, de trois sites"
            TokenKind::Mark(',') if inserted_date_end(page, at).is_some_and(|end| end < limit) => {}
            TokenKind::Mark(',')
                if !separates_list_items(page, start, at, limit) && !extends_noun(page, at + 1) =>
            {
                break;
            }
            TokenKind::Mark(';' | ':' | '.' | '–' | '—') => break,
            TokenKind::Word if at > start => {
                // "la frontière, où un camion attend": a French relative clause belongs to its noun
                let relative = page.has_class(at, WordClass::RELATIVE) && page.lexicon.splits_hyphens();
                let other = WordClass::THAT | WordClass::CLITIC | WordClass::PREPOSITION;
                if page.has_class(at, WordClass::SUBORDINATOR) && !page.has_class(at, other) && !relative {
                    break;
                }
                if page.has_class(at, WordClass::COORDINATOR) && page.is_finite_verb(at + 1) {
                    break;
                }
                if occasion_phrase::occasion_at(page, at, limit).is_some_and(|(_, n)| n > 1)
                    || starts_medium(page, at, limit)
                {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    trim_end(page, start, at.min(limit))
}

/// The second comma of a time between two commas.
fn inserted_date_end(page: &Page<'_>, comma: usize) -> Option<usize> {
    let end = comma + 1 + date::date_length_at(page, comma + 1)?;
    let goes_on = page.has_class(
        end + 1,
        WordClass::NOUN_LINK | WordClass::PREPOSITION | WordClass::AGENT_PREPOSITION,
    );
    (page.is_mark(end, ',') && goes_on && !page.lexicon.bare_clauses()).then_some(end)
}

/// Whether the place of publication begins at the token: "dans une tribune", "sur son blog". French only.
fn starts_medium(page: &Page<'_>, at: usize, limit: usize) -> bool {
    let vehicle = |t: usize| {
        page.meaning(t, |m| matches!(m, PhraseMeaning::SpeechVehicle))
            .is_some()
    };
    let indefinite = page.has_class(at + 1, WordClass::DETERMINER)
        && !page.has_class(at + 1, WordClass::DEFINITE | WordClass::PLURAL);
    !page.lexicon.bare_clauses()
        && page.has_class(at, WordClass::PREPOSITION)
        && !page.has_class(
            at,
            WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::CATENATIVE_LINK,
        )
        && indefinite
        && (at + 2..limit.min(at + 4)).any(vehicle)
}

/// Whether words that extend a noun begin at the token: "incluant", "y compris", "notamment".
pub(super) fn extends_noun(page: &Page<'_>, at: usize) -> bool {
    page.meaning(at, |m| matches!(m, PhraseMeaning::NounExtension))
        .is_some()
}

/// Whether the comma separates members of a list: a coordinator comes before the next verb.
fn separates_list_items(page: &Page<'_>, start: usize, comma: usize, limit: usize) -> bool {
    if page.has_form(comma + 1, VerbForm::PresentParticiple)
        || page.has_class(
            comma + 1,
            WordClass::RELATIVE | WordClass::SUBORDINATOR | WordClass::ADVERB,
        )
    {
        return false;
    }
    let alike =
        page.has_class(start, WordClass::DETERMINER) && page.has_class(comma + 1, WordClass::DETERMINER);
    let reach = if alike && !page.lexicon.bare_clauses() {
        80
    } else {
        25
    };
    for at in comma + 1..limit.min(comma + reach) {
        if page.has_class(at, WordClass::COORDINATOR) {
            return !page.is_finite_verb(at + 1);
        }
        // "la mise en place": no verb after a preposition that can be a pronoun
        let governed =
            page.has_class(at - 1, WordClass::PREPOSITION) && !page.has_class(at - 2, WordClass::CLITIC);
        if page.is_finite_verb(at) && !governed
            || matches!(page.tokens[at].kind, TokenKind::Mark(';' | ':' | '.'))
        {
            return false;
        }
    }
    false
}

/// Where the next quotation of a chain ends: "«incohérence» et «inconsistance»", "«un choix», mais «un bon choix»".
pub(super) fn next_chained_quotation(page: &Page<'_>, end: usize, limit: usize) -> Option<usize> {
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
