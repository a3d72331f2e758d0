//! Parses what follows the head of a noun phrase without a link: common words, quoted words, brackets.

use super::phrase_parser::PhraseParser;
use crate::domain::SpeakerKind;
use crate::extract::date;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};
use crate::extract::token::TokenKind;

impl PhraseParser<'_, '_> {
    /// Parses a common noun, an adjective or a number.
    pub(super) fn parse_common_word(&mut self, at: usize) -> bool {
        let page = self.page;
        let Some(token) = page.token(at) else { return false };
        if token.kind == TokenKind::Number {
            self.at += 1;
            return self.at > self.phrase.tokens.start + 1;
        }
        if !token.is_word() || token.is_capitalised {
            return false;
        }
        // "With this backdrop he expects": the pronoun is the subject of a clause
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
            // in French, a common word is part of the name only where an article stands before the name: "la Commission
            // européenne"
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
        if date::date_length_at(page, at).is_some() {
            return false;
        }
        let first = page.has_class(at.wrapping_sub(1), WordClass::DETERMINER | WordClass::NOUN_LINK);
        let is_verb =
            page.has_form(at, VerbForm::Finite) || page.lexicon.bare_clauses() && page.is_finite_verb(at);
        if !first && (is_verb || self.is_participle_of_clause(at)) {
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

    /// Whether the token is a participle with a date or agent, and not an adjective: "publié mardi", "publié par N",
    /// "réalisée en mars".
    fn is_participle_of_clause(&self, at: usize) -> bool {
        let page = self.page;
        let dated = |at| date::date_length_at(page, at).is_some();
        page.has_form(at, VerbForm::PastParticiple)
            && (page.has_class(at + 1, WordClass::AGENT_PREPOSITION)
                || dated(at + 1)
                || page.has_class(at + 1, WordClass::PREPOSITION) && dated(at + 2))
    }

    /// Whether a place after a role begins here, with the role's holder after a comma: "porte-parole de la mission en
    /// Syrie, Untel".
    pub(super) fn is_place_of_role(&self, at: usize) -> bool {
        let page = self.page;
        let role = self.phrase.noun.is_some()
            && self.phrase.name.is_none()
            && self.phrase.kind == SpeakerKind::Person;
        let place = page.has_class(at, WordClass::PREPOSITION)
            && page.is_name_word(at + 1)
            && page.is_mark(at + 2, ',');
        role && !self.is_complement
            && place
            && page.is_name_word(at + 3)
            && date::date_length_at(page, at + 1).is_none()
    }

    /// Whether the token is a finite verb in lower case right after a noun.
    pub(super) fn is_verb_after_noun(&self, at: usize) -> bool {
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

    /// Whether the token names a people, by its plural article and ending: "les Américains".
    pub(super) fn is_people_name(&self, at: usize) -> bool {
        let page = self.page;
        let article = at > 0
            && page.has_class(at - 1, WordClass::PLURAL)
            && page.has_class(at - 1, WordClass::DEFINITE);
        let plural = page.token(at).is_some_and(|t| t.text(page.text).ends_with('s'));
        page.lexicon.splits_hyphens() && article && plural && self.phrase.name.is_none()
    }

    /// Skips up to three quoted words inside the phrase; false if there are none.
    pub(super) fn skip_quoted_words(&mut self) -> bool {
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

    /// Skips brackets after the first word of the phrase; false if there are none.
    pub(super) fn skip_brackets(&mut self) -> bool {
        let close = (self.at + 1..self.limit.min(self.at + 16)).find(|at| self.page.is_mark(*at, ')'));
        if let Some(close) = close
            && self.at > self.phrase.tokens.start
        {
            self.at = close + 1;
            return true;
        }
        false
    }
}
