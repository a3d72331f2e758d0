/// Why the read models could not be folded.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The database refused.
    #[error("the read models could not be {doing}")]
    Store {
        /// What was being done, as a participle.
        doing: &'static str,
        /// What it said.
        #[source]
        source: rusqlite::Error,
    },
    /// What a statement tells beyond its columns could not be written as JSON.
    #[error("the detail of a statement could not be written")]
    Detail(#[from] serde_json::Error),
    /// A row is not as the fold writes it.
    #[error("the read models hold something else than {0}; rebuild them")]
    Damaged(&'static str),
    /// An embedded word list is not as it must be.
    #[error("the word list {0} is damaged: {1}")]
    WordList(&'static str, String),
    /// The embedded taxonomy is not as it must be.
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
