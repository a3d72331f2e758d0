//! What a noun phrase is joined to: what the noun belongs to, second names, roles and fields.

use super::NounPhrase;
use super::phrase_parser::{BRACKETS_MAX, PhraseParser};
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Agreement, PhraseMeaning, VerbForm, WordClass};

impl PhraseParser<'_, '_> {
    /// "de la Commission", "of the committee": what the noun belongs to.
    pub(super) fn parse_complement(&mut self, at: usize) -> bool {
        // "(a demandé au) Parlement d'attendre", "(accused) the company of misleading …": what is asked or told of it
        let deed =
            self.page.has_form(at + 1, VerbForm::PresentParticiple) && self.page.noun_at(at + 1).is_none();
        if deed || crate::extract::content::is_infinitive(self.page, at + 1) {
            return false;
        }
        let mut inner = PhraseParser {
            page: self.page,
            at: at + 1,
            limit: self.limit,
            phrase: NounPhrase::empty_at(at + 1),
            inner: true,
        };
        inner.skip_determiners();
        let begun = inner.at;
        while inner.at < inner.limit && !inner.starts_role_holder() && inner.parse_piece_without_link() {}
        if inner.at == begun {
            return false;
        }
        self.at = inner.at;
        // "le président de la Commission européenne Untel": the name may stand at the end of the inner phrase
        true
    }

    /// "… de l'ONU Untel", "… d'équipe Prénom Untel": what follows a body's name is the name of who is described.
    fn starts_role_holder(&self) -> bool {
        let page = self.page;
        let holder = page.is_given_name(self.at)
            && (page.is_name_word(self.at + 1) || page.is_surname_article(self.at + 1));
        let named_after = self
            .phrase
            .noun
            .as_ref()
            .is_some_and(|n| page.has_class(n.start, WordClass::NAMED_AFTER));
        // "la Ligue des ports Prénom Untel": two capitalised words behind a plain noun
        let plain = self.at > self.phrase.tokens.start
            && page
                .token(self.at - 1)
                .is_some_and(|t| t.is_word() && !t.is_capitalised)
            && !page.has_class(self.at - 1, WordClass::DETERMINER | WordClass::NOUN_LINK);
        let pair = page.is_name_word(self.at)
            && (page.is_name_word(self.at + 1) || page.is_surname_article(self.at + 1));
        let body = self
            .phrase
            .noun
            .as_ref()
            .is_some_and(|n| !matches!(page.noun_at(n.start), Some((PhraseMeaning::Role(_), _))));
        page.is_name_word(self.at) && self.phrase.name.is_some()
            || self.phrase.noun.is_some() && holder && !named_after
            || plain && (holder || pair && !body) && !named_after
    }

    /// A piece of an inner phrase: the same without a further link, which the outer reader takes up.
    fn parse_piece_without_link(&mut self) -> bool {
        let (page, at) = (self.page, self.at);
        let links = page.has_class(
            at,
            WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::COORDINATOR,
        );
        if links || page.is_mark(at, '(') || page.is_possessive_s(at) {
            return false;
        }
        // "Royal Bank of Lorvia chief economist Untel": a role behind the name of a body is none of the body's
        let role = matches!(page.noun_at(at), Some((PhraseMeaning::Role(gender), _)) if !gender.is_plural);
        if role && self.phrase.name.is_some() && page.lexicon.bare_clauses() {
            return false;
        }
        self.parse_piece()
    }

    /// "Emmanuel Macron et Justin Trudeau", "l'Économie et des Finances".
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

    /// Takes in another one of those who are named side by side; their names end at `name`.
    fn extend_to_group(&mut self, name: usize, end: usize) {
        let start = self.phrase.name.as_ref().map_or(self.at, |n| n.start);
        self.phrase.name = Some(start..name);
        self.phrase.kind = SpeakerKind::Group;
        self.phrase.gender = Agreement::PLURAL;
        self.at = end;
    }

    /// Behind "(Untel et) ses collègues", "(Untel and) his colleagues".
    fn companions_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let (meaning, length) = page.noun_at(at + 1)?;
        let people = matches!(meaning, PhraseMeaning::Group)
            || matches!(meaning, PhraseMeaning::Role(g) if g.is_plural);
        let end = at + 1 + length;
        (people && page.has_class(at, WordClass::POSSESSIVE) && !self.inner && end <= self.limit)
            .then_some(end)
    }

    /// "(la ministre Unetelle et) son homologue Untel": where the phrase and the name in it end.
    fn second_person_end(&self, at: usize) -> Option<(usize, usize)> {
        let page = self.page;
        if self.inner || self.phrase.kind != SpeakerKind::Person || !page.has_class(at, WordClass::DETERMINER)
        {
            return None;
        }
        let reader = Self {
            page,
            at,
            limit: self.limit,
            phrase: NounPhrase::empty_at(at),
            inner: true,
        };
        let other = reader
            .parse()
            .filter(|p| p.kind == SpeakerKind::Person && p.noun.is_some())?;
        let name = other.name?;
        (name.len() >= 2).then_some((other.tokens.end, name.end))
    }

    /// Behind the second field of a body: "National Institute of Standards and Technology".
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
        (field && !other && !self.inner).then_some(end)
    }

    /// Behind a second role of the same person, where the name follows or nothing does: "director and senior economist
    /// Untel", ", président et fondateur du parti,".
    fn second_role_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let noun = self.phrase.noun.as_ref()?;
        if self.inner
            || self.phrase.kind != SpeakerKind::Person
            || noun.end > at
            || self.phrase.gender.is_plural
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
