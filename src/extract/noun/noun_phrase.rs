//! The noun phrase, as the parser gives it to the rules.

use crate::domain::SpeakerKind;
use crate::extract::lexicon::Agreement;
use std::ops::Range;

/// Maximum length of a noun phrase in tokens; a longer one is a misreading.
pub(super) const PHRASE_TOKENS_MAX: usize = 30;

/// A noun phrase that can name a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct NounPhrase {
    /// The whole phrase, apposition included.
    pub(in crate::extract) tokens: Range<usize>,
    /// The proper name in it, without titles.
    pub(in crate::extract) name: Option<Range<usize>>,
    /// The noun for a role, body, document or group in it, without determiner.
    pub(in crate::extract) noun: Option<Range<usize>>,
    /// The kind of speaker that it names.
    pub(in crate::extract) kind: SpeakerKind,
    /// Gender and number, as far as its words show them.
    pub(in crate::extract) agreement: Agreement,
    /// Whether it is a pronoun.
    pub(in crate::extract) is_pronoun: bool,
    /// Whether it contains a title of address, after which a bare surname is a person.
    pub(in crate::extract) has_title: bool,
}

impl NounPhrase {
    /// An empty phrase at the token.
    pub(super) fn empty_at(at: usize) -> Self {
        Self::from_tokens(at..at)
    }

    /// A phrase of which only the tokens are known.
    pub(in crate::extract) fn from_tokens(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            name: None,
            noun: None,
            kind: SpeakerKind::Unknown,
            agreement: Agreement::EITHER_GENDER,
            is_pronoun: false,
            has_title: false,
        }
    }

    /// An empty phrase for whoever a pronoun at the token would mean, if no word names them there: "(à) ses (yeux)".
    pub(in crate::extract) fn implied_pronoun(at: usize, plural: bool) -> Self {
        Self {
            agreement: if plural {
                Agreement::PLURAL
            } else {
                Agreement::EITHER_GENDER
            },
            is_pronoun: true,
            ..Self::empty_at(at)
        }
    }

    /// Whether it can name a speaker: it has a name, is a pronoun, or is a role, body, document or group.
    pub(in crate::extract) fn can_speak(&self) -> bool {
        self.name.is_some() || self.is_pronoun || self.kind != SpeakerKind::Unknown
    }
}
