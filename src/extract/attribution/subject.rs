//! English subjects: what can be one before a verb, and where it stands when more is told of it.

use super::Sentence;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::verb::Group;

impl Sentence<'_, '_> {
    /// "The farmers who opposed the toll say", "a poll released on Friday shows": the subject stands before what tells
    /// more of it, not at its end.
    pub(super) fn before_its_clause(&self, verb: usize, nearest: Option<&NounPhrase>) -> Option<NounPhrase> {
        let page = self.page;
        if !page.lexicon.bare_clauses() {
            return None;
        }
        let from = nearest.map_or(verb, |phrase| phrase.tokens.start);
        let floor = self.floor(verb).max(verb.saturating_sub(16));
        let mut told = None;
        for at in (floor..from).rev() {
            if page.quotation_at(at).is_some() || !page.is_word(at) && !page.is_number(at) {
                break;
            }
            let subject = |at: usize| {
                noun::subject_before(page, at, self.range.start.max(self.floor(at)))
                    .filter(|p| p.tokens.end == at && !p.pronoun)
            };
            if page.has_class(at, WordClass::RELATIVE)
                && !page.has_class(at, WordClass::SUBORDINATOR)
                && told.is_some()
            {
                return subject(at);
            }
            if page.has_class(
                at,
                WordClass::THAT | WordClass::SUBORDINATOR | WordClass::COORDINATOR,
            ) {
                break;
            }
            if page.is_finite_verb(at) {
                let reduced = page.has_form(at, VerbForm::PastParticiple)
                    && (page.has_class(at + 1, WordClass::PREPOSITION)
                        || date::length_at(page, at + 1).is_some());
                if reduced && let Some(subject) = subject(at) {
                    return Some(subject);
                }
                told = Some(at);
            }
        }
        None
    }

    /// "nor N": an English coordinator that denies what N does.
    pub(super) fn is_denied(&self, subject: &NounPhrase) -> bool {
        let page = self.page;
        let before = subject
            .tokens
            .start
            .checked_sub(1)
            .filter(|b| *b >= self.range.start);
        page.lexicon.bare_clauses() && before.is_some_and(|b| page.has_class(b, WordClass::NEGATION))
    }

    /// Whether an English form that is a noun too ends a noun phrase here: its words are nobody who speaks, or they end
    /// with a word that tells of the noun ("the minister's private email server").
    pub(super) fn is_compound(&self, before: &NounPhrase, group: &Group) -> bool {
        let page = self.page;
        let past = page.lexicon.ends_as_participle(page.text_of(&group.tokens));
        let plain =
            page.lexicon.bare_clauses() && group.cue(page).noun_like && group.tokens.len() == 1 && !past;
        let ends =
            |part: &Option<std::ops::Range<usize>>| part.as_ref().is_some_and(|p| p.end == before.tokens.end);
        let whole = before.pronoun || ends(&before.name) || ends(&before.noun);
        let behind = group.tokens.end;
        let content = page.has_class(behind, WordClass::THAT)
            || page.is_name_word(behind)
            || page.quotation_at(behind).is_some() && (before.name.is_some() || before.pronoun)
            || page
                .meaning(behind, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                .is_some();
        plain && !content && !(before.can_speak() && (whole || before.tokens.end != group.tokens.start))
    }
}
