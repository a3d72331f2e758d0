//! Noun phrases: who or what stands at a place, read forwards from its first word or backwards from its last.

mod apposition;
mod backwards;
mod forwards;
mod joined;
mod name;

pub(super) use apposition::abbreviates;
pub(super) use backwards::{backwards, ending, is_reduced};
pub(super) use forwards::forwards;

use super::lexicon::Gender;
use crate::domain::SpeakerKind;
use std::ops::Range;

/// How many tokens a noun phrase may take; a longer one is a misreading.
const LONGEST: usize = 30;
/// How many tokens may stand between the commas of an insertion.
const LONGEST_INSERTION: usize = 24;

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
    pub(super) gender: Gender,
    /// Whether it is a pronoun.
    pub(super) pronoun: bool,
    /// Whether a title of address stands in it: a bare surname follows.
    pub(super) titled: bool,
}

impl NounPhrase {
    fn empty(at: usize) -> Self {
        Self::of_tokens(at..at)
    }

    /// A phrase of which nothing is known but where it stands.
    pub(super) fn of_tokens(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            name: None,
            noun: None,
            kind: SpeakerKind::Unknown,
            gender: Gender::ANY,
            pronoun: false,
            titled: false,
        }
    }

    /// Whoever a pronoun would mean at the token, with no word that names him there: "(à) ses (yeux)".
    pub(in crate::extract) fn unnamed(at: usize, plural: bool) -> Self {
        Self {
            gender: if plural { Gender::PL } else { Gender::ANY },
            pronoun: true,
            ..Self::empty(at)
        }
    }

    /// Whether it can name somebody who speaks: a name, a role, a body, a document, a group, a pronoun.
    pub(super) fn can_speak(&self) -> bool {
        self.name.is_some() || self.pronoun || self.kind != SpeakerKind::Unknown
    }
}
