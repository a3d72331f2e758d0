//! Parses a noun phrase from its first word on.

use super::noun_phrase::{NounPhrase, PHRASE_TOKENS_MAX};
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Agreement, PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use std::ops::Range;

/// Whether a partitive begins at the token, in which "de" is not a preposition: "de nombreux élus", "d'autres experts".
pub(super) fn starts_partitive(page: &Page<'_>, at: usize) -> bool {
    page.has_class(at, WordClass::NOUN_LINK)
        && page.has_class(at + 1, WordClass::PLURAL_ADJECTIVE)
        && page.is_word(at + 2)
}

/// Parses one noun phrase piece by piece; `at` is the next token.
pub(super) struct PhraseParser<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) at: usize,
    pub(super) limit: usize,
    pub(super) phrase: NounPhrase,
    /// Whether it parses the complement of a noun: "de l'Économie".
    pub(super) is_complement: bool,
}

impl<'p, 't> PhraseParser<'p, 't> {
    /// A parser for the phrase that begins at `at` and ends before `limit`.
    pub(super) fn new(page: &'p Page<'t>, at: usize, limit: usize) -> Self {
        Self {
            page,
            at,
            limit: limit.min(at + PHRASE_TOKENS_MAX),
            phrase: NounPhrase::empty_at(at),
            is_complement: false,
        }
    }
}

impl PhraseParser<'_, '_> {
    /// The phrase without its apposition; `None` if none begins here.
    pub(super) fn parse(mut self) -> Option<NounPhrase> {
        let start = self.at;
        if let Some((PhraseMeaning::Pronoun(gender), length)) = self
            .page
            .meaning(start, |m| matches!(m, PhraseMeaning::Pronoun(_)))
            && !(self.page.has_class(
                start,
                WordClass::DETERMINER | WordClass::INDEFINITE_PRONOUN | WordClass::NOUN_LINK,
            ) && self.continues_as_noun(start, length))
        {
            self.phrase.tokens = start..start + length;
            self.phrase.agreement = gender;
            self.phrase.is_pronoun = true;
            return (start + length <= self.limit).then_some(self.phrase);
        }
        let article = self.page.is_surname_article(start) && !self.page.starts_sentence(start);
        let partitive = starts_partitive(self.page, start);
        if self.page.has_class(start, WordClass::NOUN_LINK)
            && !self.page.has_class(start, WordClass::DETERMINER)
            && !article
            && !partitive
        {
            return None;
        }
        if partitive {
            self.phrase.agreement.is_plural = true;
            self.at = start + 2;
        }
        // "Son Excellence M. Untel": "Son" is no determiner here
        let title = self.page.meaning(start, |m| matches!(m, PhraseMeaning::Title(_)));
        let address = title.is_some_and(|(_, n)| {
            n > 1 && (self.starts_titled_name(start + n) || self.page.is_name_word(start + n))
        });
        if !article && !address {
            self.skip_determiners();
        }
        while self.at < self.limit {
            let before = self.at;
            if !self.parse_piece() {
                break;
            }
            if self.at == before {
                break;
            }
        }
        if self.phrase.name.is_none()
            && self.phrase.noun.is_none()
            && self.at <= start + self.count_leading_determiners(start)
        {
            return None;
        }
        self.phrase.tokens = start..self.at;
        if let Some(kind) = self.kind_named_after_person() {
            self.phrase.kind = kind;
        } else if self.is_name_only_qualifier() {
            self.phrase.name = None;
        }
        (self.at > start).then_some(self.phrase)
    }

    /// The kind of a body, document or group named after a person: "the George W. Untel administration".
    fn kind_named_after_person(&self) -> Option<SpeakerKind> {
        let (name, noun) = self.phrase.name.as_ref().zip(self.phrase.noun.as_ref())?;
        if !self.page.lexicon.bare_clauses() || name.end > noun.start {
            return None;
        }
        match self.page.noun_at(noun.start)?.0 {
            PhraseMeaning::Institution => Some(SpeakerKind::Institution),
            PhraseMeaning::Document => Some(SpeakerKind::Document),
            PhraseMeaning::Group => Some(SpeakerKind::Group),
            _ => None,
        }
    }

    /// Whether the name only qualifies the role and names nobody: "the Lorvian leader", "Green Party leader".
    fn is_name_only_qualifier(&self) -> bool {
        let phrase = &self.phrase;
        let before = phrase.name.as_ref().zip(phrase.noun.as_ref());
        self.page.lexicon.bare_clauses()
            && phrase.kind == SpeakerKind::Person
            && !phrase.has_title
            && before.is_some_and(|(name, noun)| name.end <= noun.start)
    }

    /// Number of determiners at the beginning of the phrase.
    fn count_leading_determiners(&self, start: usize) -> usize {
        (start..self.at)
            .take_while(|at| self.page.has_class(*at, WordClass::DETERMINER))
            .count()
    }

    /// Whether what can be a pronoun of `length` tokens is the beginning of a noun: "le premier ministre".
    fn continues_as_noun(&self, start: usize, length: usize) -> bool {
        let page = self.page;
        page.noun_at(start + 1).is_some_and(|(_, n)| n + 1 > length)
            || page.noun_at(start + length).is_some()
            || page.is_name_word(start + length)
            || self.is_plain_word(start + length)
    }

    /// Whether the token is a word without grammatical class that is not a finite verb: "enquêtes" in "plusieurs
    /// enquêtes".
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
        let page = self.page;
        page.is_word(at)
            && page.lexicon.word_class(page.word(at)) == WordClass::default()
            && !page.has_form(at, VerbForm::Finite)
    }

    /// Skips determiners and numbers, and narrows gender and number by them.
    pub(super) fn skip_determiners(&mut self) {
        while self.at < self.limit
            && (self.page.has_class(self.at, WordClass::DETERMINER) || self.page.is_number(self.at))
        {
            let page = self.page;
            let gender = &mut self.phrase.agreement;
            if page.has_class(self.at, WordClass::PLURAL) || page.is_number(self.at) {
                gender.is_plural = true;
            }
            if page.has_class(self.at, WordClass::MASCULINE) && !page.has_class(self.at, WordClass::FEMININE)
            {
                gender.can_be_feminine = false;
            }
            if page.has_class(self.at, WordClass::FEMININE) && !page.has_class(self.at, WordClass::MASCULINE)
            {
                gender.can_be_masculine = false;
            }
            self.at += 1;
        }
    }

    /// Parses one more piece of the phrase; false where the phrase ends.
    pub(super) fn parse_piece(&mut self) -> bool {
        let (page, at) = (self.page, self.at);
        if page.quotation_at(at) != page.quotation_at(self.phrase.tokens.start) {
            return self.skip_quoted_words();
        }
        if at > self.phrase.tokens.start && page.is_possessive_s(at) {
            return self.parse_after_owner();
        }
        if let Some((PhraseMeaning::Title(gender), length)) = page
            .meaning(at, |m| matches!(m, PhraseMeaning::Title(_)))
            .filter(|(_, n)| self.can_follow_title(at + n))
        {
            self.narrow_agreement(gender);
            self.phrase.has_title = true;
            self.phrase.kind = SpeakerKind::Person;
            self.at += length;
            // a determiner can follow the title: "Son Altesse Royale le prince Untel"
            self.at += usize::from(page.has_class(self.at, WordClass::DETERMINER));
            return true;
        }
        // a word after the noun that can be a verb or a noun may be the verb: "la Cour des comptes juge que"
        if self.phrase.noun.is_some() && self.is_verb_after_noun(at) {
            return false;
        }
        if let Some((meaning, length)) = page.noun_at(at)
            && !(self.phrase.name.is_some() && page.is_name_word(at))
            && !(page.is_name_word(at)
                && (page.is_name_word(at + 1) || page.is_surname_article(at + 1))
                && page.is_given_name(at))
        {
            self.set_noun(meaning, at..at + length);
            return true;
        }
        let opens = self.page.is_surname_article(at)
            && (self.phrase.has_title || at > 0 && !page.starts_sentence(at));
        let particle = self.phrase.has_title && self.phrase.name.is_none() && self.starts_with_particle(at);
        if page.is_name_word(at) || opens || particle {
            // "(à) l'AFP Untel": two names side by side belong to two speakers
            if self.phrase.name.as_ref().is_some_and(|name| name.end == at) {
                return false;
            }
            let people = self.is_people_name(at);
            self.parse_name();
            if people && self.phrase.tokens.start + 1 == at && self.at == at + 1 {
                self.phrase.kind = SpeakerKind::Group;
                self.phrase.agreement.is_plural = true;
            }
            return true;
        }
        if page.is_mark(at, '(') {
            return self.skip_brackets();
        }
        self.parse_link(at)
    }

    /// Parses what a grammatical word joins to the phrase, or one more common word.
    fn parse_link(&mut self, at: usize) -> bool {
        let page = self.page;
        if page.has_class(at, WordClass::NOUN_LINK) {
            return self.parse_complement(at);
        }
        if page.has_class(at, WordClass::ROLE_LINK)
            && self.phrase.noun.is_some()
            && self.phrase.name.is_none()
        {
            // a participle can stand before the link to the field: "(ministre) délégué à"
            let at = at
                + usize::from(
                    page.has_class(at + 1, WordClass::ROLE_LINK)
                        && !page.has_class(at, WordClass::PREPOSITION),
                );
            let beside = self
                .phrase
                .noun
                .as_ref()
                .is_some_and(|n| (n.end..at).all(|t| !page.has_class(t, WordClass::NOUN_LINK)));
            let field = page.has_class(at + 1, WordClass::DEFINITE)
                || page.is_name_word(at + 1)
                || page.noun_at(at + 1).is_some();
            // "chef du groupe à la Chambre": after a complement, only a body with a proper name
            let body = page.has_class(at + 1, WordClass::DEFINITE)
                && page.token(at + 2).is_some_and(|t| t.is_capitalised);
            return self.phrase.kind == SpeakerKind::Person
                && (beside && field || body)
                && self.parse_complement(at);
        }
        if page.has_class(at, WordClass::COORDINATOR) {
            return self.parse_coordination(at);
        }
        if self.is_place_of_role(at) {
            self.at = at + 2;
            return true;
        }
        self.parse_common_word(at)
    }

    /// Parses what follows a possessive "'s": what is before it only says whose it is ("Lorvia's defence minister").
    fn parse_after_owner(&mut self) -> bool {
        let owner = (self.at, self.phrase.clone());
        let fresh = NounPhrase::empty_at(self.phrase.tokens.start);
        self.phrase = NounPhrase {
            tokens: self.phrase.tokens.clone(),
            ..fresh
        };
        self.at += 1;
        let begun = self.at;
        if self.at < self.limit && self.parse_piece() && self.at > begun {
            return true;
        }
        (self.at, self.phrase) = owner;
        false
    }

    /// Narrows gender and number to what also fits `gender`; a contradiction is ignored.
    pub(super) fn narrow_agreement(&mut self, gender: Agreement) {
        let known = &mut self.phrase.agreement;
        let both = Agreement {
            can_be_masculine: known.can_be_masculine && gender.can_be_masculine,
            can_be_feminine: known.can_be_feminine && gender.can_be_feminine,
            is_plural: known.is_plural || gender.is_plural,
        };
        if both.can_be_masculine || both.can_be_feminine {
            *known = both;
        }
    }

    /// Takes the noun as the head of the phrase, unless the phrase has one, and sets the phrase's kind by it.
    fn set_noun(&mut self, meaning: PhraseMeaning, tokens: Range<usize>) {
        self.at = tokens.end;
        // "Ministry of Fisheries spokesperson": in English the last noun is the head
        let role = matches!(meaning, PhraseMeaning::Role(gender) if !gender.is_plural);
        let body = self.phrase.kind == SpeakerKind::Institution
            && !self.is_complement
            && self.page.lexicon.bare_clauses();
        if self.phrase.noun.is_some() && !(role && body) {
            return;
        }
        if body {
            self.phrase.kind = SpeakerKind::Unknown;
        }
        self.phrase.noun = Some(tokens);
        let kind = match meaning {
            PhraseMeaning::Role(gender) => {
                self.narrow_agreement(gender);
                if gender.is_plural {
                    SpeakerKind::Group
                } else {
                    SpeakerKind::Person
                }
            }
            PhraseMeaning::Document => SpeakerKind::Document,
            PhraseMeaning::Group => {
                self.phrase.agreement.is_plural = true;
                SpeakerKind::Group
            }
            _ => SpeakerKind::Institution,
        };
        if self.phrase.kind == SpeakerKind::Unknown {
            self.phrase.kind = kind;
        }
    }
}
