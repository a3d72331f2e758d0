use schemars::JsonSchema;
use serde::Serialize;

/// The outcome of ingesting one article, as `dixit ingest` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ingestion {
    /// Where it was read: a path, with a line if the file holds several articles.
    pub place: String,
    /// Its id.
    #[schemars(regex(pattern = "^a[0-9a-z]{12}$"))]
    pub article: String,
    /// What changed.
    pub change: IngestionChange,
    /// Number of statements recorded.
    pub statements: usize,
    /// Number of statements withdrawn, because their words are no longer in the article.
    pub withdrawn: usize,
    /// Its headline.
    pub title: Option<String>,
    /// Why the article was refused.
    pub reason: Option<String>,
    /// Whether this is a reading of another reader than the extractor, given with `--readings`.
    #[serde(skip)]
    pub is_reading: bool,
    /// The reader with its version, if its statements were given with `--readings`.
    pub reader: Option<String>,
    /// The statements of that reading that were refused.
    pub refused: Vec<RejectedStatement>,
}

impl Ingestion {
    /// Whether this is a reading of another reader and nothing of it could be recorded.
    pub const fn is_reading_refused(&self) -> bool {
        self.is_reading && matches!(self.change, IngestionChange::Refused)
    }
}

/// A statement of another reader that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RejectedStatement {
    /// Its number in the line, from 1.
    pub statement: usize,
    /// Why.
    pub reason: String,
}

/// What ingesting an article changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IngestionChange {
    /// The article is new.
    Recorded,
    /// The article was known with another text or with less about its source.
    Revised,
    /// The article was known, and the statements of another reader were recorded.
    Read,
    /// The article was known exactly as given.
    Unchanged,
    /// The article was withdrawn earlier; ingesting it again does not bring it back.
    Refused,
    /// Its source has taken it back, so it is withdrawn.
    Withdrawn,
    /// It waits in the outbox of a copy, because the origin could not be reached; nothing is recorded yet.
    Queued,
}

impl IngestionChange {
    /// The word for it in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Revised => "revised",
            Self::Read => "read",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Queued => "queued",
        }
    }
}
