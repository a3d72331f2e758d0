//! Subjects that something sets off from their verb: an insertion between commas, a participle that tells which one.

use super::Sentence;
use crate::extract::lexicon::WordClass;
use crate::extract::noun::{self};

/// How many tokens a relative clause between a subject and its verb may take.
const LONGEST_RELATIVE: usize = 30;

impl Sentence<'_, '_> {
    /// Whether nothing but a subject and what is inserted behind it stands before the verb: "N, maire de P, critique le
    /// plan", "N, who runs the port, said …". Such words are no content of an inverted verb, unless the clause goes on
    /// behind it: "Le plan, a dit N, ne suffit pas".
    pub(super) fn is_set_off_from_its_subject(&self, start: usize, end: usize) -> bool {
        let page = self.page;
        let Some(comma) = start.checked_sub(1).filter(|c| page.is_mark(*c, ',')) else {
            return false;
        };
        let goes_on = page.is_mark(end, ',') && page.has_finite_verb(end + 1..self.range.end);
        let floor = self.floor(start);
        if goes_on || floor > self.range.start {
            return false;
        }
        let relative = (floor + 1..comma)
            .rev()
            .take(LONGEST_RELATIVE)
            .find(|at| page.is_mark(*at, ',') && page.has_class(*at + 1, WordClass::RELATIVE));
        let close = relative.unwrap_or(comma);
        let from = self.skip_opening(floor, close);
        if self.verb_of_its_own(from..close) {
            return false;
        }
        let subject = noun::phrase_from(page, from, close);
        subject.is_some_and(|s| s.can_speak() && !s.pronoun && (relative.is_some() || s.tokens.end > from))
    }

    /// Whether the tokens hold a finite verb that is no participle behind its noun: "the expert cited in the audit".
    fn verb_of_its_own(&self, tokens: std::ops::Range<usize>) -> bool {
        let mut verbs = tokens.filter(|at| self.page.is_finite_verb(*at));
        verbs.any(|at| !noun::is_reduced_participle(self.page, at))
    }

    /// "The expert cited in the audit said …": a participle that tells which one, before the verb of the clause.
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
