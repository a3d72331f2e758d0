//! How a period relates to what is due.

use serde::Deserialize;

/// How a period relates to what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DeadlineKind {
    /// Due when the period is over, at the latest: "by 2030".
    #[default]
    By,
    /// Due within the period: "in the first quarter of 2028".
    In,
    /// It begins with the period: "from 1 January 2027".
    From,
    /// Due on the day: "on 1 March 2027".
    At,
}

impl DeadlineKind {
    /// The kind as it is stored.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::In => "in",
            Self::From => "from",
            Self::At => "at",
        }
    }
}
