use super::begin_write::LOCK_WAIT_MAX;
use super::file_access::{UnlockedFile, has_wal, is_writable, may_be_in_the_making, refuse_special_file};
use super::lock_wait::LockWait;
use super::migrate::{COPY_VERSION, FileFormat, LATEST_VERSION, detect_format, migrate};
use super::store_notice::StoreObserver;
use super::wal_limit::WAL_BYTES_MAX;
use crate::log::LogError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// The purpose for which a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessMode {
    /// Reading and writing; a missing file is created, an old one is migrated.
    ReadWrite,
    /// Reading; nothing is changed.
    ReadOnly,
    /// Reading of a file of this or any earlier version, for what needs nothing but the log; nothing is changed.
    ReadAnyVersion,
}

/// Maximum wait for another process that makes the database.
const MAKING_WAIT_MAX: Duration = Duration::from_secs(1);
/// Pause between two attempts where SQLite itself does not wait.
const LOCK_RETRY_PAUSE: Duration = Duration::from_millis(5);
/// Number of changed pages that are collected before they are moved into the database: 32 MB. The indexes are in the
/// order of hashes, so a batch changes pages everywhere; SQLite's default of 1,000 would move them with every batch.
const CHECKPOINT_PAGES: u32 = 8000;
/// Page cache of a writer. A rebuild writes everything in one transaction; SQLite's default of 2 MB would write the
/// same index pages to the WAL again and again.
const WRITER_CACHE_KIB: u32 = 128 * 1024;
/// Page cache of a reader: comparisons read the same pages many times. It is allocated as needed.
const READER_CACHE_KIB: u32 = 64 * 1024;
/// Prepared statements kept per connection: those of the log and of every read model.
const PREPARED_STATEMENTS_MAX: usize = 128;

/// Opens the database at `path` with all settings that the log relies on.
///
/// A file that is not a dixit database, or was written by a newer dixit, is refused and not changed.
pub fn open(path: &Path, access: AccessMode) -> Result<Connection, LogError> {
    open_observed(path, access, &StoreObserver::default())
}

/// As [`open`]; `observer` is told for whom it waits.
pub fn open_observed(
    path: &Path,
    access: AccessMode,
    observer: &StoreObserver,
) -> Result<Connection, LogError> {
    match access {
        AccessMode::ReadWrite => {
            refuse_special_file(path)?;
            let conn = open_to_write(path, observer)?;
            conn.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS_MAX);
            Ok(conn)
        }
        AccessMode::ReadOnly => Ok(open_to_read(path)?.0),
        AccessMode::ReadAnyVersion => Ok(open_version_to_read(path, 1)?.0),
    }
}

fn open_to_write(path: &Path, observer: &StoreObserver) -> Result<Connection, LogError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(|source| access_error(path, &source))?;
    configure_connection(&conn)?;
    // Checked before anything is written, so that a foreign file is not changed.
    check_format(
        detect_format(&conn).map_err(|source| access_error(path, &source))?,
        path,
    )?;
    switch_to_wal(&conn, path, observer)?;
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}; PRAGMA journal_size_limit = {WAL_BYTES_MAX};
         PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    migrate(&mut conn, path, observer)?;
    Ok(conn)
}

/// Opens the database at `path` to read, and says whether it is read without locks: then the caller must ask the file
/// afterwards whether it was changed meanwhile.
pub fn open_to_read(path: &Path) -> Result<(Connection, Option<UnlockedFile>), LogError> {
    open_version_to_read(path, LATEST_VERSION)
}

/// Opens the database at `path` to read, if its version is `oldest` or later.
fn open_version_to_read(path: &Path, oldest: i64) -> Result<(Connection, Option<UnlockedFile>), LogError> {
    refuse_special_file(path)?;
    let mut waited = Duration::ZERO;
    let opened = loop {
        let opened = open_existing(path)?;
        if opened.format != FileFormat::Empty || waited >= MAKING_WAIT_MAX || !may_be_in_the_making(path) {
            break opened;
        }
        sleep(LOCK_RETRY_PAUSE);
        waited += LOCK_RETRY_PAUSE;
    };
    let OpenedFile {
        conn,
        format,
        unlocked,
    } = opened;
    check_format(format, path)?;
    conn.execute_batch(&format!("PRAGMA cache_size = -{READER_CACHE_KIB}"))?;
    conn.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS_MAX);
    match format {
        FileFormat::Dixit(found) if found >= oldest => Ok((conn, unlocked)),
        FileFormat::Dixit(found) => Err(LogError::Outdated {
            path: path.to_owned(),
            found,
            known: LATEST_VERSION,
        }),
        FileFormat::Empty => Err(LogError::Empty {
            path: path.to_owned(),
        }),
        FileFormat::Foreign => Err(LogError::NotDixit {
            path: path.to_owned(),
        }),
    }
}

/// A database file that is open to read.
struct OpenedFile {
    conn: Connection,
    format: FileFormat,
    unlocked: Option<UnlockedFile>,
}

/// Opens the file at `path` to read, without creating any file that its owner could not use.
fn open_existing(path: &Path) -> Result<OpenedFile, LogError> {
    let access = if is_writable(path) {
        FileSharing::Shared
    } else if has_wal(path) {
        FileSharing::SharedUnchanged
    } else {
        return open_immutable(path);
    };
    match open_shared(path, access) {
        Ok((conn, format)) => Ok(OpenedFile {
            conn,
            format,
            unlocked: None,
        }),
        Err(_) if !path.exists() => Err(LogError::Missing {
            path: path.to_owned(),
        }),
        // SQLite reports a read-only directory as one of these two.
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) =>
        {
            open_immutable(path)
        }
        Err(error) => Err(access_error(path, &error)),
    }
}

/// Opens a file that nobody changes, such as a backup, to read its log, whatever its version. Unlike [`open()`] it
/// leaves no files beside it.
pub(super) fn open_settled(path: &Path) -> Result<Connection, LogError> {
    if !path.exists() {
        return Err(LogError::Missing {
            path: path.to_owned(),
        });
    }
    let OpenedFile { conn, format, .. } = match open_immutable(path) {
        // Its last changes are still in the -wal file, so it has to be opened as a database in use is.
        Err(LogError::Unsafe { .. }) => return open(path, AccessMode::ReadAnyVersion),
        opened => opened?,
    };
    check_format(format, path)?;
    if format == FileFormat::Empty {
        return Err(LogError::NotDixit {
            path: path.to_owned(),
        });
    }
    conn.execute_batch(&format!("PRAGMA cache_size = -{READER_CACHE_KIB}"))?;
    Ok(conn)
}

/// Opens the existing database at `path` to have everything in it replaced. It is not migrated.
pub(super) fn open_to_replace(path: &Path) -> Result<Connection, LogError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|source| access_error(path, &source))?;
    configure_connection(&conn)?;
    check_format(
        detect_format(&conn).map_err(|source| access_error(path, &source))?,
        path,
    )?;
    conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")?;
    Ok(conn)
}

/// How a reader shares a database with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileSharing {
    /// By the `-wal` and `-shm` files, which are created where they are missing.
    Shared,
    /// By the `-wal` and `-shm` files that are there.
    SharedUnchanged,
    /// Not at all: the file is read as one that does not change.
    Immutable,
}

fn open_shared(path: &Path, sharing: FileSharing) -> rusqlite::Result<(Connection, FileFormat)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let uri_flags = flags | OpenFlags::SQLITE_OPEN_URI;
    let conn = match sharing {
        FileSharing::Shared => Connection::open_with_flags(path, flags)?,
        FileSharing::SharedUnchanged => Connection::open_with_flags(uri(path, "readonly_shm=1"), uri_flags)?,
        FileSharing::Immutable => Connection::open_with_flags(uri(path, "immutable=1"), uri_flags)?,
    };
    configure_connection(&conn)?;
    let format = detect_format(&conn)?;
    Ok((conn, format))
}

/// Opens a database beside which SQLite cannot, or must not, create the files that readers and writers share.
///
/// It is read as a file that does not change. That is correct while no `-wal` file holds changes, as after the last
/// writer has closed the database.
fn open_immutable(path: &Path) -> Result<OpenedFile, LogError> {
    if has_wal(path) {
        return Err(LogError::Unsafe {
            path: path.to_owned(),
        });
    }
    let unlocked = Some(UnlockedFile::observe(path));
    match open_shared(path, FileSharing::Immutable) {
        Ok((conn, format)) => Ok(OpenedFile {
            conn,
            format,
            unlocked,
        }),
        Err(_) if !path.exists() => Err(LogError::Missing {
            path: path.to_owned(),
        }),
        Err(error) => Err(access_error(path, &error)),
    }
}

/// `path` as an SQLite URI with this parameter, with every special byte escaped.
fn uri(path: &Path, parameter: &str) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
    uri + "?" + parameter
}

fn hex_digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or_default()
}

/// Settings for every connection. They are function calls, not statements, so that opening a database for one
/// question is cheap.
fn configure_connection(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(LOCK_WAIT_MAX)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Plan a statement once, not again for each bound value: planning took most of the time of questions with many
    // lookups.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn check_format(format: FileFormat, path: &Path) -> Result<(), LogError> {
    match format {
        FileFormat::Foreign => Err(LogError::NotDixit {
            path: path.to_owned(),
        }),
        FileFormat::Dixit(found) if found > COPY_VERSION => Err(LogError::Newer {
            path: path.to_owned(),
            found,
            known: COPY_VERSION,
        }),
        FileFormat::Dixit(_) | FileFormat::Empty => Ok(()),
    }
}

/// Switches the journal to WAL. For a new file this can fail as busy without waiting, because the busy handler is not
/// called.
fn switch_to_wal(conn: &Connection, path: &Path, observer: &StoreObserver) -> Result<(), LogError> {
    let mut wait = LockWait::new(path, observer);
    loop {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            // What is in memory has one connection, and nothing to lose.
            Ok(mode) if mode == "wal" || mode == "memory" => return Ok(()),
            Ok(_) => {
                return Err(LogError::NoWal {
                    path: path.to_owned(),
                });
            }
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && wait.waited < LOCK_WAIT_MAX =>
            {
                wait.pause(LOCK_RETRY_PAUSE);
            }
            Err(error) => return Err(error.into()),
        }
    }
}

fn access_error(path: &Path, source: &rusqlite::Error) -> LogError {
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => LogError::NotDixit {
            path: path.to_owned(),
        },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LogError::Locked,
        Some(ErrorCode::DatabaseCorrupt) => LogError::Corrupt(source.to_string()),
        Some(ErrorCode::SystemIoFailure) if describe_obstacle(path).is_none() => {
            LogError::Disk(source.to_string())
        }
        _ => LogError::Access {
            path: path.to_owned(),
            why: describe_obstacle(path).unwrap_or_else(|| source.to_string()),
        },
    }
}

/// The system's reason why a file cannot be opened; SQLite only says that it cannot.
fn describe_obstacle(path: &Path) -> Option<String> {
    if path.is_dir() {
        return Some("it is a directory".to_owned());
    }
    let directory = path
        .parent()
        .filter(|directory| !directory.as_os_str().is_empty())?;
    if !directory.is_dir() {
        return Some(format!("there is no directory {}", directory.display()));
    }
    Some(std::fs::File::open(path).err()?.to_string())
}
