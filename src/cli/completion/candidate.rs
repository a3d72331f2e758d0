//! A completion candidate.

/// A completion candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The text to insert, without quotes.
    pub(crate) value: String,
    /// A description on one line.
    pub(crate) help: String,
}
