//! A stance.

/// Whether somebody is for or against what they speak about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::projection) enum Stance {
    /// For it.
    For,
    /// Against it.
    Against,
}

impl Stance {
    /// The other stance.
    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
        }
    }

    /// The stance as it is stored: `for` or `against`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
        }
    }
}
