//! What a noun phrase is joined to: what the noun belongs to, second names, roles and fields.

use super::NounPhrase;
use super::forwards::{BRACKETS_MAX, Reader};
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{Class, Form, Gender, Meaning};

impl Reader<'_, '_> {
    /// "de la Commission", "of the committee": what the noun belongs to.
    pub(super) fn joined(&mut self, at: usize) -> bool {
        // "(a demandé au) Parlement d'attendre", "(accused) the company of misleading …": what is asked or told of it
        let deed = self.page.has_form(at + 1, Form::PresentParticiple) && self.page.noun(at + 1).is_none();
        if deed || crate::extract::content::is_infinitive(self.page, at + 1) {
            return false;
        }
        let mut inner = Reader {
            page: self.page,
            at: at + 1,
            limit: self.limit,
            phrase: NounPhrase::empty(at + 1),
            inner: true,
        };
        inner.determiners();
        let begun = inner.at;
        while inner.at < inner.limit && !inner.meets_a_holder() && inner.link_free_piece() {}
        if inner.at == begun {
            return false;
        }
        self.at = inner.at;
        // "le président de la Commission européenne Untel": the name may stand at the end of the inner phrase
        true
    }

    /// "… de l'ONU Untel", "… d'équipe Prénom Untel": what follows a body's name is the name of who is described.
    fn meets_a_holder(&self) -> bool {
        let page = self.page;
        let holder =
            page.is_given(self.at) && (page.is_name(self.at + 1) || page.surname_article(self.at + 1));
        let named_after = self
            .phrase
            .noun
            .as_ref()
            .is_some_and(|n| page.is(n.start, Class::NAMED_AFTER));
        // "la Ligue des ports Prénom Untel": two capitalised words behind a plain noun
        let plain = self.at > self.phrase.tokens.start
            && page.token(self.at - 1).is_some_and(|t| t.is_word() && !t.capital)
            && !page.is(self.at - 1, Class::DETERMINER | Class::OF);
        let pair = page.is_name(self.at) && (page.is_name(self.at + 1) || page.surname_article(self.at + 1));
        let body = self
            .phrase
            .noun
            .as_ref()
            .is_some_and(|n| !matches!(page.noun(n.start), Some((Meaning::Role(_), _))));
        page.is_name(self.at) && self.phrase.name.is_some()
            || self.phrase.noun.is_some() && holder && !named_after
            || plain && (holder || pair && !body) && !named_after
    }

    /// A piece of an inner phrase: the same without a further link, which the outer reader takes up.
    fn link_free_piece(&mut self) -> bool {
        let (page, at) = (self.page, self.at);
        let links = page.is(at, Class::OF | Class::ROLE_LINK | Class::COORDINATOR);
        if links || page.is_mark(at, '(') || page.is_possessive(at) {
            return false;
        }
        // "Royal Bank of Lorvia chief economist Untel": a role behind the name of a body is none of the body's
        let role = matches!(page.noun(at), Some((Meaning::Role(gender), _)) if !gender.plural);
        if role && self.phrase.name.is_some() && page.lexicon.bare_clauses() {
            return false;
        }
        self.piece()
    }

    /// "Emmanuel Macron et Justin Trudeau", "l'Économie et des Finances".
    pub(super) fn coordinated(&mut self, at: usize) -> bool {
        let page = self.page;
        let next = at + 1;
        if next >= self.limit {
            return false;
        }
        let article = usize::from(page.is(next, Class::DETERMINER));
        if let Some(end) = self.second_role(at) {
            self.at = end;
            return true;
        }
        let closed = self.phrase.name.as_ref().is_some_and(|n| {
            n.end == at || page.is_mark(n.end, '(') && page.is_mark(at - 1, ')') && at <= n.end + BRACKETS_MAX
        });
        if closed && let Some((end, name)) = self.second_person(next) {
            self.together(name, end);
            return true;
        }
        let names = closed && page.is_name(next + article);
        let fields = self.phrase.noun.is_some()
            && self.phrase.name.is_none()
            && (page.is(next, Class::OF) || page.is(next, Class::DETERMINER) && page.is_name(next + 1));
        if names {
            let end = self.words_of_name(next + article);
            self.together(end, end);
            return true;
        }
        if fields && page.is(next, Class::OF) {
            return self.joined(next);
        }
        if let Some(end) = self.second_field(at) {
            self.at = end;
            return true;
        }
        false
    }

    /// Takes in another one of those who are named side by side; their names end at `name`.
    fn together(&mut self, name: usize, end: usize) {
        let start = self.phrase.name.as_ref().map_or(self.at, |n| n.start);
        self.phrase.name = Some(start..name);
        self.phrase.kind = SpeakerKind::Group;
        self.phrase.gender = Gender::PL;
        self.at = end;
    }

    /// "(la ministre Unetelle et) son homologue Untel": where the phrase and the name in it end.
    fn second_person(&self, at: usize) -> Option<(usize, usize)> {
        let page = self.page;
        if self.inner || self.phrase.kind != SpeakerKind::Person || !page.is(at, Class::DETERMINER) {
            return None;
        }
        let reader = Self {
            page,
            at,
            limit: self.limit,
            phrase: NounPhrase::empty(at),
            inner: true,
        };
        let other = reader
            .read()
            .filter(|p| p.kind == SpeakerKind::Person && p.noun.is_some())?;
        let name = other.name?;
        (name.len() >= 2).then_some((other.tokens.end, name.end))
    }

    /// Behind the second field of a body: "National Institute of Standards and Technology".
    fn second_field(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let body =
            |t: usize| matches!(page.noun(t), Some((Meaning::Institution, _))) && page.tokens[t].capital;
        let start = self.phrase.tokens.start;
        let of = (start..at).rev().find(|t| page.is(*t, Class::OF))?;
        let holder = |t: usize| page.is_given(t) && page.is_name(t + 1);
        let end = (at + 1..self.limit).find(|t| !page.is_name(*t) || holder(*t));
        let end = end.unwrap_or(self.limit);
        let field = of > start && end > at + 1 && page.is_name(at - 1) && (start..of).any(body);
        let other = (at + 1..end).any(body) || page.is(end, Class::OF) || page.is_possessive(end);
        (field && !other && !self.inner).then_some(end)
    }

    /// Behind a second role of the same person, where the name follows or nothing does: "director and senior economist
    /// Untel", ", président et fondateur du parti,".
    fn second_role(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let noun = self.phrase.noun.as_ref()?;
        if self.inner || self.phrase.kind != SpeakerKind::Person || noun.end > at || self.phrase.gender.plural
        {
            return None;
        }
        // no article, and at most one adjective before it
        let role = (at + 1..at + 3)
            .find_map(|t| page.noun(t).map(|(meaning, n)| (meaning, t, n)))
            .filter(|(meaning, t, _)| {
                matches!(meaning, Meaning::Role(g) if !g.plural) && (at + 1..*t).all(|t| self.is_plain(t))
            });
        let (_, start, length) = role?;
        let between = (noun.end..at)
            .all(|t| page.is_word(t) && !page.is(t, Class::PREPOSITION) || page.is(t, Class::OF));
        let end = start + length;
        (between && end <= self.limit && !page.is_verb(end)).then_some(end)
    }
}
