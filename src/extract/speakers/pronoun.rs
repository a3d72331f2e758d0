//! Whom a pronoun means, and a description that introduces nobody.

use super::{ArticleSpeaker, SpeakerResolver, genders_agree};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::lexicon::WordClass;
use crate::extract::noun::NounPhrase;

/// How many subjects before a description are looked at.
const FARTHEST_SUBJECT: usize = 40;

impl SpeakerResolver<'_, '_> {
    /// A definite description that introduces nobody ("le dirigeant canadien") means whoever spoke last, or was
    /// last the subject, and agrees.
    pub(super) fn anaphor(&self, phrase: &NounPhrase) -> Option<usize> {
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
        // "les deux élus"
        let next = phrase.tokens.start + 1;
        let numbered = page.has_class(next, WordClass::PLURAL) && page.has_class(next, WordClass::DETERMINER);
        if numbered && self.those_named_together().is_some() {
            return self.those_named_together();
        }
        let words = self.description_words(&self.canonical_name(phrase));
        if self.find_by_description(&words, phrase).is_some() {
            return None;
        }
        if phrase.gender.is_plural && generic && self.those_named_together().is_some() {
            return self.those_named_together();
        }
        if !demonstrative && (noun.end..phrase.tokens.end).any(|t| self.opens_complement(t)) {
            return if generic {
                self.find_by_affiliation(phrase)
            } else {
                None
            };
        }
        let fits = |s: &ArticleSpeaker| {
            genders_agree(s.gender, phrase.gender)
                && s.gender.is_plural == phrase.gender.is_plural
                && match phrase.kind {
                    // of another role, only where the word tells no role: "le dirigeant"
                    SpeakerKind::Person => {
                        s.named && s.kind == SpeakerKind::Person && (generic || s.descriptions.is_empty())
                    }
                    SpeakerKind::Institution => {
                        generic
                            && (s.named || s.is_capitalised())
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
            let mut near = list[..before].iter().rev().take(FARTHEST_SUBJECT);
            near.find(|(_, who)| fits(&self.speakers[*who])).copied()
        };
        let subject = nearest(&self.subjects).max(nearest(&self.one_word_subjects));
        match (last, subject) {
            (Some((_, spoke)), Some((token, who))) if token > spoke => Some(who),
            (Some((who, _)), _) => Some(who),
            (None, subject) => subject.map(|(_, who)| who),
        }
    }

    /// Whether a complement begins at the token that tells which one is meant: "de la banque", not "de presse".
    fn opens_complement(&self, at: usize) -> bool {
        let page = self.page;
        if !page.has_class(at, WordClass::NOUN_LINK) {
            return page.has_class(at, WordClass::ROLE_LINK);
        }
        page.has_class(at, WordClass::DETERMINER)
            || page.has_class(at + 1, WordClass::DETERMINER)
            || page.token(at + 1).is_some_and(|t| t.is_capitalised)
    }

    /// "les auteurs de l'étude": the people who are named side by side, where no others are.
    fn those_named_together(&self) -> Option<usize> {
        match self.named_together[..] {
            [who] => Some(who),
            _ => None,
        }
    }

    /// Whether an English pronoun means a person ("he", "she"), and whether nobody ("it"); "il" may be either.
    fn person_or_thing(&self, phrase: &NounPhrase) -> (bool, bool) {
        let gendered = phrase.gender.can_be_masculine != phrase.gender.can_be_feminine;
        let singular = self.page.lexicon.bare_clauses() && !phrase.gender.is_plural;
        (
            singular && gendered,
            singular && !gendered && phrase.tokens.len() == 1,
        )
    }

    /// The speaker before who agrees in gender and number; else whoever was last named and agrees.
    pub(super) fn by_pronoun(&self, phrase: &NounPhrase) -> (Option<usize>, Option<Doubt>, &'static str) {
        let (personal, neuter) = self.person_or_thing(phrase);
        let agrees = |s: &ArticleSpeaker| {
            genders_agree(s.gender, phrase.gender)
                && s.gender.is_plural == phrase.gender.is_plural
                && s.kind != SpeakerKind::Document
                && !(neuter && s.kind == SpeakerKind::Person)
                && (!personal
                    || s.kind == SpeakerKind::Person
                    || s.kind == SpeakerKind::Unknown && s.has_spoken && s.is_capitalised()
                    || self.is_likely_person(s))
        };
        let at = phrase.tokens.start;
        // "Le rapport juge que … Il préconise …": a document too, where it spoke last
        let document = |s: &ArticleSpeaker| {
            !personal
                && s.kind == SpeakerKind::Document
                && genders_agree(s.gender, phrase.gender)
                && !phrase.gender.is_plural
        };
        let last = self
            .last_speaker
            .filter(|(who, _)| agrees(&self.speakers[*who]) || document(&self.speakers[*who]));
        // a subject since then is nearer: "N a été interrogé. « … », a-t-il répondu". Of several in a sentence the
        // first one is that of the main clause.
        let spoke = last.map_or(0, |(_, spoke)| {
            self.subjects.partition_point(|(token, _)| *token <= spoke)
        });
        let here = self.subjects.partition_point(|(token, _)| *token < at);
        let since = self.subjects.get(spoke..here).unwrap_or_default();
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
                .only_one_named_before(at, &agrees)
                .filter(|named| *named != who && self.far(token, at));
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
            .filter(|(_, s)| agrees(s) && s.kind != SpeakerKind::Unknown)
            .filter_map(|(index, s)| Some((s.last_mention_before(at)?, index)))
            .max()
            .map(|(_, index)| index);
        match before {
            Some(_) => (before, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            None => (None, Some(Doubt::SpeakerUnknown), "pronoun-of-nobody"),
        }
    }

    /// Whether a whole sentence stands between two tokens.
    fn far(&self, from: usize, to: usize) -> bool {
        self.page.sentence_index(to) > self.page.sentence_index(from) + 1
    }

    /// The only person who agrees of those named in the sentence before the token's own.
    fn only_one_named_before(&self, at: usize, agrees: &dyn Fn(&ArticleSpeaker) -> bool) -> Option<usize> {
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
