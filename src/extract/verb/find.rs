//! Finds the reporting verb groups of a sentence, and the incise inside a quotation.

use super::group_at::group_at;
use super::left_context::catenative_context;
use super::verb_group::{VerbGroup, VerbShape};
use crate::extract::lexicon::{VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Maximum number of reporting verb groups of a sentence. No sentence written by people has that many, and the rules
/// look at the whole sentence for each.
const GROUPS_MAX: usize = 48;

/// The reporting verb groups of the sentence that are outside of quotations, in order.
pub(in crate::extract) fn find_verb_groups(page: &Page<'_>, sentence: &Range<usize>) -> Vec<VerbGroup> {
    let mut found: Vec<VerbGroup> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end && found.len() < GROUPS_MAX {
        if page.quotation_at(at).is_some() {
            at += 1;
            continue;
        }
        let group = group_at(page, at, sentence, found.last())
            .filter(|_| !precedes_reporting_infinitive(page, at, sentence.end));
        match group {
            Some(group) => {
                at = group.tokens.end.max(at + 1);
                found.push(group);
            }
            None => match unknown_incise_verb(page, at, sentence) {
                Some(group) => {
                    at = group.tokens.end;
                    found.push(group);
                }
                None => at += 1,
            },
        }
    }
    found
}

/// A verb unknown as a cue, recognised by its place: with an inverted pronoun, right after a quotation and a comma:
/// "« … », a-t-il élaboré".
fn unknown_incise_verb(page: &Page<'_>, at: usize, sentence: &Range<usize>) -> Option<VerbGroup> {
    let comma = at
        .checked_sub(1)
        .filter(|c| *c > sentence.start && page.is_mark(*c, ','))?;
    page.quotation_at(comma - 1)?;
    let pronoun = (at + 1..sentence.end.min(at + 4)).find(|t| page.is_inverted_pronoun(*t))?;
    let verb = page.has_class(pronoun - 1, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE)
        || page.has_form(pronoun - 1, VerbForm::Finite);
    let clitics = (at..pronoun - 1).all(|t| page.has_class(t, WordClass::CLITIC));
    let end = (pronoun + 1..sentence.end)
        .find(|t| !page.has_form(*t, VerbForm::PastParticiple) && !page.has_class(*t, WordClass::ADVERB))
        .unwrap_or(sentence.end);
    // verbs that the lexicon knows as cues have their own rule: "a-t-il ajouté", "a-t-il fini par dire"
    let reports = |t: usize| {
        let auxiliary = page.has_class(t, WordClass::AUXILIARY_HAVE | WordClass::AUXILIARY_BE);
        !auxiliary && page.verb_analyses(t).iter().any(|r| r.cue.is_some())
    };
    let handed_on = page.has_class(end, WordClass::CATENATIVE_LINK) && (end + 1..end + 3).any(reports);
    let known = handed_on || (at..end).any(reports);
    if !verb || !clitics || known {
        return None;
    }
    Some(VerbGroup {
        cue: page.lexicon.generic_cue,
        tokens: at..end,
        shape: VerbShape::Finite,
        inverted_pronoun: Some(pronoun),
        has_draft_law_modal: false,
    })
}

/// Whether the token is a catenative verb with a reporting infinitive after it; that infinitive is then the cue.
fn precedes_reporting_infinitive(page: &Page<'_>, at: usize, limit: usize) -> bool {
    page.has_class(at, WordClass::CATENATIVE)
        && (at + 1..limit.min(at + 6))
            .take_while(|t| {
                let between = WordClass::CATENATIVE_LINK | WordClass::CLITIC | WordClass::ADVERB;
                page.has_class(*t - 1, between) || *t == at + 1
            })
            .any(|t| {
                page.has_form(t, VerbForm::Infinitive)
                    && page.verb_analyses(t).iter().any(|r| r.cue.is_some())
                    && catenative_context(page, t, at).is_some()
            })
}

/// The incise inside a quotation, between two commas: "« Je préfère, a-t-elle ajouté, des contrôles »". Returns its
/// verb, its subject, and its tokens with both commas. French only.
pub(in crate::extract) fn incise_inside_quotation(
    page: &Page<'_>,
    inside: &Range<usize>,
) -> Option<(VerbGroup, NounPhrase, Range<usize>)> {
    if page.lexicon.bare_clauses() {
        return None;
    }
    let commas = inside.clone().filter(|at| page.is_mark(*at, ','));
    for comma in commas {
        let Some(group) =
            (comma + 1..inside.end.min(comma + 4)).find_map(|at| group_at(page, at, inside, None))
        else {
            continue;
        };
        if group.tokens.start != comma + 1 || group.shape != VerbShape::Finite {
            continue;
        }
        let phrase = match group.inverted_pronoun {
            Some(pronoun) => noun::phrase_from(page, pronoun, pronoun + 1).filter(|p| p.is_pronoun),
            None => noun::phrase_from(page, group.tokens.end, inside.end)
                .filter(|p| p.name.is_some() || p.noun.is_some()),
        };
        let Some(phrase) = phrase else { continue };
        let end = group.tokens.end.max(phrase.tokens.end);
        if matches!(
            page.token(end).map(|t| t.kind),
            Some(TokenKind::Mark(',' | '.' | '!' | '?'))
        ) {
            return Some((group, phrase, comma..end + 1));
        }
    }
    None
}
