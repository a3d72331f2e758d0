use super::codec::CodecError;
use super::import_refusal::ImportRefusal;
use super::postgres::OriginError;
use super::{Damage, Finding, Hash};
use crate::domain::{EventId, Position, StreamId};
use rusqlite::ErrorCode;
use std::io;
use std::path::PathBuf;

/// Why the log could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file to read does not exist.
    #[error("there is no database at {}", path.display())]
    Missing {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file exists, and the system does not allow it to be opened.
    #[error("{} cannot be opened: {why}", path.display())]
    Access {
        /// Path of the file.
        path: PathBuf,
        /// What prevents it.
        why: String,
    },
    /// The directory is read-only, and a `-wal` file holds changes of another process that have to be read too.
    #[error(
        "{} cannot be read safely: its -wal file holds changes, and reading those takes the right to write to \
         the directory; copy the database with its -wal file to a directory of your own",
        path.display()
    )]
    Unsafe {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file is not a dixit database; it was not changed.
    #[error("{} is not a dixit database (it was left as it is)", path.display())]
    NotDixit {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file has nothing in it, or another process is making the database.
    #[error(
        "{} has nothing in it yet: it is empty, or another process is making the database at this moment",
        path.display()
    )]
    Empty {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file was read without locks, and changed meanwhile.
    #[error(
        "{} was changed by another process while it was read, so what was read may be wrong: try again",
        path.display()
    )]
    ChangedWhileRead {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file was written by a newer version of dixit.
    #[error(
        "{} has version {found} of the format, and this dixit knows {known}: open it with a newer dixit",
        path.display()
    )]
    Newer {
        /// Path of the file.
        path: PathBuf,
        /// The version of its format.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file was written by an older version of dixit and is opened for reading only.
    #[error(
        "{} has version {found} of the format, and this dixit reads {known}: open it once for writing, which \
         brings it up to date",
        path.display()
    )]
    Outdated {
        /// Path of the file.
        path: PathBuf,
        /// The version of its format.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// The file system does not support a write-ahead log shared between processes.
    #[error(
        "{} lies where SQLite cannot keep a write-ahead log (a network drive?): put it on a local disk",
        path.display()
    )]
    NoWal {
        /// Path of the file.
        path: PathBuf,
    },
    /// Another process held the lock for longer than this one waits.
    #[error(
        "the database is locked by another process, which has not finished writing in all the time that dixit waits"
    )]
    Locked,
    /// The disk is full; nothing of the transaction was recorded.
    #[error("the disk is full: nothing of this step was recorded, and nothing before it is lost")]
    Full,
    /// The disk or the system reports an error.
    #[error(
        "the disk or the system reports an error while the database is read or written ({0}): nothing of this step was \
         recorded, and nothing before it is lost"
    )]
    Disk(String),
    /// The file is read-only.
    #[error("the database may only be read")]
    ReadOnly,
    /// SQLite's own structures are damaged.
    #[error("the database file is damaged, or the disk cannot read it: {0}")]
    Corrupt(String),
    /// A hash or the order of the log is wrong.
    #[error("{0}; restore the database from a backup")]
    Damaged(#[from] Damage),
    /// A verification found something else wrong.
    #[error("{0}")]
    Unsound(Box<Finding>),
    /// The log up to a position is not the one that was verified before.
    #[error(
        "the log up to {position} is not the one that was verified before: its root was {expected} and is {found}; \
         it was rewritten, or the database was replaced by another"
    )]
    OtherHistory {
        /// The last position of that verification.
        position: Position,
        /// The root that it found.
        expected: Hash,
        /// The root now.
        found: Hash,
    },
    /// This program cannot decode an event.
    #[error("the event at {position} cannot be read: {source}")]
    Undecodable {
        /// Position of the event.
        position: Position,
        /// The cause.
        source: CodecError,
    },
    /// The event cannot be encoded.
    #[error(transparent)]
    Encode(#[from] CodecError),
    /// The stream is at another version than expected.
    #[error("{stream} is at version {actual}, not {expected}: somebody else has written to it")]
    WrongVersion {
        /// The stream.
        stream: StreamId,
        /// The expected version.
        expected: u64,
        /// The current version.
        actual: u64,
    },
    /// An event with this id is recorded with other content.
    #[error("event {id} is recorded at {position} with another content")]
    IdConflict {
        /// The id.
        id: EventId,
        /// Position of the recorded event.
        position: Position,
    },
    /// An event was to be appended to a stream that it does not belong to.
    #[error("an event of {found} was to be appended to {stream}")]
    WrongStream {
        /// The requested stream.
        stream: StreamId,
        /// The stream of the event.
        found: StreamId,
    },
    /// A statement that inserts a row inserted none.
    #[error(
        "the database took no row, though it reported no error: something in the file that is not dixit's (a trigger?) \
         holds back what is written; `dixit verify` finds it"
    )]
    NotInserted,
    /// An event of another copy of the log is not taken into this one.
    #[error(transparent)]
    NotImported(#[from] ImportRefusal),
    /// A file of a backup cannot be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was to be done with it.
        action: &'static str,
        /// Path of the file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The path of a backup is that of something else.
    #[error("{} {what}", path.display())]
    NotABackup {
        /// The path.
        path: PathBuf,
        /// What is there instead.
        what: String,
    },
    /// A backup is damaged.
    #[error("{} is no sound backup: {source}", path.display())]
    UnsoundBackup {
        /// Path of the backup.
        path: PathBuf,
        /// What is wrong.
        source: Box<LogError>,
    },
    /// A database was to be replaced by a backup that lacks some of its events.
    #[error(
        "the database has {events} that the backup does not have, from {from} on",
        events = count_events(*events)
    )]
    WouldLose {
        /// How many.
        events: u64,
        /// The first of them.
        from: Position,
    },
    /// The database that a backup was to replace was written to meanwhile.
    #[error("another process is writing to the database: stop it, and restore again")]
    WrittenMeanwhile,
    /// The log on a server could not be reached, read or written.
    #[error(transparent)]
    Origin(#[from] OriginError),
    /// The caller asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// Any other error of SQLite.
    #[error("the database refuses: {0}")]
    Sqlite(rusqlite::Error),
}

/// "1 event", "2 events".
fn count_events(count: u64) -> String {
    let noun = if count == 1 { "event" } else { "events" };
    format!("{count} {noun}")
}

impl LogError {
    /// Whether the cause is the store (locked, damaged, full, not readable, not a dixit database) and not the
    /// request.
    pub const fn is_store(&self) -> bool {
        !matches!(
            self,
            Self::Missing { .. }
                | Self::Encode(_)
                | Self::WrongVersion { .. }
                | Self::IdConflict { .. }
                | Self::WrongStream { .. }
                | Self::NotImported(_)
                | Self::NotABackup { .. }
                | Self::WouldLose { .. }
                | Self::Interrupted
        )
    }
}

impl From<&Finding> for LogError {
    fn from(finding: &Finding) -> Self {
        match (finding.position, finding.damaged_part) {
            (Some(position), Some(part)) => Self::Damaged(Damage { position, part }),
            _ => Self::Unsound(Box::new(finding.clone())),
        }
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
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
