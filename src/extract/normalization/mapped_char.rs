/// A character to read, and which code points of the given text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    /// The first of them.
    pub(super) at: u32,
    /// How many they are.
    pub(super) length: u32,
}

impl Letter {
    /// One character for the letters from `first` to `last`.
    pub(super) fn for_all(c: char, first: Self, last: Self) -> Self {
        Self {
            c,
            at: first.at,
            length: (last.at + last.length).saturating_sub(first.at),
        }
    }

    /// The letters of a text as it is given.
    #[cfg(test)]
    pub(super) fn of_text(text: &str) -> Vec<Self> {
        (0..)
            .zip(text.chars())
            .map(|(at, c)| Self { c, at, length: 1 })
            .collect()
    }
}
