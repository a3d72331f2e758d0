//! A main clause with the features that the tests of `predicate` ask for.

use super::clause::Clause;
use super::subject::ClauseSubject;
use super::tense::{self, Tense};
use crate::domain::Act;
use crate::extract::attribution::ReportCandidate;
use crate::extract::lexicon::{PhraseMeaning, PredicateKind, WordClass};
use crate::extract::page::Page;
use std::ops::Range;

/// A main clause with the features that the tests ask for.
#[derive(Debug)]
pub(super) struct MainClause<'a, 't> {
    pub(super) page: &'a Page<'t>,
    pub(super) report: &'a ReportCandidate,
    pub(super) clause: &'a Clause,
    pub(super) subject: ClauseSubject,
    pub(super) tense: Tense,
    pub(super) is_negated: bool,
    pub(super) is_passive: bool,
    /// The token after the sentence.
    pub(super) end: usize,
}

impl<'a, 't> MainClause<'a, 't> {
    /// Computes the features of the clause. `end` is the token after its sentence.
    pub(super) fn new(
        page: &'a Page<'t>,
        report: &'a ReportCandidate,
        clause: &'a Clause,
        subject: ClauseSubject,
        end: usize,
    ) -> Self {
        let verb = clause.verb;
        Self {
            page,
            report,
            clause,
            subject,
            tense: verb.map_or(Tense::Present, |verb| tense::find_tense(page, verb, end)),
            is_negated: verb.is_some_and(|verb| is_negated(page, verb, end)),
            is_passive: verb.is_some_and(|verb| tense::is_passive(page, verb, end)),
            end,
        }
    }

    /// The first word of the clause that marks the act.
    pub(super) fn act_marker(&self, act: Act) -> Option<Range<usize>> {
        // markers of warnings are verbs; after a determiner, the same form is a noun and marks nothing: "le risque de"
        let noun = |at: usize| {
            act == Act::Warning && self.page.follows_determiner(at) && self.page.has_verb_form(at)
        };
        self.clause.words.iter().filter(|at| !noun(**at)).find_map(|at| {
            let (_, length) = self.page.meaning(*at, |m| *m == PhraseMeaning::ActMarker(act))?;
            Some(*at..at + length)
        })
    }

    /// The verb group up to its main verb, where that verb is of the given kind: "propose", "a proposé".
    pub(super) fn verb_with_kind(&self, predicate: PredicateKind) -> Option<Range<usize>> {
        let verb = self.clause.verb?;
        let mut at = verb;
        loop {
            if self.page.has_predicate(at, predicate) {
                return Some(verb..at + 1);
            }
            let group = WordClass::AUXILIARY_HAVE
                | WordClass::AUXILIARY_BE
                | WordClass::MODAL
                | WordClass::FUTURE_AUXILIARY
                | WordClass::INFINITIVE_MARKER;
            let aids = PredicateKind::CONDITIONAL
                | PredicateKind::OBLIGATION
                | PredicateKind::ADVICE
                | PredicateKind::POSSIBILITY;
            if !self.page.has_class(at, group) && !self.page.has_predicate(at, aids | PredicateKind::GOING_TO)
            {
                return None;
            }
            at = tense::next_in_group(self.page, at, self.end)?;
            if at > verb + 6 {
                return None;
            }
        }
    }

    /// The first word of the given kind after the verb and before any preposition. So it is said about the subject,
    /// and not about another noun.
    pub(super) fn attribute_with_kind(&self, predicate: PredicateKind) -> Option<Range<usize>> {
        let ends = WordClass::PREPOSITION | WordClass::RELATIVE | WordClass::INFINITIVE_MARKER;
        let article = |at: usize| {
            self.page.has_class(at, WordClass::DETERMINER)
                && !self.page.has_class(at - 1, WordClass::NOUN_LINK)
        };
        let behind = self.clause.predicate().enumerate();
        behind
            .take_while(|(n, at)| *n == 0 || !self.page.has_class(*at, ends) || article(*at))
            .map(|(_, at)| at)
            .find(|at| self.page.has_predicate(*at, predicate))
            .map(|at| at..at + 1)
    }

    /// The finite verb as a range of one token.
    pub(super) fn verb_tokens(&self) -> Option<Range<usize>> {
        self.clause.verb.map(|verb| verb..verb + 1)
    }

    /// Whether the verb group is a form of "be" or another linking verb.
    pub(super) fn is_copular(&self) -> bool {
        self.verb_with_kind(PredicateKind::LINKING_VERB).is_some()
            || self.clause.verb.is_some_and(|verb| {
                self.page.has_class(verb, WordClass::AUXILIARY_BE)
                    || super::clause::is_contracted_be(self.page, verb)
                    || tense::next_in_group(self.page, verb, self.end)
                        .is_some_and(|t| self.page.has_class(t, WordClass::AUXILIARY_BE))
                        && self.page.has_class(
                            verb,
                            WordClass::AUXILIARY_HAVE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY,
                        )
                    || self
                        .page
                        .has_predicate(verb, PredicateKind::CONDITIONAL | PredicateKind::OBLIGATION)
                        && tense::next_in_group(self.page, verb, self.end)
                            .is_some_and(|t| self.page.has_class(t, WordClass::AUXILIARY_BE))
            })
    }

    /// Whether the report gives the speaker's own words: in quotation marks, or in a transcript.
    pub(super) fn is_verbatim(&self) -> bool {
        self.clause
            .words
            .first()
            .is_some_and(|at| self.page.quotation_at(*at).is_some())
            || matches!(self.report.rule, "turn" | "answer")
    }
}

/// Whether the verb group is negated: "ne … pas", "does not", "never". French "ne … que" only restricts.
fn is_negated(page: &Page<'_>, verb: usize, end: usize) -> bool {
    let denied = |mut tokens: Range<usize>| tokens.any(|t| page.has_class(t, WordClass::NEGATION));
    if !page.lexicon.bare_clauses() {
        return denied(verb.saturating_sub(4)..verb) && denied(verb + 1..end.min(verb + 6));
    }
    let auxiliary = page.has_class(
        verb,
        WordClass::AUXILIARY_BE | WordClass::AUXILIARY_HAVE | WordClass::MODAL | WordClass::FUTURE_AUXILIARY,
    ) || super::clause::is_contracted_be(page, verb)
        || page.has_predicate(
            verb,
            PredicateKind::PAST | PredicateKind::CONDITIONAL | PredicateKind::POSSIBILITY,
        );
    let behind = if auxiliary { 4 } else { 2 };
    page.has_class(verb, WordClass::NEGATION)
        || denied(verb.saturating_sub(1)..verb)
        || denied(verb + 1..end.min(verb + behind))
}
