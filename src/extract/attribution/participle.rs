//! Plans participles and infinitives that have no subject in their clause: "…, affirmant que", "pour dénoncer …".

use super::sentence_parser::{ClausePlan, ClauseRole, SentenceParser};
use super::speaker_mention::SpeakerMention;
use crate::extract::lexicon::WordClass;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;

/// Maximum distance in tokens between a verb of gathering and "pour dénoncer".
const GATHERING_REACH: usize = 20;

impl SentenceParser<'_, '_> {
    /// The plan of a participle, including the words that lead it: "en affirmant", "tout en reconnaissant".
    pub(super) fn plan_participle(&self, index: usize) -> ClausePlan {
        let group = &self.groups[index];
        let cue = group.cue(self.page);
        if self.page.lexicon.bare_clauses() && (cue.only_provision || cue.allows_document && cue.weak) {
            match self.plan_provision(index) {
                Some(plan) => return plan,
                None if cue.only_provision => return self.plan_unnamed(index, ClauseRole::NoReport),
                None => {}
            }
        }
        let mut start = group.tokens.start;
        while start > self.range.start && self.page.has_class(start - 1, WordClass::GERUND_MARKER) {
            start -= 1;
        }
        // "les annonces relevant de": it qualifies the noun and reports nothing
        let set_off = start == self.range.start
            || start < group.tokens.start
            || !self.page.is_word(start - 1)
            || self
                .page
                .has_class(start - 1, WordClass::COORDINATOR | WordClass::PREPOSITION);
        if group.cue(self.page).weak && !set_off && !self.page.lexicon.bare_clauses() {
            return self.plan_unnamed(index, ClauseRole::NoReport);
        }
        let subject = self.subject_of_participle(start);
        ClausePlan {
            extent: subject.as_ref().map_or(start, |s| s.tokens.start)..group.tokens.end,
            role: ClauseRole::Participle,
            speaker: subject.map_or(SpeakerMention::Unnamed, SpeakerMention::Phrase),
        }
    }

    /// The participle's own subject, between a comma and the participle: "…, l'avocat ajoutant que …".
    fn subject_of_participle(&self, start: usize) -> Option<NounPhrase> {
        let page = self.page;
        let last = start.checked_sub(1).filter(|last| *last > self.range.start)?;
        if !page.is_word(last) {
            return None;
        }
        let floor = self.subject_floor(start);
        let governed = || noun::phrase_ending_at(page, start, floor).filter(|_| page.lexicon.bare_clauses());
        let subject = noun::subject_before(page, start, floor).or_else(governed)?;
        let comma = subject.tokens.start.checked_sub(1)?;
        // in English, "with" can stand between the comma and the subject: "…, with critics calling it a gift"
        let with = page.lexicon.bare_clauses() && page.has_class(comma, WordClass::PREPOSITION);
        let comma = comma - usize::from(with && comma > self.range.start);
        let set_off = comma > self.range.start && page.is_mark(comma, ',');
        let can_speak = subject.can_speak() || page.has_class(subject.tokens.start, WordClass::DEFINITE);
        (set_off && can_speak && subject.tokens.end == start).then_some(subject)
    }

    /// Whether a verb of gathering comes before the preposition `link`: "ont manifesté vendredi à Paris pour dénoncer
    /// …".
    pub(super) fn follows_gathering_verb(&self, link: usize) -> bool {
        let page = self.page;
        (self.range.start..link)
            .rev()
            .take(GATHERING_REACH)
            .take_while(|at| !matches!(page.tokens[*at].kind, TokenKind::Mark(';' | ':' | '.')))
            .any(|at| {
                page.quotation_at(at).is_none()
                    && page.has_class(at, WordClass::GATHERING_VERB)
                    && !page.follows_determiner(at)
            })
    }
}
