//! Parses what a coordinator joins to a noun phrase: further people, roles and fields.

use super::noun_phrase::NounPhrase;
use super::phrase_parser::PhraseParser;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Agreement, PhraseMeaning, WordClass};

/// Maximum number of tokens in brackets after a name, as of a party.
const BRACKETS_MAX: usize = 6;

impl PhraseParser<'_, '_> {
    /// Parses what the coordinator at `at` joins: a second person, role or field ("Emmanuel Macron et Justin Trudeau",
    /// "l'Économie et des Finances"). False if it joins nothing to the phrase.
    pub(super) fn parse_coordination(&mut self, at: usize) -> bool {
        let page = self.page;
        let next = at + 1;
        if next >= self.limit {
            return false;
        }
        let article = usize::from(page.has_class(next, WordClass::DETERMINER));
        if let Some(end) = self.second_role_end(at) {
            self.at = end;
            return true;
        }
        let closed = self.phrase.name.as_ref().is_some_and(|n| {
            n.end == at || page.is_mark(n.end, '(') && page.is_mark(at - 1, ')') && at <= n.end + BRACKETS_MAX
        });
        if closed && let Some(end) = self.companions_end(next) {
            let name = self.phrase.name.as_ref().map_or(end, |n| n.end);
            self.extend_to_group(name, end);
            return true;
        }
        if closed && let Some((end, name)) = self.second_person_end(next) {
            self.extend_to_group(name, end);
            return true;
        }
        let names = closed && page.is_name_word(next + article);
        let fields = self.phrase.noun.is_some()
            && self.phrase.name.is_none()
            && (page.has_class(next, WordClass::NOUN_LINK)
                || page.has_class(next, WordClass::DETERMINER) && page.is_name_word(next + 1));
        if names {
            let end = self.name_end(next + article);
            self.extend_to_group(end, end);
            return true;
        }
        if fields && page.has_class(next, WordClass::NOUN_LINK) {
            return self.parse_complement(next);
        }
        if let Some(end) = self.second_field_end(at) {
            self.at = end;
            return true;
        }
        false
    }

    /// Extends the phrase to a group of people named side by side. Their names end at `name`, the phrase at `end`.
    fn extend_to_group(&mut self, name: usize, end: usize) {
        let start = self.phrase.name.as_ref().map_or(self.at, |n| n.start);
        self.phrase.name = Some(start..name);
        self.phrase.kind = SpeakerKind::Group;
        self.phrase.agreement = Agreement::PLURAL;
        self.at = end;
    }

    /// Where a group of companions ends: "(Untel et) ses collègues", "(Untel and) his colleagues".
    fn companions_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let (meaning, length) = page.noun_at(at + 1)?;
        let people = matches!(meaning, PhraseMeaning::Group)
            || matches!(meaning, PhraseMeaning::Role(g) if g.is_plural);
        let end = at + 1 + length;
        (people && page.has_class(at, WordClass::POSSESSIVE) && !self.is_complement && end <= self.limit)
            .then_some(end)
    }

    /// Where a second person and the name in it end: "(la ministre Unetelle et) son homologue Untel".
    fn second_person_end(&self, at: usize) -> Option<(usize, usize)> {
        let page = self.page;
        if self.is_complement
            || self.phrase.kind != SpeakerKind::Person
            || !page.has_class(at, WordClass::DETERMINER)
        {
            return None;
        }
        let reader = Self {
            page,
            at,
            limit: self.limit,
            phrase: NounPhrase::empty_at(at),
            is_complement: true,
        };
        let other = reader
            .parse()
            .filter(|p| p.kind == SpeakerKind::Person && p.noun.is_some())?;
        let name = other.name?;
        (name.len() >= 2).then_some((other.tokens.end, name.end))
    }

    /// Where the second field of a body's name ends: "National Institute of Standards and Technology".
    fn second_field_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let body = |t: usize| {
            matches!(page.noun_at(t), Some((PhraseMeaning::Institution, _))) && page.tokens[t].is_capitalised
        };
        let start = self.phrase.tokens.start;
        let of = (start..at)
            .rev()
            .find(|t| page.has_class(*t, WordClass::NOUN_LINK))?;
        let holder = |t: usize| page.is_given_name(t) && page.is_name_word(t + 1);
        let end = (at + 1..self.limit).find(|t| !page.is_name_word(*t) || holder(*t));
        let end = end.unwrap_or(self.limit);
        let field = of > start && end > at + 1 && page.is_name_word(at - 1) && (start..of).any(body);
        let other =
            (at + 1..end).any(body) || page.has_class(end, WordClass::NOUN_LINK) || page.is_possessive_s(end);
        (field && !other && !self.is_complement).then_some(end)
    }

    /// Where a second role of the same person ends, if a name or nothing follows: "director and senior economist
    /// Untel", ", président et fondateur du parti,".
    fn second_role_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let noun = self.phrase.noun.as_ref()?;
        if self.is_complement
            || self.phrase.kind != SpeakerKind::Person
            || noun.end > at
            || self.phrase.agreement.is_plural
        {
            return None;
        }
        // no article, and at most one adjective before it
        let role = (at + 1..at + 3)
            .find_map(|t| page.noun_at(t).map(|(meaning, n)| (meaning, t, n)))
            .filter(|(meaning, t, _)| {
                matches!(meaning, PhraseMeaning::Role(g) if !g.is_plural)
                    && (at + 1..*t).all(|t| self.is_plain_word(t))
            });
        let (_, start, length) = role?;
        let between = (noun.end..at).all(|t| {
            page.is_word(t) && !page.has_class(t, WordClass::PREPOSITION)
                || page.has_class(t, WordClass::NOUN_LINK)
        });
        let end = start + length;
        (between && end <= self.limit && !page.is_finite_verb(end)).then_some(end)
    }
}
