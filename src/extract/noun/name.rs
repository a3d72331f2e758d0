//! Reads a name inside a noun phrase: which words belong to it, particles and suffixes included.

use super::phrase_parser::PhraseParser;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::page::Page;
use crate::extract::token::Token;
use std::ops::Range;

/// How many particles may stand in a row inside a name: "van der", "de la".
const PARTICLES_MAX: usize = 3;

/// How many tokens a title or a second role between a role and its holder's name may take.
const LONGEST_SECOND_ROLE: usize = 6;

impl PhraseParser<'_, '_> {
    pub(super) fn parse_name(&mut self) {
        let page = self.page;
        let mut start = self.at;
        let mut end = self.name_end(start);
        if let Some((role, gender)) = self.role_at_end(&(start..end)) {
            // "the Ohio Democrat"
            self.narrow_gender(gender);
            self.phrase.noun.get_or_insert(role);
            self.phrase.kind = SpeakerKind::Person;
            self.at = end;
            return;
        }
        if let Some((role, gender)) = self.role_inside(&(start..end)) {
            // "Prime Minister Untel" behind a nation or a body: the name begins behind the role
            start = role.end;
            self.narrow_gender(gender);
            self.phrase.noun.get_or_insert(role);
            self.phrase.kind = SpeakerKind::Person;
            self.phrase.name = None;
        }
        if page.text_of(&(start..start + 1)).ends_with('.') && end > start + 1 {
            // "J. Untel"
            self.phrase.kind = SpeakerKind::Person;
        }
        if let Some((PhraseMeaning::GivenName(gender), _)) =
            page.meaning(start, |m| matches!(m, PhraseMeaning::GivenName(_)))
            && end > start + 1
        {
            // a given name tells more than "le chef" before it
            self.phrase.gender.can_be_masculine = gender.can_be_masculine;
            self.phrase.gender.can_be_feminine = gender.can_be_feminine;
            self.phrase.kind = SpeakerKind::Person;
        }
        if let Some(suffix) = self.suffix_end(end) {
            end = suffix;
            self.phrase.kind = SpeakerKind::Person;
        }
        // a name inside an "of" phrase names what the role belongs to, not who holds it
        if self.phrase.name.is_none() || self.is_name_of_role_holder(start) {
            self.phrase.name = Some(start..end);
        }
        self.at = end;
        while let Some(behind) = skip_post_nominal(page, self.at).filter(|b| *b <= self.limit) {
            self.at = behind;
            self.phrase.kind = SpeakerKind::Person;
        }
    }

    /// The end of the words that make one name from `start` on.
    pub(super) fn name_end(&self, start: usize) -> usize {
        let page = self.page;
        let article = page.is_surname_article(start) || !page.is_name_word(start);
        let mut end = start + 1 + usize::from(article);
        while end < self.limit {
            if skip_post_nominal(page, end).is_some() {
                break;
            }
            if page.is_name_word(end) && self.continues_name(start, end) {
                end += 1;
            } else if let Some(behind) = self.skip_particles(start, end) {
                end = behind;
            } else if page.is_surname_article(end) && end + 1 < self.limit {
                end += 2;
            } else if let Some(behind) = self.skip_nickname(start, end) {
                end = behind;
            } else if self.is_short_name_part(end) {
                end += 1;
            } else {
                break;
            }
        }
        end.min(self.limit.max(start + 1))
    }

    /// Whether the capitalised word at `at` goes on with the name from `start`: not behind an acronym that has
    /// an article of its own ("à l'AFP Untel").
    fn continues_name(&self, start: usize, at: usize) -> bool {
        let page = self.page;
        let (before, here) = (page.tokens[at - 1], page.tokens[at]);
        let acronym = before.is_all_caps
            && !here.is_all_caps
            && start > 0
            && page.has_class(start - 1, WordClass::DETERMINER);
        // "le ministre de l'Économie Untel": a given name opens another name, but in "l'Institut Untel"
        let field = self.inner
            && start > 0
            && page.noun_at(start).is_none()
            && !page.is_given_name(start)
            && (page.is_name_word(at + 1) || page.is_surname_article(at + 1))
            && page.is_given_name(at);
        here.has_space_before && !acronym && !field
    }

    /// Behind the particles at `at` and the part of the name that follows: "van der Berg", "bin Khalid". "de" and
    /// the like are as often prepositions: they need a given name, or a single word, and no role before them.
    fn skip_particles(&self, start: usize, at: usize) -> Option<usize> {
        let page = self.page;
        let particle = |t: usize| {
            page.token(t).is_some_and(|t| !t.is_capitalised) && page.has_class(t, WordClass::NAME_PARTICLE)
        };
        let count = (at..at + PARTICLES_MAX).take_while(|t| particle(*t)).count();
        let part = at + count;
        if count == 0 || part >= self.limit || !page.is_name_word(part) {
            return None;
        }
        let grammar = WordClass::PREPOSITION
            | WordClass::NOUN_LINK
            | WordClass::DETERMINER
            | WordClass::COORDINATOR
            | WordClass::CLITIC;
        let strong = (at..part).any(|t| !page.has_class(t, grammar));
        let given = page.is_given_name(start) || page.is_given_name(at - 1);
        let lone = start + 1 == at && self.phrase.noun.is_none();
        (strong || given || lone).then_some(part + 1)
    }

    /// Behind a nickname in marks inside a name: "Jean « Jo » Untel".
    fn skip_nickname(&self, start: usize, at: usize) -> Option<usize> {
        let page = self.page;
        let quotation = page.quotations[page.quotation_at(at)?];
        let inside = quotation.inside();
        let nickname = quotation.open == at
            && quotation.closed
            && !inside.is_empty()
            && inside.len() <= 3
            && page.token(at + 1).is_some_and(|t| t.is_capitalised);
        let behind = quotation.end();
        if !nickname || behind >= self.limit {
            return None;
        }
        let surname = page.is_name_word(behind).then_some(behind + 1);
        surname.or_else(|| self.skip_particles(start, behind))
    }

    /// A last part of a name that is a word of grammar in lower case: "An" of "Nguyen Van An".
    fn is_short_name_part(&self, at: usize) -> bool {
        let page = self.page;
        let grammar =
            WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::COORDINATOR | WordClass::ADVERB;
        let next = page.token(at + 1);
        page.token(at).is_some_and(|t| {
            t.is_word() && t.is_capitalised && !t.is_all_caps && t.has_space_before && t.end - t.start <= 4
        }) && page.has_class(at, grammar)
            && !page.starts_sentence(at)
            && next.is_none_or(|t| !t.is_capitalised)
    }

    /// The role that the capitalised words behind an article end with, where no name follows.
    fn role_at_end(&self, name: &Range<usize>) -> Option<(Range<usize>, crate::extract::lexicon::Agreement)> {
        let page = self.page;
        let article =
            page.has_class(self.phrase.tokens.start, WordClass::DETERMINER) && page.lexicon.bare_clauses();
        if !article || self.inner || self.phrase.name.is_some() || page.is_given_name(name.start) {
            return None;
        }
        (name.start + 1..name.end).find_map(|at| match page.noun_at(at) {
            Some((PhraseMeaning::Role(gender), n)) if at + n == name.end && !gender.is_plural => {
                Some((at..at + n, gender))
            }
            _ => None,
        })
    }

    /// The last role among the words of a name that are in capitals throughout, with a name behind it: "French
    /// Prime Minister Untel". Only where a role stands before a name without an article, as in English.
    fn role_inside(&self, name: &Range<usize>) -> Option<(Range<usize>, crate::extract::lexicon::Agreement)> {
        let page = self.page;
        if !page.lexicon.bare_clauses() {
            return None;
        }
        let given = page.is_given_name(name.start);
        let mut at = name.start + 1;
        let mut found = None;
        while at < name.end {
            match page.meaning(at, |m| {
                matches!(m, PhraseMeaning::Role(_) | PhraseMeaning::Title(_))
            }) {
                Some((PhraseMeaning::Role(gender) | PhraseMeaning::Title(gender), length))
                    if !gender.is_plural && at + length < name.end && !(given && at == name.start + 1) =>
                {
                    found = Some((at..at + length, gender));
                    at += length;
                }
                _ => at += 1,
            }
        }
        found
    }

    /// Whether the name at `start` is that of whoever holds the role before it, which stands behind another name:
    /// "Green Party leader Untel".
    fn is_name_of_role_holder(&self, start: usize) -> bool {
        let (Some(name), Some(noun)) = (&self.phrase.name, &self.phrase.noun) else {
            return false;
        };
        let between = |t: usize| {
            self.page.is_word(t)
                && !self
                    .page
                    .has_class(t, WordClass::PREPOSITION | WordClass::DETERMINER)
        };
        !self.inner
            && self.phrase.kind == SpeakerKind::Person
            && noun.start >= name.end
            && start <= noun.end + LONGEST_SECOND_ROLE
            && (noun.end..start).all(between)
    }

    /// Behind a suffix that is part of the name: "Jr.", ", Sr.", "III".
    fn suffix_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let comma = page.is_mark(at, ',');
        let at = at + usize::from(comma);
        // ", Senior Vice President" is a role
        let short = |t: &Token| !comma || t.end - t.start <= 3;
        page.has_class(at, WordClass::NAME_SUFFIX)
            .then_some(at + 1)
            .filter(|_| page.token(at).is_some_and(|t| t.is_capitalised && short(t)))
    }
}

/// Behind what a name is followed by and is no part of it: ", MP", ", D-Ohio".
fn skip_post_nominal(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = at + usize::from(page.is_mark(at, ','));
    let token = page
        .token(word)
        .filter(|t| t.is_word() && t.is_capitalised && t.has_space_before)?;
    let text = token.text(page.text).as_bytes();
    // a letter for a party, and a place
    let seat =
        text.len() > 3 && text[1] == b'-' && text[0].is_ascii_uppercase() && text[2].is_ascii_uppercase();
    let listed = page.has_class(word, WordClass::POST_NOMINAL);
    // without a comma only letters: "Untel MP"
    (listed && (word > at || token.is_all_caps || token.end - token.start > 2) || seat && word > at)
        .then_some(word + 1)
        // "MP for Hackton" is a role
        .filter(|behind| {
            !page.is_name_word(*behind)
                && !page.has_class(*behind, WordClass::NOUN_LINK | WordClass::ROLE_LINK)
        })
}
