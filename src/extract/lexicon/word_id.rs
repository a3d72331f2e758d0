//! Words as numbers, so that texts and lexicon entries are compared without comparing letters.

/// The index of a word form; [`WordId::UNKNOWN`] for every form that the lexicon does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::extract) struct WordId(pub(super) u32);

impl WordId {
    pub(in crate::extract) const UNKNOWN: Self = Self(0);
}
