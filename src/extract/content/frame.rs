//! The content of a report, and the grammatical frame that it was found in.

use std::ops::Range;

/// The grammatical frame of a content, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum ContentFrame {
    /// A quotation, after a colon or right after the verb.
    Quotation,
    /// Unquoted words after a colon.
    AfterColon,
    /// A clause with "que" or "that".
    ThatClause,
    /// A clause with "si", "whether" or a question word: "how …".
    IndirectQuestion,
    /// An English clause without "that".
    BareClause,
    /// An infinitive with what depends on it: "de faire …", "to do …", "avoir fait …".
    Infinitive,
    /// A noun phrase.
    Object,
}

/// The words that a cue reports.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Content {
    pub(in crate::extract) tokens: Range<usize>,
    pub(in crate::extract) frame: ContentFrame,
}

/// Maximum number of tokens between a verb and the beginning of its content.
pub(super) const CONTENT_REACH: usize = 32;
