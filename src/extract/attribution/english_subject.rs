//! Finds and checks English subjects: what can be one before a verb, and where it is if a modifier follows it.

use super::sentence_parser::SentenceParser;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::noun::{self, NounPhrase};
use crate::extract::verb::VerbGroup;

impl SentenceParser<'_, '_> {
    /// The subject before a modifier, which is not the noun nearest to the verb: "The farmers who opposed the toll
    /// say", "a poll released on Friday shows".
    pub(super) fn subject_before_modifier(
        &self,
        verb: usize,
        nearest: Option<&NounPhrase>,
    ) -> Option<NounPhrase> {
        let page = self.page;
        if !page.lexicon.bare_clauses() {
            return None;
        }
        let from = nearest.map_or(verb, |phrase| phrase.tokens.start);
        let floor = self.subject_floor(verb).max(verb.saturating_sub(16));
        let mut modifier_verb = None;
        for at in (floor..from).rev() {
            if page.quotation_at(at).is_some() || !page.is_word(at) && !page.is_number(at) {
                break;
            }
            let subject = |at: usize| {
                noun::subject_before(page, at, self.range.start.max(self.subject_floor(at)))
                    .filter(|p| p.tokens.end == at && !p.is_pronoun)
            };
            if page.has_class(at, WordClass::RELATIVE)
                && !page.has_class(at, WordClass::SUBORDINATOR)
                && modifier_verb.is_some()
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
                        || date::date_length_at(page, at + 1).is_some());
                if reduced && let Some(subject) = subject(at) {
                    return Some(subject);
                }
                modifier_verb = Some(at);
            }
        }
        None
    }

    /// Whether an English negation is before the subject: "nor N".
    pub(super) fn is_negated_subject(&self, subject: &NounPhrase) -> bool {
        let page = self.page;
        let before = subject
            .tokens
            .start
            .checked_sub(1)
            .filter(|b| *b >= self.range.start);
        page.lexicon.bare_clauses() && before.is_some_and(|b| page.has_class(b, WordClass::NEGATION))
    }

    /// Whether an English verb form that is also a noun ends a noun phrase here: the words before it cannot speak, or
    /// end with a modifier of the noun ("the minister's private email server").
    pub(super) fn is_noun_compound(&self, before: &NounPhrase, group: &VerbGroup) -> bool {
        let page = self.page;
        let past = page.lexicon.ends_as_participle(page.text_of(&group.tokens));
        let plain =
            page.lexicon.bare_clauses() && group.cue(page).noun_like && group.tokens.len() == 1 && !past;
        let ends =
            |part: &Option<std::ops::Range<usize>>| part.as_ref().is_some_and(|p| p.end == before.tokens.end);
        let whole = before.is_pronoun || ends(&before.name) || ends(&before.noun);
        let next = group.tokens.end;
        let content = page.has_class(next, WordClass::THAT)
            || page.is_name_word(next)
            || page.quotation_at(next).is_some() && (before.name.is_some() || before.is_pronoun)
            || page
                .meaning(next, |m| matches!(m, PhraseMeaning::Pronoun(_)))
                .is_some();
        plain && !content && !(before.can_speak() && (whole || before.tokens.end != group.tokens.start))
    }
}
