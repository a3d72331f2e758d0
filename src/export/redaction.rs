use schemars::JsonSchema;
use serde::Serialize;

/// What the redaction of one thing took away, as `dixit redact` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RedactionReport {
    /// What was redacted: `statement`, `article` or `speaker`.
    pub what: &'static str,
    /// Its id.
    pub id: String,
    /// The position of the event that records it; null where it was redacted before.
    pub position: Option<u64>,
    /// Number of articles that lost text.
    pub articles: usize,
    /// Number of texts taken out of the log.
    pub texts: usize,
    /// Number of event bodies that lost words.
    pub bodies: usize,
    /// The statements that lost their words.
    pub statements: Vec<String>,
    /// Other current statements with the same words as one of these. They were not redacted.
    pub same_words: Vec<String>,
    /// Whether nothing of it is left in the `-wal` file beside the database.
    pub wal_emptied: bool,
}
