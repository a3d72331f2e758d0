//! Recognises titles of address before a name: "Son Excellence M. Untel", "M. de Villers".

use super::phrase_parser::PhraseParser;
use crate::extract::lexicon::{PhraseMeaning, WordClass};

impl PhraseParser<'_, '_> {
    /// Whether the token can follow a title: a name, its particle, or one more title.
    pub(super) fn can_follow_title(&self, at: usize) -> bool {
        self.page.is_name_word(at)
            || self.page.is_surname_article(at)
            || self.starts_with_particle(at)
            || self.starts_titled_name(at)
    }

    /// Whether a name begins here with its particle: "(M.) de Villers".
    pub(super) fn starts_with_particle(&self, at: usize) -> bool {
        let page = self.page;
        page.has_class(at, WordClass::NAME_PARTICLE)
            && page.token(at).is_some_and(|t| !t.is_capitalised)
            && page.is_name_word(at + 1)
    }

    /// Whether one more title with a name begins here: "(Son Excellence) M. Untel".
    pub(super) fn starts_titled_name(&self, at: usize) -> bool {
        let page = self.page;
        let title = page.meaning(at, |m| matches!(m, PhraseMeaning::Title(_)));
        let role = page.has_class(at, WordClass::DEFINITE)
            && page
                .noun_at(at + 1)
                .is_some_and(|(_, n)| page.is_name_word(at + 1 + n));
        role || title.is_some_and(|(_, n)| page.is_name_word(at + n))
    }
}
