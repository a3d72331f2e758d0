use std::fmt;

/// Place of an event in the whole log, without gaps; the first event has position 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position(u64);

impl Position {
    /// The position before the first event.
    pub const START: Self = Self(0);

    /// Creates the `number`-th position; 0 is before the first event.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The position as a number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Position {
    /// Writes `@1200`; a bare number could be mistaken for a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("@{}", self.0))
    }
}
