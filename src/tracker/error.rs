use crate::domain::{DecideError, Position};
use crate::log::LogError;
use crate::projection::ProjectionError;
use crate::query::QueryError;
use rusqlite::ErrorCode;

/// Why a tracker cannot do what is asked of it.
#[derive(Debug, thiserror::Error)]
pub enum TrackerError {
    /// The log.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The read models.
    #[error(transparent)]
    Projection(ProjectionError),
    /// The question.
    #[error(transparent)]
    Query(QueryError),
    /// What was asked for cannot be decided.
    #[error(transparent)]
    Refused(#[from] DecideError),
    /// The log has no event there.
    #[error("there is no event at {0}")]
    NoSuchPosition(Position),
    /// It was opened to read.
    #[error("the tracker was opened to read only")]
    ReadOnly,
}

impl TrackerError {
    /// Whether the trouble lies with the store (locked, damaged, full, not to be opened, not a dixit database)
    /// and not with what was asked of it.
    pub const fn is_store(&self) -> bool {
        match self {
            Self::Log(error) => error.is_store(),
            Self::Projection(_) => true,
            Self::Query(error) => matches!(error, QueryError::Store(_) | QueryError::Damaged { .. }),
            Self::Refused(_) | Self::NoSuchPosition(_) | Self::ReadOnly => false,
        }
    }
}

impl From<ProjectionError> for TrackerError {
    fn from(error: ProjectionError) -> Self {
        match error {
            ProjectionError::Store { source, .. } if is_the_store(&source) => Self::Log(source.into()),
            error => Self::Projection(error),
        }
    }
}

impl From<QueryError> for TrackerError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Store(source) if is_the_store(&source) => Self::Log(source.into()),
            error => Self::Query(error),
        }
    }
}

/// Whether `error` would have befallen any statement, so that it is told as the log tells it.
fn is_the_store(error: &rusqlite::Error) -> bool {
    use ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly};
    matches!(
        error.sqlite_error_code(),
        Some(DatabaseBusy | DatabaseLocked | DiskFull | ReadOnly | DatabaseCorrupt | NotADatabase)
    )
}
