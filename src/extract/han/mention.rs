//! The parts of one mention of a speaker: what the words at one place of the text say about who speaks.

use crate::domain::SpeakerKind;

/// What the words at one place say about the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MentionParts {
    pub(super) kind: SpeakerKind,
    /// If the mention is a pronoun: whether it is plural, and whether it is feminine.
    pub(super) pronoun: Option<(bool, bool)>,
    /// The name, from byte to byte of the text.
    pub(super) name: Option<(usize, usize)>,
    /// The capacity, from byte to byte of the text.
    pub(super) capacity: Option<(usize, usize)>,
}

impl MentionParts {
    /// A mention of the kind, with neither name nor capacity.
    pub(super) fn of_kind(kind: SpeakerKind) -> Self {
        Self {
            kind,
            pronoun: None,
            name: None,
            capacity: None,
        }
    }

    /// Whether the mention names a person.
    pub(super) fn is_person(&self) -> bool {
        self.kind == SpeakerKind::Person && self.name.is_some()
    }
}
