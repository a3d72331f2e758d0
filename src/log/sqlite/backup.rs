//! Writes a backup: a copy of the whole database, verified before it takes the place of the one before.
//!
//! The copy is made with SQLite's backup interface inside one read transaction. Writers go on meanwhile, as they do
//! beside any reader, and the copy is the database at one moment. `VACUUM INTO` would do the same, but builds every
//! index anew, says nothing before it has finished, and cannot be stopped between two pages. Neither can go on where an
//! earlier copy ended, because pages change: an interrupted copy starts again, over what the earlier one left.

use super::migrate::{FileFormat, LATEST_VERSION, detect_format, migrate};
use super::open::{AccessMode, open, open_settled};
use super::page_copy::{CopyProgress, OnProgress, copy_pages};
use super::shared_prefix::{compare, stored_root};
use super::store_notice::StoreObserver;
use super::verify_file::verify;
use crate::domain::Position;
use crate::log::{Hash, LogError, VerifiedLog};
use rusqlite::Connection;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What a backup contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReport {
    /// Number of events.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over them.
    pub root: Hash,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Number of events in the backup that it replaced; `None` where there was none, or no readable one.
    pub replaced: Option<u64>,
}

/// Copies the database `db` into `file`, while others read and write it.
///
/// A `file` that exists is replaced where it is an older state of the same log, and otherwise only if `is_forced`. The
/// copy is written beside it (`FILE.part`), verified and synced before it takes its place, so `file` is a complete
/// backup at any moment. `progress` says whether to go on.
pub fn back_up(
    db: &Path,
    file: &Path,
    is_forced: bool,
    progress: &mut dyn FnMut(CopyProgress) -> bool,
) -> Result<BackupReport, LogError> {
    let source = open(db, AccessMode::ReadAnyVersion)?;
    let exists = check_path(db, file)?;
    let snapshot = source.unchecked_transaction()?;
    let expected = stored_root(&snapshot)?;
    let replaced = if exists {
        check_replaced(&snapshot, file, is_forced)?
    } else {
        None
    };
    let bytes = write_copy(&snapshot, db, file, progress, &|part| check_part(part, expected))?;
    let (events, root) = expected;
    Ok(BackupReport {
        events,
        root,
        bytes,
        replaced,
    })
}

/// Copies the database of `source` to `file`, as private as the file `model`, and returns its size in bytes. The copy
/// is written beside it, checked and synced before it takes its place. `source` must be in a transaction.
pub(super) fn write_copy(
    source: &Connection,
    model: &Path,
    file: &Path,
    progress: &mut OnProgress<'_>,
    check: &dyn Fn(&Path) -> Result<(), LogError>,
) -> Result<u64, LogError> {
    let part = suffixed(file, ".part");
    let _lock = begin_part(model, &part)?;
    let written = write_part(source, &part, progress).and_then(|()| check(&part));
    let bytes = written.and_then(|()| finish_part(&part, file));
    if bytes.is_err() {
        // What is left of it is of no use; that it cannot be removed is no reason for another error.
        let _ = fs::remove_file(&part);
    }
    bytes
}

/// Returns whether there is a file at the path of the backup. Fails where something else is there.
fn check_path(db: &Path, file: &Path) -> Result<bool, LogError> {
    let metadata = match fs::metadata(file) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(file_error("read", file, error)),
    };
    let refused = |what: &str| {
        Err(LogError::NotABackup {
            path: file.to_owned(),
            what: what.to_owned(),
        })
    };
    if metadata.is_dir() {
        return refused("is a directory: name a file in it");
    }
    if !metadata.is_file() {
        return refused("is no regular file");
    }
    if is_same_file(db, file) {
        return refused("is the database itself");
    }
    Ok(true)
}

/// Whether both paths lead to one file.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
            return a.dev() == b.dev() && a.ino() == b.ino();
        }
    }
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Checks that the backup at `file` is an older state of the log in `source`, and returns its number of events.
fn check_replaced(source: &Connection, file: &Path, is_forced: bool) -> Result<Option<u64>, LogError> {
    let refused = |what: String| LogError::NotABackup {
        path: file.to_owned(),
        what,
    };
    let opened = open_settled(file).and_then(|old| compare(&old, source));
    let shared = match opened {
        Ok(shared) => shared,
        Err(_) if is_forced => return Ok(None),
        Err(error) => return Err(refused(format!("cannot be read as a backup ({error})"))),
    };
    let events = shared.events + shared.only_first;
    if shared.only_first > 0 && !is_forced {
        return Err(refused(if shared.events == 0 {
            "is the backup of another log".to_owned()
        } else {
            let from = Position::new(shared.events + 1);
            format!("has events that the database does not have, from {from} on")
        }));
    }
    let mut wal = File::open(suffixed(file, "-wal")).and_then(|wal| wal.metadata());
    if let Ok(wal) = &mut wal
        && wal.len() > 0
    {
        // SQLite would apply them to the file that takes its place.
        return Err(refused(
            "is in use as a database: its -wal file holds changes".to_owned(),
        ));
    }
    Ok(Some(events))
}

/// Creates the unfinished file, as private as the database, and locks it against another backup to the same file. What
/// an interrupted backup left in it is removed.
fn begin_part(db: &Path, part: &Path) -> Result<File, LogError> {
    let failed = |error| file_error("write", part, error);
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let lock = options.open(part).map_err(failed)?;
    #[cfg(unix)]
    if lock.try_lock().is_err() {
        return Err(LogError::NotABackup {
            path: part.to_owned(),
            what: "is being written by another backup".to_owned(),
        });
    }
    lock.set_len(0).map_err(failed)?;
    let permissions = fs::metadata(db).map_err(|error| file_error("read", db, error))?;
    lock.set_permissions(permissions.permissions()).map_err(failed)?;
    Ok(lock)
}

fn write_part(source: &Connection, part: &Path, progress: &mut OnProgress<'_>) -> Result<(), LogError> {
    let failed = |error: LogError| match error {
        LogError::Full => file_error("write", part, io::ErrorKind::StorageFull.into()),
        LogError::Sqlite(error) => file_error("write", part, io::Error::other(error)),
        error => error,
    };
    let mut write = || {
        let mut target = Connection::open(part)?;
        // Nothing of an unfinished copy is worth anything; it is synced once, as a whole.
        target.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
        copy_pages(source, &mut target, &mut || Ok(()), progress)?;
        target.close().map_err(|(_, error)| error)?;
        // A file with a write-ahead log would need files beside it even to be read.
        let target = Connection::open(part)?;
        target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        target.close().map_err(|(_, error)| error)?;
        Ok(())
    };
    write().map_err(failed)?;
    if progress(CopyProgress::Verifying) {
        Ok(())
    } else {
        Err(LogError::Interrupted)
    }
}

/// Verifies the copy, and that it is the log that was to be copied.
fn check_part(part: &Path, expected: (u64, Hash)) -> Result<(), LogError> {
    let unsound = |source| LogError::UnsoundBackup {
        path: part.to_owned(),
        source: Box::new(source),
    };
    let copy = open_settled(part)?;
    let verified = verify_any_version(&copy).map_err(unsound)?;
    let (events, root) = expected;
    if verified.root == root {
        return Ok(());
    }
    Err(unsound(LogError::OtherHistory {
        position: Position::new(events),
        expected: root,
        found: verified.root,
    }))
}

/// Verifies the log in `conn`, whatever the version of its format: a copy of an older one is migrated for that, in a
/// temporary file that SQLite deletes.
pub(super) fn verify_any_version(conn: &Connection) -> Result<VerifiedLog, LogError> {
    if matches!(detect_format(conn)?, FileFormat::Dixit(LATEST_VERSION..)) {
        return verify(conn);
    }
    let mut migrated = Connection::open("")?;
    copy_pages(conn, &mut migrated, &mut || Ok(()), &mut |_| true)?;
    migrate(&mut migrated, Path::new(""), &StoreObserver::default())?;
    verify(&migrated)
}

/// Puts the copy in its place, and returns its size in bytes.
fn finish_part(part: &Path, file: &Path) -> Result<u64, LogError> {
    let failed = |error| file_error("write", file, error);
    let copied = File::options().write(true).open(part).map_err(failed)?;
    copied.sync_all().map_err(failed)?;
    let bytes = copied.metadata().map_err(failed)?.len();
    fs::rename(part, file).map_err(failed)?;
    sync_directory(file).map_err(failed)?;
    Ok(bytes)
}

/// Syncs the directory of `path`, so that the name of a new file outlives a power cut.
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(directory)?.sync_all()
    } else {
        Ok(())
    }
}

/// The path of a file beside `path`.
pub(super) fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn file_error(action: &'static str, path: &Path, source: io::Error) -> LogError {
    LogError::File {
        action,
        path: path.to_owned(),
        source,
    }
}
