use schemars::JsonSchema;
use serde::Serialize;

/// What became of one article that was read: what `dixit ingest` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ingestion {
    /// Where it was read: a path, with a line where one file holds many.
    pub place: String,
    /// Its id.
    #[schemars(regex(pattern = "^a[0-9a-z]{12}$"))]
    pub article: String,
    /// What that changed.
    pub change: IngestionChange,
    /// How many statements were recorded.
    pub statements: usize,
    /// How many statements were withdrawn, their words being gone.
    pub withdrawn: usize,
    /// Its headline.
    pub title: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Whether it is what another reader reads in it.
    #[serde(skip)]
    pub is_reading: bool,
    /// Who or what read it beside dixit, with the version: where its statements came in with `--readings`.
    pub reader: Option<String>,
    /// What of that reading was refused.
    pub refused: Vec<RejectedStatement>,
}

impl Ingestion {
    /// Whether it is a reading of another reader of which nothing could be taken.
    pub const fn is_reading_refused(&self) -> bool {
        self.is_reading && matches!(self.change, IngestionChange::Refused)
    }
}

/// A statement of another reader that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RejectedStatement {
    /// Its number in its line, from 1.
    pub statement: usize,
    /// Why.
    pub reason: String,
}

/// What an article that was read changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IngestionChange {
    /// It was not known before.
    Recorded,
    /// It was known with another text or less of its source.
    Revised,
    /// It was known, and what another reader reads in it came in.
    Read,
    /// It was known just so.
    Unchanged,
    /// It was taken back earlier, and does not return by being read again.
    Refused,
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
        }
    }
}
