use super::LogError;
use super::migrate::{FileFormat, LATEST_VERSION, detect_format, migrate};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
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

/// Maximum wait for a lock of another process.
const LOCK_WAIT_MAX: Duration = Duration::from_secs(60);
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
    let conn = match access {
        AccessMode::ReadWrite => open_to_write(path)?,
        AccessMode::ReadOnly => open_to_read(path, LATEST_VERSION)?,
        AccessMode::ReadAnyVersion => open_to_read(path, 1)?,
    };
    conn.set_prepared_statement_cache_capacity(PREPARED_STATEMENTS_MAX);
    Ok(conn)
}

fn open_to_write(path: &Path) -> Result<Connection, LogError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(|source| access_error(path, &source))?;
    configure_connection(&conn)?;
    // Checked before anything is written, so that a foreign file is not changed.
    check_format(
        detect_format(&conn).map_err(|source| access_error(path, &source))?,
        path,
    )?;
    switch_to_wal(&conn, path)?;
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}; PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    migrate(&mut conn, path)?;
    Ok(conn)
}

/// Opens the database at `path` to read, if its version is `oldest` or later.
fn open_to_read(path: &Path, oldest: i64) -> Result<Connection, LogError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).and_then(|conn| {
        configure_connection(&conn)?;
        let format = detect_format(&conn)?;
        Ok((conn, format))
    });
    let (conn, format) = match opened {
        Ok(opened) => opened,
        Err(_) if !path.exists() => {
            return Err(LogError::Missing {
                path: path.to_owned(),
            });
        }
        // SQLite reports a read-only directory as one of these two.
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) =>
        {
            open_immutable(path)?
        }
        Err(error) => return Err(access_error(path, &error)),
    };
    check_format(format, path)?;
    conn.execute_batch(&format!("PRAGMA cache_size = -{READER_CACHE_KIB}"))?;
    match format {
        FileFormat::Dixit(found) if found >= oldest => Ok(conn),
        FileFormat::Dixit(found) => Err(LogError::Outdated {
            path: path.to_owned(),
            found,
            known: LATEST_VERSION,
        }),
        FileFormat::Empty | FileFormat::Foreign => Err(LogError::NotDixit {
            path: path.to_owned(),
        }),
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
    let (conn, format) = match open_immutable(path) {
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

/// Opens a database in a directory where SQLite cannot create the files that readers and writers share.
///
/// It is read as a file that does not change. That is correct while no `-wal` file holds changes, as after the last
/// writer has closed the database.
fn open_immutable(path: &Path) -> Result<(Connection, FileFormat), LogError> {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    match std::fs::metadata(PathBuf::from(wal)) {
        Ok(wal) if wal.len() > 0 => {
            return Err(LogError::Unsafe {
                path: path.to_owned(),
            });
        }
        _ => {}
    }
    let open = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?;
        configure_connection(&conn)?;
        let format = detect_format(&conn)?;
        Ok((conn, format))
    };
    open().map_err(|source| access_error(path, &source))
}

/// `path` as an SQLite URI, with every special byte escaped.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/.-_".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.extend(['%', hex_digit(byte >> 4), hex_digit(byte & 15)]);
        }
    }
    uri + "?immutable=1"
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
        FileFormat::Dixit(found) if found > LATEST_VERSION => Err(LogError::Newer {
            path: path.to_owned(),
            found,
            known: LATEST_VERSION,
        }),
        FileFormat::Dixit(_) | FileFormat::Empty => Ok(()),
    }
}

/// Switches the journal to WAL. For a new file this can fail as busy without waiting, because the busy handler is not
/// called.
fn switch_to_wal(conn: &Connection, path: &Path) -> Result<(), LogError> {
    let mut waited = Duration::ZERO;
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
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && waited < LOCK_WAIT_MAX =>
            {
                sleep(LOCK_RETRY_PAUSE);
                waited += LOCK_RETRY_PAUSE;
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
