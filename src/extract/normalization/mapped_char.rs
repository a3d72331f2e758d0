//! The unit that all steps of normalisation work on.

/// A character, and the code points of the given text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MappedChar {
    pub(super) c: char,
    /// The first code point.
    pub(super) at: u32,
    /// The number of code points.
    pub(super) length: u32,
}

impl MappedChar {
    /// One character for all characters from `first` to `last`.
    pub(super) fn spanning(c: char, first: Self, last: Self) -> Self {
        Self {
            c,
            at: first.at,
            length: (last.at + last.length).saturating_sub(first.at),
        }
    }

    /// The characters of a text, each for itself.
    #[cfg(test)]
    pub(super) fn from_text(text: &str) -> Vec<Self> {
        (0..)
            .zip(text.chars())
            .map(|(at, c)| Self { c, at, length: 1 })
            .collect()
    }
}
