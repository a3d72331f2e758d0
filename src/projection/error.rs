use crate::domain::similarity::DamagedBlock;

/// Why the read models could not be created or folded.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// SQLite returned an error.
    #[error("the read models could not be {doing}")]
    Store {
        /// What failed, as a participle: "created", "updated".
        doing: &'static str,
        /// The error of SQLite.
        #[source]
        source: rusqlite::Error,
    },
    /// A column in JSON could not be written or read as JSON.
    #[error("a detail could not be written")]
    Detail(#[from] serde_json::Error),
    /// A statement that writes one row wrote none.
    #[error(
        "the read models took no row: something that is not dixit's (a trigger?) holds back what is written; rebuild \
         them"
    )]
    NotWritten,
    /// A row has a value that no projection writes.
    #[error("the read models hold something else than {0}; rebuild them")]
    Damaged(&'static str),
    /// An index from hashes to rows is damaged.
    #[error("the read models are damaged; rebuild them")]
    DamagedIndex(#[from] DamagedBlock),
    /// An embedded word list cannot be parsed.
    #[error("the word list {0} is damaged: {1}")]
    WordList(&'static str, String),
    /// The embedded taxonomy cannot be parsed, or is inconsistent.
    #[error("the taxonomy is damaged: {0}")]
    Taxonomy(String),
}

impl From<rusqlite::Error> for ProjectionError {
    fn from(source: rusqlite::Error) -> Self {
        Self::Store {
            doing: "updated",
            source,
        }
    }
}

impl ProjectionError {
    /// Fails where a statement that writes one row wrote none, as a foreign trigger can have it.
    pub(super) const fn expect_row(rows: usize) -> Result<(), Self> {
        if rows == 1 { Ok(()) } else { Err(Self::NotWritten) }
    }
}
