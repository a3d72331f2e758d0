//! Recognises subjects that are separated from their verb by an insertion between commas or by a participle.

use super::sentence_parser::SentenceParser;
use crate::extract::lexicon::WordClass;
use crate::extract::noun::{self};

/// Maximum length in tokens of a relative clause between a subject and its verb.
const RELATIVE_TOKENS_MAX: usize = 30;

impl SentenceParser<'_, '_> {
    /// Whether only a subject and an insertion are before the verb: "N, maire de P, critique le plan", "N, who runs the
    /// port, said …". Such words are not content of an inverted verb, unless the clause continues after it: "Le plan, a
    /// dit N, ne suffit pas".
    pub(super) fn is_separated_from_subject(&self, start: usize, end: usize) -> bool {
        let page = self.page;
        let Some(comma) = start.checked_sub(1).filter(|c| page.is_mark(*c, ',')) else {
            return false;
        };
        let goes_on = page.is_mark(end, ',') && page.has_finite_verb(end + 1..self.range.end);
        let floor = self.subject_floor(start);
        if goes_on || floor > self.range.start {
            return false;
        }
        let relative = (floor + 1..comma)
            .rev()
            .take(RELATIVE_TOKENS_MAX)
            .find(|at| page.is_mark(*at, ',') && page.has_class(*at + 1, WordClass::RELATIVE));
        let close = relative.unwrap_or(comma);
        let from = self.skip_opening(floor, close);
        if self.has_main_verb(from..close) {
            return false;
        }
        let subject = noun::phrase_from(page, from, close);
        subject.is_some_and(|s| s.can_speak() && !s.is_pronoun && (relative.is_some() || s.tokens.end > from))
    }

    /// Whether a finite verb is among the tokens that is not a participle after its noun: "the expert cited in the
    /// audit".
    fn has_main_verb(&self, tokens: std::ops::Range<usize>) -> bool {
        let mut verbs = tokens.filter(|at| self.page.is_finite_verb(*at));
        verbs.any(|at| !noun::is_reduced_participle(self.page, at))
    }

    /// Whether the group is a participle that qualifies its noun, before the verb of the clause: "The expert cited in
    /// the audit said …".
    pub(super) fn is_reduced_clause(&self, index: usize) -> bool {
        let (page, group) = (self.page, &self.groups[index]);
        let at = group.tokens.start;
        if group.tokens.len() != 1 || !noun::is_reduced_participle(page, at) {
            return false;
        }
        let Some(phrase) = noun::phrase_from(page, at + 2, self.range.end) else {
            return false;
        };
        let end = phrase.tokens.end;
        let next = self.groups.get(index + 1).map(|g| g.tokens.start);
        next == Some(end)
            || page.is_mark(end, ',') && page.has_class(end + 1, WordClass::RELATIVE) && next.is_some()
    }
}
