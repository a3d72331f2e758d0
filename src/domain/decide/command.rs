//! Commands about an article and its statements.

use crate::domain::{
    Act, Document, Edtf, Link, Reader, RedactedPart, Report, Statement, StatementId, Status, Tag, TopicId,
};

/// A command about one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleCommand {
    /// Record the article and its statements.
    Ingest {
        /// The article.
        document: Document,
        /// Its statements, in reading order.
        statements: Vec<Statement>,
        /// The extractor that read them, with its version.
        extractor: String,
    },
    /// Replace the reading of the current text by that of another extractor.
    Reread {
        /// The statements that it reads, in reading order.
        statements: Vec<Statement>,
        /// The extractor, with its version.
        extractor: String,
    },
    /// Add the reading of a reader other than the extractor, beside the extractor's own.
    ReadBy {
        /// The reader.
        reader: Reader,
        /// The statements that it reads, in reading order.
        statements: Vec<Statement>,
        /// Whether `statements` is all that the reader reads in the article.
        is_complete: bool,
    },
    /// Withdraw the article: it is no longer current.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Take its texts, and all words of it in the log, away for ever.
    Redact {
        /// Why.
        reason: String,
        /// What is taken away.
        redacted: Vec<RedactedPart>,
    },
    /// Take the words of one of its statements away for ever, and its texts with them.
    RedactStatement {
        /// The statement.
        statement: StatementId,
        /// Other statements of the article that lose their words with it.
        also: Vec<StatementId>,
        /// Why.
        reason: String,
        /// What is taken away.
        redacted: Vec<RedactedPart>,
    },
    /// Decide on one of its statements.
    Decide {
        /// The statement.
        statement: StatementId,
        /// The decision.
        command: StatementCommand,
        /// Why.
        reason: Option<String>,
    },
}

/// A command about one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementCommand {
    /// Confirm that the reading was checked and is right.
    Confirm,
    /// Correct some fields of the reading.
    Correct(CorrectionRequest),
    /// Withdraw the statement: it is no longer current.
    Withdraw,
    /// Set whether it is about a topic.
    Tag(TopicId, Tag),
    /// Set what became of the proposal or promise.
    Mark(Status),
    /// Link it to another statement (`true`), or remove that link (`false`).
    Link(StatementId, Link, bool),
    /// Do not show this reading in `review` again.
    Skip,
}

/// The requested values of a correction. A field that is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CorrectionRequest {
    /// The speaker's name; empty where the speaker is unknown.
    pub speaker: Option<String>,
    /// The capacity; empty for none.
    pub capacity: Option<String>,
    /// The date of the utterance.
    pub said: Option<Edtf>,
    /// The speech act.
    pub act: Option<Act>,
    /// How the statement came to be known.
    pub report: Option<Report>,
    /// The statement's words as the article has them, with ` […] ` between pieces that are apart.
    pub text: Option<String>,
}
