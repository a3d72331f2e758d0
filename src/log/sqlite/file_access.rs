//! What the file system says of a database file, found out without opening it: closing a file that SQLite has open
//! elsewhere in the process would give up the locks of SQLite.

use crate::log::LogError;
#[cfg(unix)]
use rustix::fs::{Access, access};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Fails where `path` is a directory, pipe, socket or device. Opening a pipe could wait for ever.
pub(super) fn refuse_special_file(path: &Path) -> Result<(), LogError> {
    let Ok(metadata) = fs::metadata(path) else {
        return Ok(());
    };
    if metadata.is_file() {
        return Ok(());
    }
    let why = if metadata.is_dir() {
        "it is a directory"
    } else {
        "it is not a regular file, but a pipe, socket or device"
    };
    Err(LogError::Access {
        path: path.to_owned(),
        why: why.to_owned(),
    })
}

/// Whether this user may write the file at `path`.
#[cfg(unix)]
pub(super) fn is_writable(path: &Path) -> bool {
    access(path, Access::WRITE_OK).is_ok()
}

/// Whether this user may write the file at `path`.
#[cfg(not(unix))]
pub(super) fn is_writable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Whether the `-wal` file of the database at `path` holds anything.
pub(super) fn has_wal(path: &Path) -> bool {
    size_beside(path, "-wal") > 0
}

/// Whether another process seems to make the database at `path` at this moment.
pub(super) fn may_be_in_the_making(path: &Path) -> bool {
    let is_blank = fs::metadata(path).is_ok_and(|metadata| metadata.len() == 0);
    is_blank
        || ["-wal", "-journal"]
            .iter()
            .any(|suffix| beside(path, suffix).exists())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn size_beside(path: &Path, suffix: &str) -> u64 {
    fs::metadata(beside(path, suffix)).map_or(0, |metadata| metadata.len())
}

/// A database file that is read without any lock, as one that does not change: the reader may not write to it, so it
/// must not create the files that readers and writers share, which the owner could not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlockedFile {
    path: PathBuf,
    state: Option<(u64, Option<SystemTime>)>,
}

impl UnlockedFile {
    /// The file at `path` as it is now.
    pub(super) fn observe(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            state: fs::metadata(path).ok().as_ref().map(state_of),
        }
    }

    /// Fails where the file was changed since it was opened: what was read may then be of no one moment.
    pub fn check_unchanged(&self) -> Result<(), LogError> {
        if *self == Self::observe(&self.path) && !has_wal(&self.path) {
            return Ok(());
        }
        Err(LogError::ChangedWhileRead {
            path: self.path.clone(),
        })
    }
}

/// Size and time of the last change.
fn state_of(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn change_of_an_unlocked_file_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("dixit.db");
        fs::write(&path, "one").unwrap();
        let file = UnlockedFile::observe(&path);
        file.check_unchanged().unwrap();
        fs::write(beside(&path, "-wal"), "").unwrap();
        file.check_unchanged().unwrap();
        fs::write(beside(&path, "-wal"), "changes").unwrap();
        assert!(matches!(
            file.check_unchanged(),
            Err(LogError::ChangedWhileRead { .. })
        ));
        fs::remove_file(beside(&path, "-wal")).unwrap();
        file.check_unchanged().unwrap();
        fs::write(&path, "two and more").unwrap();
        assert!(file.check_unchanged().is_err());
    }
}
