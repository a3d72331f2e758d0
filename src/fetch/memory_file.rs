//! Opens the file of the fetch memory, and brings it up to date.

use super::error::FetchError;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// `PRAGMA application_id` of a fetch memory: "dixf" in ASCII.
const APPLICATION_ID: i64 = 0x6469_7866;
/// The step from each version to the next. A released step is never edited.
const STEPS: &[&str] = &[include_str!("../../schema/fetch/0001_memory.sql")];
/// `PRAGMA user_version` after all steps.
#[expect(clippy::cast_possible_wrap, reason = "there are few steps")]
const LATEST_VERSION: i64 = STEPS.len() as i64;
/// Maximum wait for a lock of another process. All transactions here are short.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(10);
/// Pause between two attempts where SQLite itself does not wait.
const LOCK_RETRY_PAUSE: Duration = Duration::from_millis(5);

/// Opens the file at `path`, which is created where it is missing.
pub(super) fn open_memory_file(path: &Path) -> Result<Connection, FetchError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let explain = |error| memory_error(path, &error);
    let mut conn = Connection::open_with_flags(path, flags).map_err(explain)?;
    conn.busy_timeout(LOCK_WAIT_MAX).map_err(explain)?;
    // Before anything is written, so that another program's file is not changed.
    check_version(read_version(&conn).map_err(explain)?, path)?;
    switch_to_wal(&conn).map_err(explain)?;
    // A power failure may lose the last changes, which costs requests only.
    conn.execute_batch("PRAGMA synchronous = NORMAL")
        .map_err(explain)?;
    migrate(&mut conn, path)?;
    Ok(conn)
}

/// The version of the file, 0 where it is empty; `None` where it belongs to another program.
fn read_version(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    // One statement sees one state of the file, also while another process creates it.
    let sql = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
               FROM pragma_application_id, pragma_user_version";
    let (application, version, tables): (i64, i64, i64) =
        conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(match application {
        APPLICATION_ID => Some(version),
        0 if version == 0 && tables == 0 => Some(0),
        _ => None,
    })
}

fn check_version(version: Option<i64>, path: &Path) -> Result<i64, FetchError> {
    match version {
        None => Err(FetchError::MemoryForeign {
            path: path.to_owned(),
        }),
        Some(found) if found > LATEST_VERSION => Err(FetchError::MemoryNewer {
            path: path.to_owned(),
            found,
            known: LATEST_VERSION,
        }),
        Some(version) => Ok(version),
    }
}

/// Switches the journal to WAL. For a new file this fails as busy without waiting while another process does the same.
fn switch_to_wal(conn: &Connection) -> rusqlite::Result<()> {
    let mut waited = Duration::ZERO;
    loop {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && waited < LOCK_WAIT_MAX =>
            {
                sleep(LOCK_RETRY_PAUSE);
                waited += LOCK_RETRY_PAUSE;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Applies the steps that the file lacks.
fn migrate(conn: &mut Connection, path: &Path) -> Result<(), FetchError> {
    let explain = |error| memory_error(path, &error);
    if read_version(conn).map_err(explain)? == Some(LATEST_VERSION) {
        return Ok(());
    }
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(explain)?;
    // Read again under the lock, as another process may have been faster.
    let version = check_version(read_version(&tx).map_err(explain)?, path)?;
    let write = || {
        for step in STEPS.iter().skip(usize::try_from(version).unwrap_or(0)) {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", LATEST_VERSION)
    };
    write().map_err(explain)?;
    tx.commit().map_err(explain)
}

/// What an error of SQLite means for the file at `path`.
pub(super) fn memory_error(path: &Path, error: &Error) -> FetchError {
    let path = path.to_owned();
    let reason = || error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => FetchError::MemoryForeign { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => FetchError::MemoryLocked { path },
        Some(ErrorCode::CannotOpen) if path.is_dir() => FetchError::MemoryAccess {
            path,
            reason: "it is a directory".to_owned(),
        },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            FetchError::MemoryAccess {
                path,
                reason: reason(),
            }
        }
        Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => FetchError::MemoryAccess {
            path,
            reason: reason(),
        },
        _ => FetchError::MemoryDamaged {
            path,
            reason: reason(),
        },
    }
}
