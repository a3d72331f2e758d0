//! Reads a noun phrase from its first word on.

use super::apposition::apposition;
use super::{LONGEST, NounPhrase};
use crate::domain::SpeakerKind;
use crate::extract::date;
use crate::extract::lexicon::{Class, Form, Gender, Meaning};
use crate::extract::page::Page;
use crate::extract::token::Kind;
use std::ops::Range;

/// Whether "de nombreux élus", "d'autres experts" begins at the token: "de" is no preposition there.
pub(super) fn partitive(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Class::OF) && page.is(at + 1, Class::NUMEROUS) && page.is_word(at + 2)
}

/// The noun phrase that begins at `at` and ends before `limit`.
pub(in crate::extract) fn forwards(page: &Page<'_>, at: usize, limit: usize) -> Option<NounPhrase> {
    let mut phrase = Reader::new(page, at, limit).read()?;
    apposition(page, &mut phrase, limit);
    Some(phrase)
}

/// How many tokens a party in brackets behind a name may take.
pub(super) const BRACKETS_MAX: usize = 6;

pub(super) struct Reader<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) at: usize,
    pub(super) limit: usize,
    pub(super) phrase: NounPhrase,
    /// Whether it reads what a noun belongs to: "de l'Économie".
    pub(super) inner: bool,
}

impl<'p, 't> Reader<'p, 't> {
    /// Reads the phrase that begins at `at` and ends before `limit`.
    pub(super) fn new(page: &'p Page<'t>, at: usize, limit: usize) -> Self {
        Self {
            page,
            at,
            limit: limit.min(at + LONGEST),
            phrase: NounPhrase::empty(at),
            inner: false,
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn read(mut self) -> Option<NounPhrase> {
        let start = self.at;
        if let Some((Meaning::Pronoun(gender), length)) =
            self.page.meaning(start, |m| matches!(m, Meaning::Pronoun(_)))
            && !(self
                .page
                .is(start, Class::DETERMINER | Class::INDEFINITE | Class::OF)
                && self.continues_as_noun(start, length))
        {
            self.phrase.tokens = start..start + length;
            self.phrase.gender = gender;
            self.phrase.pronoun = true;
            return (start + length <= self.limit).then_some(self.phrase);
        }
        let article = self.page.surname_article(start) && !self.page.starts_sentence(start);
        let partitive = partitive(self.page, start);
        if self.page.is(start, Class::OF) && !self.page.is(start, Class::DETERMINER) && !article && !partitive
        {
            return None;
        }
        if partitive {
            self.phrase.gender.plural = true;
            self.at = start + 2;
        }
        // "Son Excellence M. Untel": no determiner
        let title = self.page.meaning(start, |m| matches!(m, Meaning::Title(_)));
        let address =
            title.is_some_and(|(_, n)| n > 1 && (self.titled(start + n) || self.page.is_name(start + n)));
        if !article && !address {
            self.determiners();
        }
        while self.at < self.limit {
            let before = self.at;
            if !self.piece() {
                break;
            }
            if self.at == before {
                break;
            }
        }
        if self.phrase.name.is_none() && self.phrase.noun.is_none() && self.at <= start + self.leading(start)
        {
            return None;
        }
        self.phrase.tokens = start..self.at;
        if let Some(kind) = self.kind_behind_name() {
            self.phrase.kind = kind;
        } else if self.only_qualifies() {
            self.phrase.name = None;
        }
        (self.at > start).then_some(self.phrase)
    }

    /// The kind of what is named after a person: "the George W. Untel administration".
    fn kind_behind_name(&self) -> Option<SpeakerKind> {
        let (name, noun) = self.phrase.name.as_ref().zip(self.phrase.noun.as_ref())?;
        if !self.page.lexicon.bare_clauses() || name.end > noun.start {
            return None;
        }
        match self.page.noun(noun.start)?.0 {
            Meaning::Institution => Some(SpeakerKind::Institution),
            Meaning::Document => Some(SpeakerKind::Document),
            Meaning::Group => Some(SpeakerKind::Group),
            _ => None,
        }
    }

    /// Whether the name only tells which one is meant: "the Lorvian leader", "Green Party leader".
    fn only_qualifies(&self) -> bool {
        let phrase = &self.phrase;
        let before = phrase.name.as_ref().zip(phrase.noun.as_ref());
        self.page.lexicon.bare_clauses()
            && phrase.kind == SpeakerKind::Person
            && !phrase.titled
            && before.is_some_and(|(name, noun)| name.end <= noun.start)
    }

    fn leading(&self, start: usize) -> usize {
        (start..self.at)
            .take_while(|at| self.page.is(*at, Class::DETERMINER))
            .count()
    }

    /// Whether what could be a pronoun of `length` words is the beginning of a noun: "le premier ministre".
    fn continues_as_noun(&self, start: usize, length: usize) -> bool {
        let page = self.page;
        page.noun(start + 1).is_some_and(|(_, n)| n + 1 > length)
            || page.noun(start + length).is_some()
            || page.is_name(start + length)
            || self.is_plain(start + length)
    }

    /// Whether the token is a word of no grammatical class that is no finite verb: "enquêtes" in "plusieurs enquêtes".
    pub(super) fn is_plain(&self, at: usize) -> bool {
        let page = self.page;
        page.is_word(at)
            && page.lexicon.class(page.word(at)) == Class::default()
            && !page.has_form(at, Form::Finite)
    }

    pub(super) fn determiners(&mut self) {
        while self.at < self.limit
            && (self.page.is(self.at, Class::DETERMINER) || self.page.is_number(self.at))
        {
            let page = self.page;
            let gender = &mut self.phrase.gender;
            if page.is(self.at, Class::PLURAL) || page.is_number(self.at) {
                gender.plural = true;
            }
            if page.is(self.at, Class::MASCULINE) && !page.is(self.at, Class::FEMININE) {
                gender.f = false;
            }
            if page.is(self.at, Class::FEMININE) && !page.is(self.at, Class::MASCULINE) {
                gender.m = false;
            }
            self.at += 1;
        }
    }

    /// Reads one more piece; false where the phrase ends.
    pub(super) fn piece(&mut self) -> bool {
        let (page, at) = (self.page, self.at);
        if page.quotation(at) != page.quotation(self.phrase.tokens.start) {
            return self.quoted_word();
        }
        if at > self.phrase.tokens.start && page.is_possessive(at) {
            return self.possessed();
        }
        if let Some((Meaning::Title(gender), length)) = page
            .meaning(at, |m| matches!(m, Meaning::Title(_)))
            .filter(|(_, n)| self.addresses(at + n))
        {
            self.narrow(gender);
            self.phrase.titled = true;
            self.phrase.kind = SpeakerKind::Person;
            self.at += length;
            // "Son Altesse Royale le prince Untel"
            self.at += usize::from(page.is(self.at, Class::DETERMINER));
            return true;
        }
        // "la Cour des comptes juge que": a verb that is a noun elsewhere
        if self.phrase.noun.is_some() && self.is_verb_behind_noun(at) {
            return false;
        }
        if let Some((meaning, length)) = page.noun(at)
            && !(self.phrase.name.is_some() && page.is_name(at))
            && !(page.is_name(at)
                && (page.is_name(at + 1) || page.surname_article(at + 1))
                && page.is_given(at))
        {
            self.noun(meaning, at..at + length);
            return true;
        }
        let opens =
            self.page.surname_article(at) && (self.phrase.titled || at > 0 && !page.starts_sentence(at));
        let particle = self.phrase.titled && self.phrase.name.is_none() && self.opens_with_particle(at);
        if page.is_name(at) || opens || particle {
            // "(à) l'AFP Untel": two names side by side are of two parties
            if self.phrase.name.as_ref().is_some_and(|name| name.end == at) {
                return false;
            }
            let people = self.is_people(at);
            self.name();
            if people && self.phrase.tokens.start + 1 == at && self.at == at + 1 {
                self.phrase.kind = SpeakerKind::Group;
                self.phrase.gender.plural = true;
            }
            return true;
        }
        if page.is_mark(at, '(') {
            return self.brackets();
        }
        self.link(at)
    }

    /// What is joined to the phrase by a word of grammar, or one more common word.
    fn link(&mut self, at: usize) -> bool {
        let page = self.page;
        if page.is(at, Class::OF) {
            return self.joined(at);
        }
        if page.is(at, Class::ROLE_LINK) && self.phrase.noun.is_some() && self.phrase.name.is_none() {
            // "délégué à"
            let at = at + usize::from(page.is(at + 1, Class::ROLE_LINK) && !page.is(at, Class::PREPOSITION));
            let beside = self
                .phrase
                .noun
                .as_ref()
                .is_some_and(|n| (n.end..at).all(|t| !page.is(t, Class::OF)));
            let field =
                page.is(at + 1, Class::DEFINITE) || page.is_name(at + 1) || page.noun(at + 1).is_some();
            // "chef du groupe à la Chambre": behind what the role belongs to, only a body of its own name
            let body = page.is(at + 1, Class::DEFINITE) && page.token(at + 2).is_some_and(|t| t.capital);
            return self.phrase.kind == SpeakerKind::Person && (beside && field || body) && self.joined(at);
        }
        if page.is(at, Class::COORDINATOR) {
            return self.coordinated(at);
        }
        if self.post(at) {
            self.at = at + 2;
            return true;
        }
        self.common(at)
    }

    /// Whether the token is a finite verb in lower case right behind a noun.
    fn is_verb_behind_noun(&self, at: usize) -> bool {
        let page = self.page;
        let small = page.token(at).is_some_and(|t| t.is_word() && !t.capital);
        small
            && page.lexicon.splits_hyphens()
            && page.has_form(at, Form::Finite)
            && page.noun(at).is_some_and(|(_, n)| n == 1)
            && !page.is(
                at - 1,
                Class::DETERMINER | Class::OF | Class::PREPOSITION | Class::COORDINATOR,
            )
    }

    /// "les Américains": a people, by its article and its ending.
    fn is_people(&self, at: usize) -> bool {
        let page = self.page;
        let article = at > 0 && page.is(at - 1, Class::PLURAL) && page.is(at - 1, Class::DEFINITE);
        let plural = page.token(at).is_some_and(|t| t.text(page.text).ends_with('s'));
        page.lexicon.splits_hyphens() && article && plural && self.phrase.name.is_none()
    }

    /// Whether what stands at the token can follow a title: a name, its particle, or one more title.
    fn addresses(&self, at: usize) -> bool {
        self.page.is_name(at)
            || self.page.surname_article(at)
            || self.opens_with_particle(at)
            || self.titled(at)
    }

    /// "(M.) de Villers": a name that begins with its particle.
    fn opens_with_particle(&self, at: usize) -> bool {
        let page = self.page;
        page.is(at, Class::PARTICLE) && page.token(at).is_some_and(|t| !t.capital) && page.is_name(at + 1)
    }

    /// Whether one more title follows: "Son Excellence M. Untel".
    fn titled(&self, at: usize) -> bool {
        let page = self.page;
        let title = page.meaning(at, |m| matches!(m, Meaning::Title(_)));
        let role =
            page.is(at, Class::DEFINITE) && page.noun(at + 1).is_some_and(|(_, n)| page.is_name(at + 1 + n));
        role || title.is_some_and(|(_, n)| page.is_name(at + n))
    }

    /// "Lorvia's defence minister", "the rider's coach": what stands before is only whose it is.
    fn possessed(&mut self) -> bool {
        let owner = (self.at, self.phrase.clone());
        let fresh = NounPhrase::empty(self.phrase.tokens.start);
        self.phrase = NounPhrase {
            tokens: self.phrase.tokens.clone(),
            ..fresh
        };
        self.at += 1;
        let begun = self.at;
        if self.at < self.limit && self.piece() && self.at > begun {
            return true;
        }
        (self.at, self.phrase) = owner;
        false
    }

    pub(super) fn narrow(&mut self, gender: Gender) {
        let known = &mut self.phrase.gender;
        let both = Gender {
            m: known.m && gender.m,
            f: known.f && gender.f,
            plural: known.plural || gender.plural,
        };
        if both.m || both.f {
            *known = both;
        }
    }

    fn noun(&mut self, meaning: Meaning, tokens: Range<usize>) {
        self.at = tokens.end;
        // "Ministry of Fisheries spokesperson": in English the last noun is the head
        let role = matches!(meaning, Meaning::Role(gender) if !gender.plural);
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
            Meaning::Role(gender) => {
                self.narrow(gender);
                if gender.plural {
                    SpeakerKind::Group
                } else {
                    SpeakerKind::Person
                }
            }
            Meaning::Document => SpeakerKind::Document,
            Meaning::Group => {
                self.phrase.gender.plural = true;
                SpeakerKind::Group
            }
            _ => SpeakerKind::Institution,
        };
        if self.phrase.kind == SpeakerKind::Unknown {
            self.phrase.kind = kind;
        }
    }

    fn quoted_word(&mut self) -> bool {
        // «gilets jaunes» inside a longer phrase
        let Some(number) = self.page.quotation(self.at) else {
            return false;
        };
        let quotation = self.page.quotations[number];
        let short = quotation.inside().len() <= 3 && quotation.closed;
        if short && quotation.open == self.at && self.phrase.noun.is_some() && quotation.after() <= self.limit
        {
            self.at = quotation.after();
            return true;
        }
        false
    }

    fn brackets(&mut self) -> bool {
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
    fn post(&self, at: usize) -> bool {
        let page = self.page;
        let role = self.phrase.noun.is_some()
            && self.phrase.name.is_none()
            && self.phrase.kind == SpeakerKind::Person;
        let place = page.is(at, Class::PREPOSITION) && page.is_name(at + 1) && page.is_mark(at + 2, ',');
        role && !self.inner && place && page.is_name(at + 3) && date::length_at(page, at + 1).is_none()
    }

    /// A common noun or adjective.
    fn common(&mut self, at: usize) -> bool {
        let page = self.page;
        let Some(token) = page.token(at) else { return false };
        if token.kind == Kind::Number {
            self.at += 1;
            return self.at > self.phrase.tokens.start + 1;
        }
        if !token.is_word() || token.capital {
            return false;
        }
        // "With this backdrop he expects": the pronoun is the subject
        let pronoun = page.meaning(at, |m| matches!(m, Meaning::Pronoun(_) | Meaning::First));
        if pronoun.is_some() && page.lexicon.bare_clauses() {
            return false;
        }
        if self.phrase.name.is_some()
            && self.phrase.noun.is_none()
            && !page.is(at, Class::ADVERB)
            && page.lexicon.splits_hyphens()
        {
            // "la Commission européenne", "l'Assemblée nationale": an adjective behind a name with an article
            let with_article = page.is(self.phrase.tokens.start, Class::DETERMINER);
            if !with_article {
                return false;
            }
        } else if self.phrase.name.is_some() && self.phrase.kind == SpeakerKind::Person {
            return false;
        }
        let closed = Class::PREPOSITION
            | Class::COORDINATOR
            | Class::SUBORDINATOR
            | Class::RELATIVE
            | Class::THAT
            | Class::ADVERB
            | Class::NEGATION
            | Class::CLITIC
            | Class::HAVE
            | Class::BE
            | Class::MODAL
            | Class::DETERMINER;
        if page.is(at, closed) {
            return false;
        }
        if date::length_at(page, at).is_some() {
            return false;
        }
        let first = page.is(at.wrapping_sub(1), Class::DETERMINER | Class::OF);
        let told = page.has_form(at, Form::Finite) || page.lexicon.bare_clauses() && page.is_verb(at);
        if !first && (told || self.is_told_of(at)) {
            return false;
        }
        if !first && page.has_form(at, Form::PresentParticiple) && !page.has_form(at, Form::PastParticiple) {
            return false;
        }
        self.at += 1;
        true
    }

    /// "publié mardi", "publié par N", "réalisée en mars": a participle that tells what was done to it, no adjective.
    fn is_told_of(&self, at: usize) -> bool {
        let page = self.page;
        let dated = |at| date::length_at(page, at).is_some();
        page.has_form(at, Form::PastParticiple)
            && (page.is(at + 1, Class::AGENT)
                || dated(at + 1)
                || page.is(at + 1, Class::PREPOSITION) && dated(at + 2))
    }
}
