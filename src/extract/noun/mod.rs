//! Noun phrases: who or what stands at a place, read forwards from its first word or backwards from its last.

mod apposition;
mod complement;
mod name;
mod phrase_parser;
mod subject;

pub(super) use apposition::is_acronym_of;
pub(super) use phrase_parser::phrase_from;
pub(super) use subject::{is_reduced_participle, phrase_ending_at, subject_before};

use super::lexicon::Agreement;
use crate::domain::SpeakerKind;
use std::ops::Range;

/// How many tokens a noun phrase may take; a longer one is a misreading.
const PHRASE_TOKENS_MAX: usize = 30;
/// How many tokens may stand between the commas of an insertion.
const INSERTION_TOKENS_MAX: usize = 24;

/// What a noun phrase is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NounPhrase {
    /// All of it, apposition included.
    pub(super) tokens: Range<usize>,
    /// The name in it, titles left out.
    pub(super) name: Option<Range<usize>>,
    /// The role, body or document in it, determiner left out.
    pub(super) noun: Option<Range<usize>>,
    /// What kind of party it is.
    pub(super) kind: SpeakerKind,
    /// Gender and number as far as the words tell.
    pub(super) gender: Agreement,
    /// Whether it is a pronoun.
    pub(super) pronoun: bool,
    /// Whether a title of address stands in it: a bare surname follows.
    pub(super) titled: bool,
}

impl NounPhrase {
    fn empty_at(at: usize) -> Self {
        Self::from_tokens(at..at)
    }

    /// A phrase of which nothing is known but where it stands.
    pub(super) fn from_tokens(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            name: None,
            noun: None,
            kind: SpeakerKind::Unknown,
            gender: Agreement::EITHER_GENDER,
            pronoun: false,
            titled: false,
        }
    }

    /// Whoever a pronoun would mean at the token, with no word that names him there: "(à) ses (yeux)".
    pub(in crate::extract) fn implied_pronoun(at: usize, plural: bool) -> Self {
        Self {
            gender: if plural {
                Agreement::PLURAL
            } else {
                Agreement::EITHER_GENDER
            },
            pronoun: true,
            ..Self::empty_at(at)
        }
    }

    /// Whether it can name somebody who speaks: a name, a role, a body, a document, a group, a pronoun.
    pub(super) fn can_speak(&self) -> bool {
        self.name.is_some() || self.pronoun || self.kind != SpeakerKind::Unknown
    }
}
