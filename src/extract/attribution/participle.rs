//! Participles and infinitives without a subject of their own in the clause: "…, affirmant que", "pour dénoncer …".

use super::{How, Party, Plan, Sentence};
use crate::extract::lexicon::WordClass;
use crate::extract::noun::{self, NounPhrase};
use crate::extract::token::TokenKind;

/// How far before "pour dénoncer" the verb may stand that tells of people who came together.
const GATHERED: usize = 20;

impl Sentence<'_, '_> {
    /// "en affirmant", "tout en reconnaissant": what leads a participle belongs to it.
    pub(super) fn participle(&self, index: usize) -> Plan {
        let group = &self.groups[index];
        let cue = group.cue(self.page);
        if self.page.lexicon.bare_clauses() && (cue.only_provision || cue.allows_document && cue.weak) {
            match self.laid_down(index) {
                Some(plan) => return plan,
                None if cue.only_provision => return self.of_nobody(index, How::Idle),
                None => {}
            }
        }
        let mut start = group.tokens.start;
        while start > self.range.start && self.page.has_class(start - 1, WordClass::GERUND_MARKER) {
            start -= 1;
        }
        // "les annonces relevant de": it tells what the noun is, nobody says it
        let set_off = start == self.range.start
            || start < group.tokens.start
            || !self.page.is_word(start - 1)
            || self
                .page
                .has_class(start - 1, WordClass::COORDINATOR | WordClass::PREPOSITION);
        if group.cue(self.page).weak && !set_off && !self.page.lexicon.bare_clauses() {
            return self.of_nobody(index, How::Idle);
        }
        let subject = self.subject_of_participle(start);
        Plan {
            zone: subject.as_ref().map_or(start, |s| s.tokens.start)..group.tokens.end,
            how: How::Participle,
            party: subject.map_or(Party::Nobody, Party::Phrase),
        }
    }

    /// "…, l'avocat ajoutant que …": the noun between a comma and the participle is who says it.
    fn subject_of_participle(&self, start: usize) -> Option<NounPhrase> {
        let page = self.page;
        let last = start.checked_sub(1).filter(|last| *last > self.range.start)?;
        if !page.is_word(last) {
            return None;
        }
        let floor = self.floor(start);
        let governed = || noun::phrase_ending_at(page, start, floor).filter(|_| page.lexicon.bare_clauses());
        let subject = noun::subject_before(page, start, floor).or_else(governed)?;
        let comma = subject.tokens.start.checked_sub(1)?;
        // "…, with critics calling it a gift"
        let with = page.lexicon.bare_clauses() && page.has_class(comma, WordClass::PREPOSITION);
        let comma = comma - usize::from(with && comma > self.range.start);
        let set_off = comma > self.range.start && page.is_mark(comma, ',');
        let told = subject.can_speak() || page.has_class(subject.tokens.start, WordClass::DEFINITE);
        (set_off && told && subject.tokens.end == start).then_some(subject)
    }

    /// "ont manifesté vendredi à Paris pour dénoncer …": whether people came together before the preposition.
    pub(super) fn gathered(&self, link: usize) -> bool {
        let page = self.page;
        (self.range.start..link)
            .rev()
            .take(GATHERED)
            .take_while(|at| !matches!(page.tokens[*at].kind, TokenKind::Mark(';' | ':' | '.')))
            .any(|at| {
                page.quotation_at(at).is_none()
                    && page.has_class(at, WordClass::GATHERING_VERB)
                    && !page.follows_determiner(at)
            })
    }
}
