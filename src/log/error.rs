use super::Damage;
use super::codec::CodecError;
use crate::domain::{EventId, Position, StreamId};
use rusqlite::ErrorCode;
use std::path::PathBuf;

/// Why the log could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It is to be read, and there is no such file.
    #[error("there is no database at {}", path.display())]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// The file is there, and the system does not let it be opened.
    #[error("{} cannot be opened: {why}", path.display())]
    Access {
        /// Which file.
        path: PathBuf,
        /// What stands in the way.
        why: String,
    },
    /// The directory may not be written to, and changes of another process wait beside the file to be read.
    #[error(
        "{} cannot be read safely: its -wal file holds changes, and reading those takes the right to write to \
         the directory; copy the database with its -wal file to a directory of your own",
        path.display()
    )]
    Unsafe {
        /// Which file.
        path: PathBuf,
    },
    /// The file is something else; it was left as it is.
    #[error("{} is not a dixit database (it was left as it is)", path.display())]
    NotDixit {
        /// Which file.
        path: PathBuf,
    },
    /// The file was written by a newer program.
    #[error(
        "{} has version {found} of the format, and this dixit knows {known}: open it with a newer dixit",
        path.display()
    )]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The version of its format.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The file was written by an older program and is opened for reading only.
    #[error(
        "{} has version {found} of the format, and this dixit reads {known}: open it once for writing, which \
         brings it up to date",
        path.display()
    )]
    Outdated {
        /// Which file.
        path: PathBuf,
        /// The version of its format.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// The file system cannot hold a write-ahead log that processes share.
    #[error(
        "{} lies where SQLite cannot keep a write-ahead log (a network drive?): put it on a local disk",
        path.display()
    )]
    NoWal {
        /// Which file.
        path: PathBuf,
    },
    /// Another process held the lock for longer than one waits.
    #[error("the database is locked by another process that has not let go of it for a minute; try again")]
    Locked,
    /// No room to write; nothing of the transaction was recorded.
    #[error("the disk is full: nothing of this step was recorded, and nothing before it is lost")]
    Full,
    /// The file may only be read.
    #[error("the database may only be read")]
    ReadOnly,
    /// SQLite finds its own structures broken.
    #[error("the database file is damaged: {0}; restore it from a backup")]
    Corrupt(String),
    /// A hash or the order of the log does not hold.
    #[error("{0}; restore the database from a backup")]
    Damaged(#[from] Damage),
    /// An event is there that this program cannot read.
    #[error("the event at {position} cannot be read: {source}")]
    Undecodable {
        /// Where it stands.
        position: Position,
        /// Why.
        source: CodecError,
    },
    /// The event cannot be written.
    #[error(transparent)]
    Encode(#[from] CodecError),
    /// The stream has grown since it was read, or never was that long.
    #[error("{stream} is at version {actual}, not {expected}: somebody else has written to it")]
    WrongVersion {
        /// Which stream.
        stream: StreamId,
        /// The version that was expected.
        expected: u64,
        /// The version that it has.
        actual: u64,
    },
    /// An event of this name is recorded with another content.
    #[error("event {id} is recorded at {position} with another content")]
    IdConflict {
        /// Which event.
        id: EventId,
        /// Where the other one stands.
        position: Position,
    },
    /// An event was handed over for a stream that it does not belong to.
    #[error("an event of {found} was to be appended to {stream}")]
    WrongStream {
        /// The stream that was named.
        stream: StreamId,
        /// The stream of the event.
        found: StreamId,
    },
    /// Anything else that SQLite refuses.
    #[error("the database refuses: {0}")]
    Sqlite(rusqlite::Error),
}

impl LogError {
    /// Whether the trouble lies with the store (locked, damaged, full, not to be opened, not a dixit database)
    /// and not with what was asked of it.
    pub const fn is_store(&self) -> bool {
        !matches!(
            self,
            Self::Missing { .. }
                | Self::Encode(_)
                | Self::WrongVersion { .. }
                | Self::IdConflict { .. }
                | Self::WrongStream { .. }
        )
    }
}

impl From<rusqlite::Error> for LogError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{FromSqlConversionFailure, InvalidColumnType, Utf8Error};
        // A value of another type than the STRICT schema allows can only come from a damaged page.
        if matches!(
            error,
            FromSqlConversionFailure(..) | InvalidColumnType(..) | Utf8Error(..)
        ) {
            return Self::Corrupt(error.to_string());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
