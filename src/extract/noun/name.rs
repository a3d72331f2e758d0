//! Parses a name inside a noun phrase: which words belong to it, particles and suffixes included.

use super::phrase_parser::PhraseParser;
use crate::domain::SpeakerKind;
use crate::extract::lexicon::{PhraseMeaning, WordClass};
use crate::extract::page::Page;
use crate::extract::token::Token;
use std::ops::Range;

/// Maximum number of particles in a row inside a name: "van der", "de la".
const PARTICLES_MAX: usize = 3;

/// Maximum number of tokens, a title or second role, between a role and its holder's name.
const SECOND_ROLE_TOKENS_MAX: usize = 6;

impl PhraseParser<'_, '_> {
    /// Parses a name, with roles before it and suffixes after it.
    pub(super) fn parse_name(&mut self) {
        let page = self.page;
        let mut start = self.at;
        let mut end = self.name_end(start);
        if let Some((role, gender)) = self.role_at_end(&(start..end)) {
            // a role at the end makes the whole a description of a person, and no name: "the Ohio Democrat"
            self.narrow_agreement(gender);
            self.phrase.noun.get_or_insert(role);
            self.phrase.kind = SpeakerKind::Person;
            self.at = end;
            return;
        }
        if let Some((role, gender)) = self.role_inside(&(start..end)) {
            // "Prime Minister Untel" after a nation or a body: the name begins after the role
            start = role.end;
            self.narrow_agreement(gender);
            self.phrase.noun.get_or_insert(role);
            self.phrase.kind = SpeakerKind::Person;
            self.phrase.name = None;
        }
        if page.text_of(&(start..start + 1)).ends_with('.') && end > start + 1 {
            // only persons have an initial: "J. Untel"
            self.phrase.kind = SpeakerKind::Person;
        }
        if let Some((PhraseMeaning::GivenName(gender), _)) =
            page.meaning(start, |m| matches!(m, PhraseMeaning::GivenName(_)))
            && end > start + 1
        {
            // a given name is better evidence of gender than "le chef" before it
            self.phrase.agreement.can_be_masculine = gender.can_be_masculine;
            self.phrase.agreement.can_be_feminine = gender.can_be_feminine;
            self.phrase.kind = SpeakerKind::Person;
        }
        if let Some(suffix) = self.suffix_end(end) {
            end = suffix;
            self.phrase.kind = SpeakerKind::Person;
        }
        // a name inside an "of" phrase is what the role belongs to, not its holder
        if self.phrase.name.is_none() || self.is_name_of_role_holder(start) {
            self.phrase.name = Some(start..end);
        }
        self.at = end;
        while let Some(next) = skip_post_nominal(page, self.at).filter(|b| *b <= self.limit) {
            self.at = next;
            self.phrase.kind = SpeakerKind::Person;
        }
    }

    /// Where the name that begins at `start` ends.
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
            } else if let Some(next) = self.skip_particles(start, end) {
                end = next;
            } else if page.is_surname_article(end) && end + 1 < self.limit {
                end += 2;
            } else if let Some(next) = self.skip_nickname(start, end) {
                end = next;
            } else if self.is_short_name_part(end) {
                end += 1;
            } else {
                break;
            }
        }
        end.min(self.limit.max(start + 1))
    }

    /// Whether the capitalised word at `at` continues the name from `start`. It does not after an acronym that has its
    /// own article ("à l'AFP Untel").
    fn continues_name(&self, start: usize, at: usize) -> bool {
        let page = self.page;
        let (before, here) = (page.tokens[at - 1], page.tokens[at]);
        let acronym = before.is_all_caps
            && !here.is_all_caps
            && start > 0
            && page.has_class(start - 1, WordClass::DETERMINER);
        // "le ministre de l'Économie Untel": a given name begins another name, but not in "l'Institut Untel"
        let field = self.is_complement
            && start > 0
            && page.noun_at(start).is_none()
            && !page.is_given_name(start)
            && (page.is_name_word(at + 1) || page.is_surname_article(at + 1))
            && page.is_given_name(at);
        here.has_space_before && !acronym && !field
    }

    /// Where the particles at `at` and the name word after them end: "van der Berg", "bin Khalid". "de" and the like
    /// are as often prepositions: they need a given name, or a single word and no role, before them.
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

    /// Where a quoted nickname and the surname after it end: "Jean « Jo » Untel".
    fn skip_nickname(&self, start: usize, at: usize) -> Option<usize> {
        let page = self.page;
        let quotation = page.quotations[page.quotation_at(at)?];
        let inside = quotation.inside();
        let nickname = quotation.open == at
            && quotation.closed
            && !inside.is_empty()
            && inside.len() <= 3
            && page.token(at + 1).is_some_and(|t| t.is_capitalised);
        let next = quotation.end();
        if !nickname || next >= self.limit {
            return None;
        }
        let surname = page.is_name_word(next).then_some(next + 1);
        surname.or_else(|| self.skip_particles(start, next))
    }

    /// Whether the token is a capitalised last part of a name that is a grammatical word in lower case: "An" of "Nguyen
    /// Van An".
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

    /// The role at the end of capitalised words after an article, if no name follows.
    fn role_at_end(&self, name: &Range<usize>) -> Option<(Range<usize>, crate::extract::lexicon::Agreement)> {
        let page = self.page;
        let article =
            page.has_class(self.phrase.tokens.start, WordClass::DETERMINER) && page.lexicon.bare_clauses();
        if !article || self.is_complement || self.phrase.name.is_some() || page.is_given_name(name.start) {
            return None;
        }
        (name.start + 1..name.end).find_map(|at| match page.noun_at(at) {
            Some((PhraseMeaning::Role(gender), n)) if at + n == name.end && !gender.is_plural => {
                Some((at..at + n, gender))
            }
            _ => None,
        })
    }

    /// The last role among capitalised words, if a name follows it: "French Prime Minister Untel". English only, where
    /// a role can come before a name without an article.
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

    /// Whether the name at `start` is that of the holder of the role before it, and the earlier name is that of a body:
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
        !self.is_complement
            && self.phrase.kind == SpeakerKind::Person
            && noun.start >= name.end
            && start <= noun.end + SECOND_ROLE_TOKENS_MAX
            && (noun.end..start).all(between)
    }

    /// Where a suffix that is part of the name ends: "Jr.", ", Sr.", "III".
    fn suffix_end(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let comma = page.is_mark(at, ',');
        let at = at + usize::from(comma);
        // after a comma, a longer word begins a role and is no suffix: ", Senior Vice President"
        let short = |t: &Token| !comma || t.end - t.start <= 3;
        page.has_class(at, WordClass::NAME_SUFFIX)
            .then_some(at + 1)
            .filter(|_| page.token(at).is_some_and(|t| t.is_capitalised && short(t)))
    }
}

/// Where letters after a name that are not part of it end: ", MP", ", D-Ohio".
fn skip_post_nominal(page: &Page<'_>, at: usize) -> Option<usize> {
    let word = at + usize::from(page.is_mark(at, ','));
    let token = page
        .token(word)
        .filter(|t| t.is_word() && t.is_capitalised && t.has_space_before)?;
    let text = token.text(page.text).as_bytes();
    // the party and seat of a legislator: the letter of the party, a hyphen, and a place ("D-Ohio")
    let seat =
        text.len() > 3 && text[1] == b'-' && text[0].is_ascii_uppercase() && text[2].is_ascii_uppercase();
    let listed = page.has_class(word, WordClass::POST_NOMINAL);
    // without a comma, a word of two letters must be in capitals: "Untel MP"
    (listed && (word > at || token.is_all_caps || token.end - token.start > 2) || seat && word > at)
        .then_some(word + 1)
        // before "for" or "of" the letters are a role and not post-nominal: "MP for Hackton"
        .filter(|next| {
            !page.is_name_word(*next) && !page.has_class(*next, WordClass::NOUN_LINK | WordClass::ROLE_LINK)
        })
}
