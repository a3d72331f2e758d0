//! Reads a noun phrase from its first word on.

use super::apposition::include_apposition;
use super::{NounPhrase, PHRASE_TOKENS_MAX};
use crate::domain::SpeakerKind;
use crate::extract::date;
use crate::extract::lexicon::{Agreement, PhraseMeaning, VerbForm, WordClass};
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// Whether "de nombreux élus", "d'autres experts" begins at the token: "de" is no preposition there.
pub(super) fn starts_partitive(page: &Page<'_>, at: usize) -> bool {
    page.has_class(at, WordClass::NOUN_LINK)
        && page.has_class(at + 1, WordClass::PLURAL_ADJECTIVE)
        && page.is_word(at + 2)
}

/// The noun phrase that begins at `at` and ends before `limit`.
pub(in crate::extract) fn phrase_from(page: &Page<'_>, at: usize, limit: usize) -> Option<NounPhrase> {
    let mut phrase = PhraseParser::new(page, at, limit).parse()?;
    include_apposition(page, &mut phrase, limit);
    Some(phrase)
}

/// How many tokens a party in brackets behind a name may take.
pub(super) const BRACKETS_MAX: usize = 6;

pub(super) struct PhraseParser<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) at: usize,
    pub(super) limit: usize,
    pub(super) phrase: NounPhrase,
    /// Whether it reads what a noun belongs to: "de l'Économie".
    pub(super) inner: bool,
}

impl<'p, 't> PhraseParser<'p, 't> {
    /// Reads the phrase that begins at `at` and ends before `limit`.
    pub(super) fn new(page: &'p Page<'t>, at: usize, limit: usize) -> Self {
        Self {
            page,
            at,
            limit: limit.min(at + PHRASE_TOKENS_MAX),
            phrase: NounPhrase::empty_at(at),
            inner: false,
        }
    }
}

impl PhraseParser<'_, '_> {
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
            self.phrase.gender = gender;
            self.phrase.pronoun = true;
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
            self.phrase.gender.is_plural = true;
            self.at = start + 2;
        }
        // "Son Excellence M. Untel": no determiner
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

    /// The kind of what is named after a person: "the George W. Untel administration".
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

    /// Whether the name only tells which one is meant: "the Lorvian leader", "Green Party leader".
    fn is_name_only_qualifier(&self) -> bool {
        let phrase = &self.phrase;
        let before = phrase.name.as_ref().zip(phrase.noun.as_ref());
        self.page.lexicon.bare_clauses()
            && phrase.kind == SpeakerKind::Person
            && !phrase.titled
            && before.is_some_and(|(name, noun)| name.end <= noun.start)
    }

    fn count_leading_determiners(&self, start: usize) -> usize {
        (start..self.at)
            .take_while(|at| self.page.has_class(*at, WordClass::DETERMINER))
            .count()
    }

    /// Whether what could be a pronoun of `length` words is the beginning of a noun: "le premier ministre".
    fn continues_as_noun(&self, start: usize, length: usize) -> bool {
        let page = self.page;
        page.noun_at(start + 1).is_some_and(|(_, n)| n + 1 > length)
            || page.noun_at(start + length).is_some()
            || page.is_name_word(start + length)
            || self.is_plain_word(start + length)
    }

    /// Whether the token is a word of no grammatical class that is no finite verb: "enquêtes" in "plusieurs enquêtes".
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
        let page = self.page;
        page.is_word(at)
            && page.lexicon.word_class(page.word(at)) == WordClass::default()
            && !page.has_form(at, VerbForm::Finite)
    }

    pub(super) fn skip_determiners(&mut self) {
        while self.at < self.limit
            && (self.page.has_class(self.at, WordClass::DETERMINER) || self.page.is_number(self.at))
        {
            let page = self.page;
            let gender = &mut self.phrase.gender;
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

    /// Reads one more piece; false where the phrase ends.
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
            self.narrow_gender(gender);
            self.phrase.titled = true;
            self.phrase.kind = SpeakerKind::Person;
            self.at += length;
            // "Son Altesse Royale le prince Untel"
            self.at += usize::from(page.has_class(self.at, WordClass::DETERMINER));
            return true;
        }
        // "la Cour des comptes juge que": a verb that is a noun elsewhere
        if self.phrase.noun.is_some() && self.is_verb_behind_noun(at) {
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
        let opens =
            self.page.is_surname_article(at) && (self.phrase.titled || at > 0 && !page.starts_sentence(at));
        let particle = self.phrase.titled && self.phrase.name.is_none() && self.starts_with_particle(at);
        if page.is_name_word(at) || opens || particle {
            // "(à) l'AFP Untel": two names side by side are of two parties
            if self.phrase.name.as_ref().is_some_and(|name| name.end == at) {
                return false;
            }
            let people = self.is_people_name(at);
            self.parse_name();
            if people && self.phrase.tokens.start + 1 == at && self.at == at + 1 {
                self.phrase.kind = SpeakerKind::Group;
                self.phrase.gender.is_plural = true;
            }
            return true;
        }
        if page.is_mark(at, '(') {
            return self.skip_brackets();
        }
        self.parse_link(at)
    }

    /// What is joined to the phrase by a word of grammar, or one more common word.
    fn parse_link(&mut self, at: usize) -> bool {
        let page = self.page;
        if page.has_class(at, WordClass::NOUN_LINK) {
            return self.parse_complement(at);
        }
        if page.has_class(at, WordClass::ROLE_LINK)
            && self.phrase.noun.is_some()
            && self.phrase.name.is_none()
        {
            // "délégué à"
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
            // "chef du groupe à la Chambre": behind what the role belongs to, only a body of its own name
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

    /// Whether the token is a finite verb in lower case right behind a noun.
    fn is_verb_behind_noun(&self, at: usize) -> bool {
        let page = self.page;
        let small = page.token(at).is_some_and(|t| t.is_word() && !t.is_capitalised);
        small
            && page.lexicon.splits_hyphens()
            && page.has_form(at, VerbForm::Finite)
            && page.noun_at(at).is_some_and(|(_, n)| n == 1)
            && !page.has_class(
                at - 1,
                WordClass::DETERMINER
                    | WordClass::NOUN_LINK
                    | WordClass::PREPOSITION
                    | WordClass::COORDINATOR,
            )
    }

    /// "les Américains": a people, by its article and its ending.
    fn is_people_name(&self, at: usize) -> bool {
        let page = self.page;
        let article = at > 0
            && page.has_class(at - 1, WordClass::PLURAL)
            && page.has_class(at - 1, WordClass::DEFINITE);
        let plural = page.token(at).is_some_and(|t| t.text(page.text).ends_with('s'));
        page.lexicon.splits_hyphens() && article && plural && self.phrase.name.is_none()
    }

    /// Whether what stands at the token can follow a title: a name, its particle, or one more title.
    fn can_follow_title(&self, at: usize) -> bool {
        self.page.is_name_word(at)
            || self.page.is_surname_article(at)
            || self.starts_with_particle(at)
            || self.starts_titled_name(at)
    }

    /// "(M.) de Villers": a name that begins with its particle.
    fn starts_with_particle(&self, at: usize) -> bool {
        let page = self.page;
        page.has_class(at, WordClass::NAME_PARTICLE)
            && page.token(at).is_some_and(|t| !t.is_capitalised)
            && page.is_name_word(at + 1)
    }

    /// Whether one more title follows: "Son Excellence M. Untel".
    fn starts_titled_name(&self, at: usize) -> bool {
        let page = self.page;
        let title = page.meaning(at, |m| matches!(m, PhraseMeaning::Title(_)));
        let role = page.has_class(at, WordClass::DEFINITE)
            && page
                .noun_at(at + 1)
                .is_some_and(|(_, n)| page.is_name_word(at + 1 + n));
        role || title.is_some_and(|(_, n)| page.is_name_word(at + n))
    }

    /// "Lorvia's defence minister", "the rider's coach": what stands before is only whose it is.
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

    pub(super) fn narrow_gender(&mut self, gender: Agreement) {
        let known = &mut self.phrase.gender;
        let both = Agreement {
            can_be_masculine: known.can_be_masculine && gender.can_be_masculine,
            can_be_feminine: known.can_be_feminine && gender.can_be_feminine,
            is_plural: known.is_plural || gender.is_plural,
        };
        if both.can_be_masculine || both.can_be_feminine {
            *known = both;
        }
    }

    fn set_noun(&mut self, meaning: PhraseMeaning, tokens: Range<usize>) {
        self.at = tokens.end;
        // "Ministry of Fisheries spokesperson": in English the last noun is the head
        let role = matches!(meaning, PhraseMeaning::Role(gender) if !gender.is_plural);
        let body =
            self.phrase.kind == SpeakerKind::Institution && !self.inner && self.page.lexicon.bare_clauses();
        if self.phrase.noun.is_some() && !(role && body) {
            return;
        }
        if body {
            self.phrase.kind = SpeakerKind::Unknown;
        }
        self.phrase.noun = Some(tokens);
        let kind = match meaning {
            PhraseMeaning::Role(gender) => {
                self.narrow_gender(gender);
                if gender.is_plural {
                    SpeakerKind::Group
                } else {
                    SpeakerKind::Person
                }
            }
            PhraseMeaning::Document => SpeakerKind::Document,
            PhraseMeaning::Group => {
                self.phrase.gender.is_plural = true;
                SpeakerKind::Group
            }
            _ => SpeakerKind::Institution,
        };
        if self.phrase.kind == SpeakerKind::Unknown {
            self.phrase.kind = kind;
        }
    }

    fn skip_quoted_words(&mut self) -> bool {
        // «gilets jaunes» inside a longer phrase
        let Some(number) = self.page.quotation_at(self.at) else {
            return false;
        };
        let quotation = self.page.quotations[number];
        let short = quotation.inside().len() <= 3 && quotation.closed;
        if short && quotation.open == self.at && self.phrase.noun.is_some() && quotation.end() <= self.limit {
            self.at = quotation.end();
            return true;
        }
        false
    }

    fn skip_brackets(&mut self) -> bool {
        let close = (self.at + 1..self.limit.min(self.at + 16)).find(|at| self.page.is_mark(*at, ')'));
        if let Some(close) = close
            && self.at > self.phrase.tokens.start
        {
            self.at = close + 1;
            return true;
        }
        false
    }

    /// "porte-parole de la mission en Syrie, Untel": a place behind a role, with who holds it behind a comma.
    fn is_place_of_role(&self, at: usize) -> bool {
        let page = self.page;
        let role = self.phrase.noun.is_some()
            && self.phrase.name.is_none()
            && self.phrase.kind == SpeakerKind::Person;
        let place = page.has_class(at, WordClass::PREPOSITION)
            && page.is_name_word(at + 1)
            && page.is_mark(at + 2, ',');
        role && !self.inner && place && page.is_name_word(at + 3) && date::length_at(page, at + 1).is_none()
    }

    /// A common noun or adjective.
    fn parse_common_word(&mut self, at: usize) -> bool {
        let page = self.page;
        let Some(token) = page.token(at) else { return false };
        if token.kind == TokenKind::Number {
            self.at += 1;
            return self.at > self.phrase.tokens.start + 1;
        }
        if !token.is_word() || token.is_capitalised {
            return false;
        }
        // "With this backdrop he expects": the pronoun is the subject
        let pronoun = page.meaning(at, |m| {
            matches!(m, PhraseMeaning::Pronoun(_) | PhraseMeaning::FirstPerson)
        });
        if pronoun.is_some() && page.lexicon.bare_clauses() {
            return false;
        }
        if self.phrase.name.is_some()
            && self.phrase.noun.is_none()
            && !page.has_class(at, WordClass::ADVERB)
            && page.lexicon.splits_hyphens()
        {
            // "la Commission européenne", "l'Assemblée nationale": an adjective behind a name with an article
            let with_article = page.has_class(self.phrase.tokens.start, WordClass::DETERMINER);
            if !with_article {
                return false;
            }
        } else if self.phrase.name.is_some() && self.phrase.kind == SpeakerKind::Person {
            return false;
        }
        let closed = WordClass::PREPOSITION
            | WordClass::COORDINATOR
            | WordClass::SUBORDINATOR
            | WordClass::RELATIVE
            | WordClass::THAT
            | WordClass::ADVERB
            | WordClass::NEGATION
            | WordClass::CLITIC
            | WordClass::AUXILIARY_HAVE
            | WordClass::AUXILIARY_BE
            | WordClass::MODAL
            | WordClass::DETERMINER;
        if page.has_class(at, closed) {
            return false;
        }
        if date::length_at(page, at).is_some() {
            return false;
        }
        let first = page.has_class(at.wrapping_sub(1), WordClass::DETERMINER | WordClass::NOUN_LINK);
        let told =
            page.has_form(at, VerbForm::Finite) || page.lexicon.bare_clauses() && page.is_finite_verb(at);
        if !first && (told || self.is_participle_of_clause(at)) {
            return false;
        }
        if !first
            && page.has_form(at, VerbForm::PresentParticiple)
            && !page.has_form(at, VerbForm::PastParticiple)
        {
            return false;
        }
        self.at += 1;
        true
    }

    /// "publié mardi", "publié par N", "réalisée en mars": a participle that tells what was done to it, no adjective.
    fn is_participle_of_clause(&self, at: usize) -> bool {
        let page = self.page;
        let dated = |at| date::length_at(page, at).is_some();
        page.has_form(at, VerbForm::PastParticiple)
            && (page.has_class(at + 1, WordClass::AGENT_PREPOSITION)
                || dated(at + 1)
                || page.has_class(at + 1, WordClass::PREPOSITION) && dated(at + 2))
    }
}
