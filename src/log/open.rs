use super::LogError;
use super::migrate::{Format, LATEST, format, migrate};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To write and read; it is made where it is missing, and brought up to date where it is old.
    ReadWrite,
    /// To read; nothing is changed.
    ReadOnly,
}

/// How long one waits for another process to let go of its lock.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long one waits between two attempts where SQLite itself does not wait.
const PAUSE: Duration = Duration::from_millis(5);
/// How many pages of changes gather before they are moved into the database: 32 MB. The indexes lie in the order
/// of hashes, so that a batch touches pages all over them; SQLite's own 1,000 would move them with every batch.
const CHECKPOINT_PAGES: u32 = 8000;
/// How many KiB of pages a writer keeps in memory. A rebuild writes everything in one transaction: with SQLite's
/// own 2 MB it would spill the same index pages into the WAL again and again.
const WRITER_CACHE_KIB: u32 = 128 * 1024;
/// The same of a reader: a question that compares looks at the same pages many times. It takes what it uses.
const READER_CACHE_KIB: u32 = 64 * 1024;
/// Statements that stay prepared per connection: those of the log and of every read model.
const STATEMENTS: usize = 128;

/// Opens the database at `path` with every setting that the log relies on.
///
/// A file that is not a dixit database, or that a newer dixit has written, is refused and left as it is.
pub fn open(path: &Path, access: Access) -> Result<Connection, LogError> {
    let conn = match access {
        Access::ReadWrite => open_to_write(path)?,
        Access::ReadOnly => open_to_read(path)?,
    };
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

fn open_to_write(path: &Path) -> Result<Connection, LogError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(|source| access_error(path, &source))?;
    settle(&conn)?;
    // Asked before anything is written, so that somebody else's file is left as it is.
    check(format(&conn).map_err(|source| access_error(path, &source))?, path)?;
    switch_to_wal(&conn, path)?;
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
         PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}; PRAGMA cache_size = -{WRITER_CACHE_KIB};"
    ))?;
    migrate(&mut conn, path)?;
    Ok(conn)
}

fn open_to_read(path: &Path) -> Result<Connection, LogError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, flags).and_then(|conn| {
        settle(&conn)?;
        let format = format(&conn)?;
        Ok((conn, format))
    });
    let (conn, format) = match opened {
        Ok(opened) => opened,
        Err(_) if !path.exists() => {
            return Err(LogError::Missing {
                path: path.to_owned(),
            });
        }
        // The directory may not be written to: SQLite says the one or the other.
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
    check(format, path)?;
    conn.execute_batch(&format!("PRAGMA cache_size = -{READER_CACHE_KIB}"))?;
    match format {
        Format::Dixit(LATEST) => Ok(conn),
        Format::Dixit(found) => Err(LogError::Outdated {
            path: path.to_owned(),
            found,
            known: LATEST,
        }),
        Format::Empty | Format::Foreign => Err(LogError::NotDixit {
            path: path.to_owned(),
        }),
    }
}

/// Opens a database in a directory where SQLite may not make the files that readers and writers share.
///
/// It is then read as a file that does not change. That is right as long as nothing waits in a `-wal` file,
/// which is so after the last writer has closed the database.
fn open_immutable(path: &Path) -> Result<(Connection, Format), LogError> {
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
        settle(&conn)?;
        let format = format(&conn)?;
        Ok((conn, format))
    };
    open().map_err(|source| access_error(path, &source))
}

/// `path` as an SQLite URI, every byte escaped that could mean something there.
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

/// The settings that hold for every connection. They are calls, not statements, so that opening a database to
/// answer one question costs next to nothing.
fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // A statement is planned once, and not again for every value that is bound to it: that took most of the time of
    // questions that look up one thing after another.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn check(format: Format, path: &Path) -> Result<(), LogError> {
    match format {
        Format::Foreign => Err(LogError::NotDixit {
            path: path.to_owned(),
        }),
        Format::Dixit(found) if found > LATEST => Err(LogError::Newer {
            path: path.to_owned(),
            found,
            known: LATEST,
        }),
        Format::Dixit(_) | Format::Empty => Ok(()),
    }
}

/// Switching a new file to WAL can be refused as busy without any waiting: the busy handler is not asked.
fn switch_to_wal(conn: &Connection, path: &Path) -> Result<(), LogError> {
    let mut waited = Duration::ZERO;
    loop {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(_) => {
                return Err(LogError::NoWal {
                    path: path.to_owned(),
                });
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && waited < PATIENCE => {
                sleep(PAUSE);
                waited += PAUSE;
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
            why: obstacle(path).unwrap_or_else(|| source.to_string()),
        },
    }
}

/// What the system says stands in the way; SQLite only says that something does.
fn obstacle(path: &Path) -> Option<String> {
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
