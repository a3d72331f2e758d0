//! What the last `dixit verify` found, in a small file beside the database. `verify --quick` starts from it.
//!
//! It is not in the database, because then it could be changed or restored together with the log that it is about.

use super::error::CliError;
use crate::domain::Timestamp;
use crate::tracker::{Hash, LogRoot};
use chrono::DateTime;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// First line of the file. Other versions of it are not read.
pub(crate) const HEADER: &str = "dixit verify 1";

/// What the last full verification found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifiedRoot {
    /// The log as far as it was verified.
    pub(crate) log: LogRoot,
    /// When that was.
    pub(crate) verified_at: Timestamp,
}

impl VerifiedRoot {
    /// The path of the file for the database `db`.
    pub(crate) fn path(db: &Path) -> PathBuf {
        let mut path = db.as_os_str().to_owned();
        path.push("-verified");
        PathBuf::from(path)
    }

    /// Reads the file of the database `db`; `None` if there is none. Fails if it is not such a file.
    pub(crate) fn read(db: &Path) -> Result<Option<Self>, CliError> {
        let path = Self::path(db);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(CliError::input(format_args!(
                    "cannot read {}: {error}",
                    path.display()
                )));
            }
        };
        let unknown = || {
            CliError::input(format_args!("{} is not a file of `dixit verify`", path.display()))
                .with_hint("remove it, and run `dixit verify`")
        };
        Self::parse(&text).map(Some).ok_or_else(unknown)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let (header, events, root, time) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let time = DateTime::parse_from_rfc3339(time).ok()?;
        (header == HEADER && lines.next().is_none()).then_some(Self {
            log: LogRoot {
                events: events.parse().ok()?,
                root: parse_hash(root)?,
            },
            verified_at: Timestamp::from_micros(time.timestamp_micros()),
        })
    }

    /// Writes the file of the database `db`, in place of the one before.
    pub(crate) fn write(&self, db: &Path) -> io::Result<()> {
        let path = Self::path(db);
        let mut new = path.as_os_str().to_owned();
        new.push(".new");
        let new = PathBuf::from(new);
        remove(&new)?;
        let mut file = File::options().write(true).create_new(true).open(&new)?;
        let LogRoot { events, root } = self.log;
        write!(file, "{HEADER}\n{events}\n{root}\n{}\n", self.verified_at)?;
        file.sync_all()?;
        fs::rename(new, path)
    }

    /// Removes the file of the database `db`: what it says no longer holds.
    pub(crate) fn forget(db: &Path) -> io::Result<()> {
        remove(&Self::path(db))
    }
}

/// Removes the file at `path`, if there is one.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Parses sixty-four hexadecimal digits.
fn parse_hash(text: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(Hash::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_read_as_it_was_written_and_not_otherwise() {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("dixit.db");
        assert_eq!(VerifiedRoot::read(&db).unwrap(), None);
        let verified = VerifiedRoot {
            log: LogRoot {
                events: 617_869,
                root: Hash::from_bytes([0xa7; 32]),
            },
            verified_at: Timestamp::from_micros(1_773_561_600_000_000),
        };
        verified.write(&db).unwrap();
        verified.write(&db).unwrap();
        assert_eq!(VerifiedRoot::read(&db).unwrap(), Some(verified));
        let text = fs::read_to_string(VerifiedRoot::path(&db)).unwrap();
        for other in [
            text.replace("verify 1", "verify 2"),
            text.replace("617869", "-1"),
            text.replacen("a7", "a", 1),
            text.replacen("a7", "+7", 1),
            format!("{text}more\n"),
            String::new(),
        ] {
            fs::write(VerifiedRoot::path(&db), &other).unwrap();
            assert!(VerifiedRoot::read(&db).is_err(), "{other}");
        }
        VerifiedRoot::forget(&db).unwrap();
        VerifiedRoot::forget(&db).unwrap();
        assert_eq!(VerifiedRoot::read(&db).unwrap(), None);
    }
}
