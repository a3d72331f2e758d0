//! Whom a pronoun means, and a description that introduces nobody.

use super::{Cast, Speaker, compatible};
use crate::domain::{Doubt, SpeakerKind};
use crate::extract::lexicon::Class;
use crate::extract::noun::NounPhrase;

/// How many subjects before a description are looked at.
const FARTHEST_SUBJECT: usize = 40;

impl Cast<'_, '_> {
    /// A definite description that introduces nobody ("le dirigeant canadien") means whoever spoke last, or was
    /// last the subject, and agrees.
    pub(super) fn anaphor(&self, phrase: &NounPhrase) -> Option<usize> {
        let page = self.page;
        let definite = page.is(phrase.tokens.start, Class::DEFINITE);
        if !definite || phrase.name.is_some() {
            return None;
        }
        let noun = phrase.noun.as_ref()?;
        let demonstrative = page.is(phrase.tokens.start, Class::DEMONSTRATIVE);
        // the head of the noun: its last word in English, its first in French
        let head = if page.lexicon.bare_clauses() {
            noun.end - 1
        } else {
            noun.start
        };
        let generic = demonstrative || page.is(head, Class::GENERIC);
        // "les deux élus"
        let next = phrase.tokens.start + 1;
        let numbered = page.is(next, Class::PLURAL) && page.is(next, Class::DETERMINER);
        if numbered && self.those_named_together().is_some() {
            return self.those_named_together();
        }
        let words = self.described_by(&self.canonical(phrase));
        if self.by_description(&words, phrase).is_some() {
            return None;
        }
        if phrase.gender.plural && generic && self.those_named_together().is_some() {
            return self.those_named_together();
        }
        if !demonstrative && (noun.end..phrase.tokens.end).any(|t| self.opens_complement(t)) {
            return if generic {
                self.by_what_it_belongs_to(phrase)
            } else {
                None
            };
        }
        let fits = |s: &Speaker| {
            compatible(s.gender, phrase.gender)
                && s.gender.plural == phrase.gender.plural
                && match phrase.kind {
                    // of another role, only where the word tells no role: "le dirigeant"
                    SpeakerKind::Person => {
                        s.named && s.kind == SpeakerKind::Person && (generic || s.descriptions.is_empty())
                    }
                    SpeakerKind::Institution => {
                        generic
                            && (s.named || s.is_proper())
                            && matches!(s.kind, SpeakerKind::Institution | SpeakerKind::Unknown)
                    }
                    SpeakerKind::Document => generic && s.kind == SpeakerKind::Document,
                    _ => false,
                }
        };
        let at = phrase.tokens.start;
        let last = self.last.filter(|(who, _)| fits(&self.speakers[*who]));
        let nearest = |list: &[(usize, usize)]| {
            let before = list.partition_point(|(token, _)| *token < at);
            let mut near = list[..before].iter().rev().take(FARTHEST_SUBJECT);
            near.find(|(_, who)| fits(&self.speakers[*who])).copied()
        };
        let subject = nearest(&self.subjects).max(nearest(&self.lone));
        match (last, subject) {
            (Some((_, spoke)), Some((token, who))) if token > spoke => Some(who),
            (Some((who, _)), _) => Some(who),
            (None, subject) => subject.map(|(_, who)| who),
        }
    }

    /// Whether a complement begins at the token that tells which one is meant: "de la banque", not "de presse".
    fn opens_complement(&self, at: usize) -> bool {
        let page = self.page;
        if !page.is(at, Class::OF) {
            return page.is(at, Class::ROLE_LINK);
        }
        page.is(at, Class::DETERMINER)
            || page.is(at + 1, Class::DETERMINER)
            || page.token(at + 1).is_some_and(|t| t.capital)
    }

    /// "les auteurs de l'étude": the people who are named side by side, where no others are.
    fn those_named_together(&self) -> Option<usize> {
        match self.together[..] {
            [who] => Some(who),
            _ => None,
        }
    }

    /// The speaker before who agrees in gender and number; else whoever was last named and agrees.
    pub(super) fn by_pronoun(&self, phrase: &NounPhrase) -> (Option<usize>, Option<Doubt>, &'static str) {
        // "he", "she": a person; "il", "elle" may be a body
        let personal =
            self.page.lexicon.bare_clauses() && !phrase.gender.plural && phrase.gender.m != phrase.gender.f;
        let agrees = |s: &Speaker| {
            compatible(s.gender, phrase.gender)
                && s.gender.plural == phrase.gender.plural
                && s.kind != SpeakerKind::Document
                && (!personal
                    || s.kind == SpeakerKind::Person
                    || s.kind == SpeakerKind::Unknown && s.spoke && s.is_proper())
        };
        let at = phrase.tokens.start;
        let last = self.last.filter(|(who, _)| agrees(&self.speakers[*who]));
        // a subject since then is nearer: "N a été interrogé. « … », a-t-il répondu". Of several in a sentence the
        // first one is that of the main clause.
        let spoke = last.map_or(0, |(_, spoke)| {
            self.subjects.partition_point(|(token, _)| *token <= spoke)
        });
        let here = self.subjects.partition_point(|(token, _)| *token < at);
        let since = self.subjects.get(spoke..here).unwrap_or_default();
        let agreeing = |(_, who): &&(usize, usize)| agrees(&self.speakers[*who]);
        let subject = since.iter().rev().find(agreeing).and_then(|(token, _)| {
            let clause = self.page.sentences[self.page.sentence_of(*token)].start;
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
            .filter(|(_, s)| agrees(s) && s.met < phrase.tokens.start && s.kind != SpeakerKind::Unknown)
            .max_by_key(|(_, s)| s.met)
            .map(|(index, _)| index);
        match before {
            Some(_) => (before, Some(Doubt::SpeakerAmbiguous), "pronoun-of-the-last-named"),
            None => (None, Some(Doubt::SpeakerUnknown), "pronoun-of-nobody"),
        }
    }

    /// Whether a whole sentence stands between two tokens.
    fn far(&self, from: usize, to: usize) -> bool {
        self.page.sentence_of(to) > self.page.sentence_of(from) + 1
    }

    /// The only person who agrees of those named in the sentence before the token's own.
    fn only_one_named_before(&self, at: usize, agrees: &dyn Fn(&Speaker) -> bool) -> Option<usize> {
        let sentence = self.page.sentence_of(at).checked_sub(1)?;
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
