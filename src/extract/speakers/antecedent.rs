//! Finds the antecedent of a pronoun, and of a definite description that introduces nobody.

use super::article_speaker::ArticleSpeaker;
use super::speaker_index::{COMPARED_MAX, latest};
use super::speaker_resolver::{SpeakerResolver, genders_agree};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::lexicon::WordClass;
use crate::extract::noun::NounPhrase;

/// Maximum number of earlier subjects among which the antecedent of a description is looked for.
const SUBJECTS_BACK_MAX: usize = 40;

impl SpeakerResolver<'_, '_> {
    /// The antecedent of a definite description that introduces nobody ("le dirigeant canadien"): the last speaker or
    /// the last subject that agrees with it.
    pub(super) fn antecedent_of_description(&self, phrase: &NounPhrase) -> Option<usize> {
        let page = self.page;
        let definite = page.has_class(phrase.tokens.start, WordClass::DEFINITE);
        if !definite || phrase.name.is_some() {
            return None;
        }
        let noun = phrase.noun.as_ref()?;
        let demonstrative = page.has_class(phrase.tokens.start, WordClass::DEMONSTRATIVE);
        // the head of the noun: its last word in English, its first in French
        let head = if page.lexicon.bare_clauses() {
            noun.end - 1
        } else {
            noun.start
        };
        let generic = demonstrative || page.has_class(head, WordClass::GENERIC_NOUN);
        // a number after the determiner refers to the people named together before: "les deux élus"
        let next = phrase.tokens.start + 1;
        let numbered = page.has_class(next, WordClass::PLURAL) && page.has_class(next, WordClass::DETERMINER);
        if numbered && self.only_group_named_together().is_some() {
            return self.only_group_named_together();
        }
        let words = self.description_words(&self.canonical_name(phrase));
        if self.find_by_description(&words, phrase).is_some() {
            return None;
        }
        if phrase.agreement.is_plural && generic && self.only_group_named_together().is_some() {
            return self.only_group_named_together();
        }
        if !demonstrative && (noun.end..phrase.tokens.end).any(|t| self.starts_complement(t)) {
            return if generic {
                self.find_by_affiliation(phrase)
            } else {
                None
            };
        }
        let fits = |s: &ArticleSpeaker| {
            genders_agree(s.agreement, phrase.agreement)
                && s.agreement.is_plural == phrase.agreement.is_plural
                && match phrase.kind {
                    // a person with another role only if the word names no role: "le dirigeant"
                    SpeakerKind::Person => {
                        s.has_proper_name
                            && s.kind == SpeakerKind::Person
                            && (generic || s.descriptions.is_empty())
                    }
                    SpeakerKind::Institution => {
                        generic
                            && (s.has_proper_name || s.is_capitalised())
                            && matches!(s.kind, SpeakerKind::Institution | SpeakerKind::Unknown)
                    }
                    SpeakerKind::Document => generic && s.kind == SpeakerKind::Document,
                    _ => false,
                }
        };
        let at = phrase.tokens.start;
        let last = self.last_speaker.filter(|(who, _)| fits(&self.speakers[*who]));
        let nearest = |list: &[(usize, usize)]| {
            let before = list.partition_point(|(token, _)| *token < at);
            let mut near = list[..before].iter().rev().take(SUBJECTS_BACK_MAX);
            near.find(|(_, who)| fits(&self.speakers[*who])).copied()
        };
        let subject = nearest(&self.subjects).max(nearest(&self.one_word_subjects));
        match (last, subject) {
            (Some((_, spoke)), Some((token, who))) if token > spoke => Some(who),
            (Some((who, _)), _) => Some(who),
            (None, subject) => subject.map(|(_, who)| who),
        }
    }

    /// Whether a complement begins at the token that identifies the noun: "de la banque", not "de presse".
    fn starts_complement(&self, at: usize) -> bool {
        let page = self.page;
        if !page.has_class(at, WordClass::NOUN_LINK) {
            return page.has_class(at, WordClass::ROLE_LINK);
        }
        page.has_class(at, WordClass::DETERMINER)
            || page.has_class(at + 1, WordClass::DETERMINER)
            || page.token(at + 1).is_some_and(|t| t.is_capitalised)
    }

    /// The group of people named side by side, if there is only one: "les auteurs de l'étude".
    fn only_group_named_together(&self) -> Option<usize> {
        match self.named_together[..] {
            [who] => Some(who),
            _ => None,
        }
    }

    /// Whether an English pronoun means a person ("he", "she"), and whether it means none ("it"); French "il" can be
    /// either.
    fn person_or_thing(&self, phrase: &NounPhrase) -> (bool, bool) {
        let gendered = phrase.agreement.can_be_masculine != phrase.agreement.can_be_feminine;
        let singular = self.page.lexicon.bare_clauses() && !phrase.agreement.is_plural;
        (
            singular && gendered,
            singular && !gendered && phrase.tokens.len() == 1,
        )
    }

    /// The antecedent of a pronoun, with a doubt and the rule: the last speaker or a subject since then that agrees in
    /// gender and number; else the last named speaker that agrees.
    pub(super) fn antecedent_of_pronoun(
        &self,
        phrase: &NounPhrase,
    ) -> (Option<usize>, Option<Doubt>, &'static str) {
        let (personal, neuter) = self.person_or_thing(phrase);
        let agrees = |s: &ArticleSpeaker| {
            genders_agree(s.agreement, phrase.agreement)
                && s.agreement.is_plural == phrase.agreement.is_plural
                && s.kind != SpeakerKind::Document
                && !(neuter && s.kind == SpeakerKind::Person)
                && (!personal
                    || s.kind == SpeakerKind::Person
                    || s.kind == SpeakerKind::Unknown && s.has_spoken && s.is_capitalised()
                    || self.is_likely_person(s))
        };
        let at = phrase.tokens.start;
        // "Le rapport juge que … Il préconise …": also a document, if it spoke last
        let document = |s: &ArticleSpeaker| {
            !personal
                && s.kind == SpeakerKind::Document
                && genders_agree(s.agreement, phrase.agreement)
                && !phrase.agreement.is_plural
        };
        let last = self
            .last_speaker
            .filter(|(who, _)| agrees(&self.speakers[*who]) || document(&self.speakers[*who]));
        // a subject since then is nearer: "N a été interrogé. « … », a-t-il répondu". Of several subjects in a
        // sentence, the first is that of the main clause.
        let spoke = last.map_or(0, |(_, spoke)| {
            self.subjects.partition_point(|(token, _)| *token <= spoke)
        });
        let here = self.subjects.partition_point(|(token, _)| *token < at);
        let since = latest(self.subjects.get(spoke..here).unwrap_or_default());
        let agreeing = |(_, who): &&(usize, usize)| agrees(&self.speakers[*who]);
        let subject = since.iter().rev().find(agreeing).and_then(|(token, _)| {
            let clause = self.page.sentences[self.page.sentence_index(*token)].start;
            let first = since.partition_point(|(token, _)| *token < clause);
            since[first..].iter().find(agreeing)
        });
        let nearest = subject
            .map(|(token, who)| (*who, *token, "pronoun-of-a-subject"))
            .or(last.map(|(who, spoke)| (who, spoke, "pronoun-of-the-speaker-before")));
        if let Some((who, token, rule)) = nearest {
            let just_named = self
                .only_person_in_sentence_before(at, &agrees)
                .filter(|named| *named != who && self.are_sentences_apart(token, at));
            return match just_named {
                Some(named) => (
                    Some(named),
                    Some(Doubt::SpeakerAmbiguous),
                    "pronoun-of-the-one-just-named",
                ),
                None => (Some(who), None, rule),
            };
        }
        let before = self
            .speakers
            .iter()
            .enumerate()
            .rev()
            .take(COMPARED_MAX)
            .filter(|(_, s)| agrees(s) && s.kind != SpeakerKind::Unknown)
            .filter_map(|(index, s)| Some((s.last_mention_before(at)?, index)))
            .max()
            .map(|(_, index)| index);
        match before {
            Some(_) => (before, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            None => (None, Some(Doubt::SpeakerUnknown), "pronoun-of-nobody"),
        }
    }

    /// Whether at least one whole sentence is between the two tokens.
    fn are_sentences_apart(&self, from: usize, to: usize) -> bool {
        self.page.sentence_index(to) > self.page.sentence_index(from) + 1
    }

    /// The only person that agrees among those named in the sentence before the token's sentence.
    fn only_person_in_sentence_before(
        &self,
        at: usize,
        agrees: &dyn Fn(&ArticleSpeaker) -> bool,
    ) -> Option<usize> {
        let sentence = self.page.sentence_index(at).checked_sub(1)?;
        let range = self.page.sentences.get(sentence)?;
        let from = self.mentions.partition_point(|(token, _)| *token < range.start);
        let mut named: Vec<usize> = self.mentions[from..]
            .iter()
            .take_while(|(token, _)| *token < range.end)
            .filter(|(_, who)| {
                let speaker = &self.speakers[*who];
                speaker.kind == SpeakerKind::Person && agrees(speaker)
            })
            .map(|(_, who)| *who)
            .collect();
        named.dedup();
        match named[..] {
            [who] => Some(who),
            _ => None,
        }
    }
}
