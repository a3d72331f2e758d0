//! Puts a backup in the place of a database.
//!
//! The pages of the database are replaced in one transaction of SQLite, not its file by another one: a program that has
//! the database open then sees the restored one, and a crash leaves either the one or the other. A file that takes the
//! place of another would leave such a program writing to the old one, and SQLite applying the write-ahead log of one
//! to the other.

use super::backup::{is_same_file, suffixed, verify_any_version, write_copy};
use super::open::{AccessMode, open, open_settled, open_to_replace};
use super::origin_row::{OriginRow, read_origin};
use super::page_copy::{CopyProgress, OnProgress, copy_pages};
use super::shared_prefix::{compare, stored_root};
use crate::domain::Position;
use crate::log::{Hash, LogError, read_head};
use rusqlite::Connection;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What a restored database contains, and where the one before is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// Number of events.
    pub events: u64,
    /// The root of the RFC 6962 Merkle tree over them.
    pub root: Hash,
    /// Number of events that the replaced database had and the backup does not have.
    pub lost: u64,
    /// Path of a copy of the replaced database.
    pub kept: Option<PathBuf>,
}

/// The origin of the log in a file, which may be a backup of any version; `None` where it is no copy. Nothing is left
/// beside the file.
pub fn read_origin_of_file(path: &Path) -> Result<Option<OriginRow>, LogError> {
    read_origin(&open_settled(path)?)
}

/// Puts the backup at `file`, which is verified first, in the place of the database `db`.
///
/// Errors: [`LogError::WouldLose`] where the database has events that the backup lacks, unless `is_forced`;
/// [`LogError::WrittenMeanwhile`] where another process writes to it. What was there is kept at a path that begins with
/// that of the database and ends with `suffix`.
pub fn restore(
    db: &Path,
    file: &Path,
    suffix: &str,
    is_forced: bool,
    progress: &mut dyn FnMut(CopyProgress) -> bool,
) -> Result<RestoreReport, LogError> {
    let refused = |what: String| LogError::NotABackup {
        path: file.to_owned(),
        what,
    };
    if let Err(error) = File::open(file) {
        return Err(refused(format!("cannot be read: {error}")));
    }
    if is_same_file(db, file) {
        return Err(refused("is the database itself".to_owned()));
    }
    if !progress(CopyProgress::Verifying) {
        return Err(LogError::Interrupted);
    }
    let backup = open_settled(file)?;
    let backup = backup.unchecked_transaction()?;
    let verified = verify_any_version(&backup).map_err(|source| LogError::UnsoundBackup {
        path: file.to_owned(),
        source: Box::new(source),
    })?;
    let (lost, kept) = if db.exists() {
        let (lost, kept) = replace(&backup, db, suffix, is_forced, progress)?;
        (lost, Some(kept))
    } else {
        write_copy(&backup, file, db, progress, &|_| Ok(()))?;
        (0, None)
    };
    let restored = stored_root(&open(db, AccessMode::ReadAnyVersion)?)?;
    if restored != (verified.events, verified.root) {
        return Err(LogError::OtherHistory {
            position: Position::new(verified.events),
            expected: verified.root,
            found: restored.1,
        });
    }
    Ok(RestoreReport {
        events: verified.events,
        root: verified.root,
        lost,
        kept,
    })
}

/// Replaces the content of the database `db`. Returns how many events are lost by that, and where the old one is kept.
fn replace(
    backup: &Connection,
    db: &Path,
    suffix: &str,
    is_forced: bool,
    progress: &mut OnProgress<'_>,
) -> Result<(u64, PathBuf), LogError> {
    let mut target = open_to_replace(db)?;
    let reader = open(db, AccessMode::ReadAnyVersion)?;
    let snapshot = reader.unchecked_transaction()?;
    let lost = match compare(&snapshot, backup) {
        Ok(shared) if shared.only_first > 0 && !is_forced => {
            return Err(LogError::WouldLose {
                events: shared.only_first,
                from: Position::new(shared.events + 1),
            });
        }
        Ok(shared) => shared.only_first,
        // A damaged database is what backups are for, but nobody knows what it has.
        Err(_) if is_forced => 0,
        Err(error) => return Err(error),
    };
    let kept = keep(&snapshot, db, suffix, progress)?;
    let before = read_head(&*snapshot).ok();
    snapshot.commit()?;
    let mut once_locked = || match read_head(&reader).ok() {
        after if after == before => Ok(()),
        _ => Err(LogError::WrittenMeanwhile),
    };
    let replaced = copy_pages(backup, &mut target, &mut once_locked, progress);
    if replaced.is_err() {
        // The database is as it was, so a copy of it is of no use.
        let _ = fs::remove_file(&kept);
    }
    replaced?;
    Ok((lost, kept))
}

/// Copies the database that is about to be replaced to a new file beside it, and returns its path.
fn keep(
    source: &Connection,
    db: &Path,
    suffix: &str,
    progress: &mut OnProgress<'_>,
) -> Result<PathBuf, LogError> {
    let mut path = suffixed(db, suffix);
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = suffixed(db, &format!("{suffix}-{number}"));
    }
    write_copy(source, db, &path, progress, &|_| Ok(()))?;
    Ok(path)
}
