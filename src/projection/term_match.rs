//! What the vocabulary finds in a text.

/// A topic found in a text, and the term that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TermMatch<'a> {
    /// `topic_version.row`.
    pub(super) topic: i64,
    /// The term as the topic's definition has it.
    pub(super) term: &'a str,
}
