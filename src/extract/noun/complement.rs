//! Parses the complement of a noun: "de la Commission", "of the committee".

use super::noun_phrase::NounPhrase;
use super::phrase_parser::PhraseParser;
use crate::extract::lexicon::{PhraseMeaning, VerbForm, WordClass};

impl PhraseParser<'_, '_> {
    /// Parses the complement after the link at `at`: "de la Commission", "of the committee". False if there is none.
    pub(super) fn parse_complement(&mut self, at: usize) -> bool {
        // an infinitive or gerund after the link is the content of the report, and no complement: "(a demandé au)
        // Parlement d'attendre", "(accused) the company of misleading …"
        let deed =
            self.page.has_form(at + 1, VerbForm::PresentParticiple) && self.page.noun_at(at + 1).is_none();
        if deed || self.page.can_be_infinitive(at + 1) {
            return false;
        }
        let mut inner = PhraseParser {
            page: self.page,
            at: at + 1,
            limit: self.limit,
            phrase: NounPhrase::empty_at(at + 1),
            is_complement: true,
        };
        inner.skip_determiners();
        let begun = inner.at;
        while inner.at < inner.limit && !inner.starts_role_holder() && inner.parse_piece_without_link() {}
        if inner.at == begun {
            return false;
        }
        self.at = inner.at;
        // "le président de la Commission européenne Untel": the outer phrase takes the name at the end
        true
    }

    /// Whether the name of the role's holder begins here, after the name of a body: "… de l'ONU Untel", "… d'équipe
    /// Prénom Untel".
    fn starts_role_holder(&self) -> bool {
        let page = self.page;
        let holder = page.is_given_name(self.at)
            && (page.is_name_word(self.at + 1) || page.is_surname_article(self.at + 1));
        let named_after = self
            .phrase
            .noun
            .as_ref()
            .is_some_and(|n| page.has_class(n.start, WordClass::NAMED_AFTER));
        // "la Ligue des ports Prénom Untel": two capitalised words after a plain noun
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

    /// Parses a piece of a complement. It takes no further link: the outer parser does.
    fn parse_piece_without_link(&mut self) -> bool {
        let (page, at) = (self.page, self.at);
        let links = page.has_class(
            at,
            WordClass::NOUN_LINK | WordClass::ROLE_LINK | WordClass::COORDINATOR,
        );
        if links || page.is_mark(at, '(') || page.is_possessive_s(at) {
            return false;
        }
        // "Royal Bank of Lorvia chief economist Untel": a role after the name of a body is not part of that name
        let role = matches!(page.noun_at(at), Some((PhraseMeaning::Role(gender), _)) if !gender.is_plural);
        if role && self.phrase.name.is_some() && page.lexicon.bare_clauses() {
            return false;
        }
        self.parse_piece()
    }
}
