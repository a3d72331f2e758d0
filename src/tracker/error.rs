use crate::domain::{DecideError, Position, Timestamp};
use crate::log::LogError;
use crate::projection::ProjectionError;
use crate::query::QueryError;
use rusqlite::ErrorCode;

/// Why a tracker failed.
#[derive(Debug, thiserror::Error)]
pub enum TrackerError {
    /// The log failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The read models could not be folded.
    #[error(transparent)]
    Projection(ProjectionError),
    /// A question could not be answered.
    #[error(transparent)]
    Query(QueryError),
    /// The command was refused.
    #[error(transparent)]
    Refused(#[from] DecideError),
    /// The log has no event at this position.
    #[error("no event at {0} in the log")]
    NoSuchPosition(Position),
    /// The log has not this many events.
    #[error("there is no position {position}; the log ends at {last}")]
    AfterLastPosition {
        /// The position asked for.
        position: Position,
        /// The last position of the log.
        last: Position,
    },
    /// The log has no events.
    #[error("there is no position {0}; the log is empty")]
    PositionOfEmptyLog(Position),
    /// Position 0 was asked for.
    #[error("the log starts at @1; nothing was recorded before")]
    BeforeFirstPosition,
    /// The log began later than the time asked for.
    #[error(
        "the log starts on {}; nothing was recorded by {time}",
        begun.map_or(String::new(), |begun| begun.to_string())
    )]
    BeforeLogBegan {
        /// The time asked for.
        time: Timestamp,
        /// When the first event was recorded.
        begun: Option<Timestamp>,
    },
    /// The clock is far ahead of the last event.
    #[error(
        "the clock of this machine says {now}, more than a year after the last event in the log ({last}): if it is \
         wrong, all later events would carry at least this time"
    )]
    ClockAhead {
        /// What the clock says.
        now: Timestamp,
        /// When the last event was recorded.
        last: Timestamp,
    },
    /// The system gives this program no more threads.
    #[error("the system gives this program no more threads: {0}")]
    Thread(std::io::Error),
    /// The tracker was opened read-only.
    #[error("the tracker was opened read-only")]
    ReadOnly,
}

impl TrackerError {
    /// Whether the log or the database file is not as it was written.
    pub const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Log(
                LogError::Damaged(_)
                    | LogError::Unsound(_)
                    | LogError::Corrupt(_)
                    | LogError::Undecodable { .. }
                    | LogError::OtherHistory { .. }
            )
        )
    }

    /// Whether the store is at fault (locked, damaged, full, not readable, not a dixit database) and not the request.
    pub const fn is_store(&self) -> bool {
        match self {
            Self::Log(error) => error.is_store(),
            Self::Projection(_) | Self::Thread(_) => true,
            Self::Query(error) => matches!(
                error,
                QueryError::Database(_) | QueryError::DamagedReadModel { .. }
            ),
            Self::Refused(_)
            | Self::NoSuchPosition(_)
            | Self::AfterLastPosition { .. }
            | Self::PositionOfEmptyLog(_)
            | Self::BeforeFirstPosition
            | Self::BeforeLogBegan { .. }
            | Self::ReadOnly
            | Self::ClockAhead { .. } => false,
        }
    }
}

impl From<ProjectionError> for TrackerError {
    fn from(error: ProjectionError) -> Self {
        match error {
            ProjectionError::Store { source, .. } if is_whole_database(&source) => Self::Log(source.into()),
            error => Self::Projection(error),
        }
    }
}

impl From<QueryError> for TrackerError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Database(source) if is_whole_database(&source) => Self::Log(source.into()),
            error => Self::Query(error),
        }
    }
}

/// `SQLITE_CORRUPT_VTAB`.
const CORRUPT_VIRTUAL_TABLE: i32 = 267;

/// Whether `error` concerns the database as a whole and not one SQL statement. It is then reported as an error of the
/// log.
fn is_whole_database(error: &rusqlite::Error) -> bool {
    use ErrorCode::{
        DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly, SystemIoFailure,
    };
    // A virtual table is a full-text index, which can be rebuilt.
    if error.sqlite_extended_error_code() == Some(CORRUPT_VIRTUAL_TABLE) {
        return false;
    }
    matches!(
        error.sqlite_error_code(),
        Some(
            DatabaseBusy
                | DatabaseLocked
                | DiskFull
                | ReadOnly
                | DatabaseCorrupt
                | NotADatabase
                | SystemIoFailure
        )
    )
}
