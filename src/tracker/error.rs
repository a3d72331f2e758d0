use crate::domain::{DecideError, Position, Timestamp};
use crate::log::{ImportRefusal, LogError};
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
    /// The log is no copy of one on a server.
    #[error("the database is not a copy of a log on a server")]
    NoCopy,
    /// A log that is to become a copy of another one has events of its own.
    #[error(
        "the database has events of its own, so it cannot become a copy: name a file that does not exist yet"
    )]
    NotEmpty,
    /// The log is a copy of another one.
    #[error("the database is a copy of {address}")]
    OtherOrigin {
        /// The address of that.
        address: String,
    },
    /// The log became a copy, or that of another origin, while this process was about to write to it.
    #[error(
        "the database was shared by another process meanwhile, and nothing was recorded: do the same again"
    )]
    BecameCopy,
    /// The log is being put up on a server.
    #[error(
        "the database is being put up at {address}, and that is not complete: `dixit share` with the same address goes \
         on"
    )]
    NotShared {
        /// Where.
        address: String,
    },
    /// A copy has events that its origin does not have.
    #[error(
        "this copy and {address} are a fork: the event at {first} is not the same there, or is missing. The copy ends at \
         {copy}, the origin at {origin}"
    )]
    Fork {
        /// The first position of the copy whose event the origin does not have.
        first: Position,
        /// The last position of the copy.
        copy: Position,
        /// The last position of the origin.
        origin: Position,
        /// The address of the origin.
        address: String,
    },
    /// An event of the origin does not have the hashes that it should have.
    #[error("the event at {position} of the origin is damaged there: {source}")]
    UnsoundOrigin {
        /// Its position.
        position: Position,
        /// What is wrong.
        source: ImportRefusal,
    },
    /// Somebody wrote to the origin though it was locked.
    #[error("somebody writes to the origin who does not wait for others; nothing was recorded")]
    OriginMoved,
    /// The connection to the origin was lost while it committed, and it turned out that it did not.
    #[error("nothing was recorded, so the same can be done again: {why}")]
    NotRecorded {
        /// What happened.
        why: String,
    },
    /// The origin has recorded what the copy could not write.
    #[error(
        "everything is recorded at the origin, but this copy could not write it ({source}): `dixit sync` takes it from \
         there"
    )]
    CopyBehind {
        /// Why the copy could not write it.
        source: LogError,
    },
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
            ) | Self::UnsoundOrigin { .. }
        )
    }

    /// Whether the origin of a copy could not be reached, or was lost before it confirmed what was recorded: the same
    /// is worth trying again later without any change.
    pub const fn is_origin_unreachable(&self) -> bool {
        match self {
            Self::Log(LogError::Origin(error)) => error.is_unreachable() || error.is_in_doubt(),
            Self::NotRecorded { .. } => true,
            _ => false,
        }
    }

    /// Whether the store is at fault (locked, damaged, full, not readable, not a dixit database) and not the request.
    pub const fn is_store(&self) -> bool {
        match self {
            Self::Log(error) => error.is_store(),
            Self::Projection(_)
            | Self::Thread(_)
            | Self::UnsoundOrigin { .. }
            | Self::OriginMoved
            | Self::NotRecorded { .. }
            | Self::CopyBehind { .. } => true,
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
            | Self::NoCopy
            | Self::NotEmpty
            | Self::OtherOrigin { .. }
            | Self::BecameCopy
            | Self::NotShared { .. }
            | Self::Fork { .. }
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
