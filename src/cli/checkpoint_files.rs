//! The files beside a database that its checkpoints need: the key, the newest checkpoint, and the leaf hashes of the
//! log that it covers.
//!
//! They are not in the database, because then they could be changed or restored together with the log that they are
//! about. The leaf hashes only say *where* a log differs; that it differs, the checkpoint alone says.

use super::error::CliError;
use crate::proof::{ProofError, SignedNote, SigningKey};
use crate::tracker::{Hash, LogRoot, MerkleTree};
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Length of a leaf hash in bytes.
const HASH_LENGTH: usize = 32;

/// Largest file that is read as a whole, in bytes.
const TEXT_BYTES_MAX: u64 = 64 << 20;

/// The paths of the files.
#[derive(Debug, Clone)]
pub(crate) struct CheckpointFiles {
    /// The signing key, which only its owner may read.
    pub(crate) key: PathBuf,
    /// The newest checkpoint.
    pub(crate) note: PathBuf,
    /// The leaf hashes of the log that it covers, 32 bytes each.
    leaves: PathBuf,
}

impl CheckpointFiles {
    /// The files of the database `db`; the key elsewhere where `key` says so.
    pub(crate) fn new(db: &Path, key: Option<PathBuf>) -> Self {
        Self {
            key: key.unwrap_or_else(|| beside(db, "-key")),
            note: beside(db, "-checkpoint"),
            leaves: beside(db, "-checkpoint-leaves"),
        }
    }

    /// The signing key; `None` where there is none.
    pub(crate) fn read_key(&self) -> Result<Option<SigningKey>, CliError> {
        let Some(text) = read_if_there(&self.key)? else {
            return Ok(None);
        };
        let key = text.parse().map_err(|error| named_error(&self.key, &error))?;
        Ok(Some(key))
    }

    /// Writes a new signing key, which only its owner may read. Fails if there is one already.
    pub(crate) fn create_key(&self, key: &SigningKey) -> Result<(), CliError> {
        let write = || {
            let mut file = open_private(&self.key)?;
            writeln!(file, "{}", key.to_private_text())?;
            file.sync_all()
        };
        write().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                CliError::input(format_args!("there is a key already: {}", self.key.display()))
                    .with_hint("`dixit checkpoint` signs with it; a log has one key")
            }
            _ => write_error(&self.key, &error),
        })
    }

    /// The newest checkpoint; `None` where there is none.
    pub(crate) fn read_note(&self) -> Result<Option<SignedNote>, CliError> {
        read_if_there(&self.note)?
            .map(|text| text.parse().map_err(|error| named_error(&self.note, &error)))
            .transpose()
    }

    /// The leaf hashes of the log with the root `log`. `None` where the file has not all of them, or others.
    pub(crate) fn read_leaves(&self, log: &LogRoot) -> Option<impl Iterator<Item = Hash> + use<>> {
        let mut tree = MerkleTree::default();
        for leaf in hashes_of(&self.leaves, log.events)? {
            tree.push(leaf);
        }
        if tree.size() != log.events || tree.root() != log.root {
            return None;
        }
        hashes_of(&self.leaves, log.events)
    }

    /// Replaces the checkpoint by a newer one, whose log has `new_leaves` after the first `known` ones.
    ///
    /// The leaves come first: more of them than the checkpoint covers do no harm.
    pub(crate) fn write(&self, note: &SignedNote, known: u64, new_leaves: &[Hash]) -> Result<(), CliError> {
        let leaves = || {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&self.leaves)?;
            file.set_len(known * HASH_LENGTH as u64)?;
            let mut file = io::BufWriter::new(file);
            io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
            for leaf in new_leaves {
                file.write_all(leaf.as_bytes())?;
            }
            file.into_inner()
                .map_err(io::IntoInnerError::into_error)?
                .sync_all()
        };
        leaves().map_err(|error| write_error(&self.leaves, &error))?;
        let replace = || {
            let new = beside(&self.note, ".new");
            let mut file = File::create(&new)?;
            file.write_all(note.to_string().as_bytes())?;
            file.sync_all()?;
            fs::rename(new, &self.note)
        };
        replace().map_err(|error| write_error(&self.note, &error))
    }

    /// Number of leaf hashes at hand, if they begin those of the log with the root `log`; 0 otherwise.
    pub(crate) fn known_leaves(&self, log: &LogRoot) -> u64 {
        if self.read_leaves(log).is_some() {
            log.events
        } else {
            0
        }
    }
}

/// `path` with `suffix` behind it.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(OsStr::new(suffix));
    PathBuf::from(name)
}

/// Creates a file that only its owner may read or write.
fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The first `count` hashes in the file at `path`, or fewer. `None` where it cannot be read.
fn hashes_of(path: &Path, count: u64) -> Option<impl Iterator<Item = Hash> + use<>> {
    let mut file = BufReader::new(File::open(path).ok()?);
    let mut left = count;
    Some(std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        let mut bytes = [0; HASH_LENGTH];
        file.read_exact(&mut bytes).ok()?;
        Some(Hash::from_bytes(bytes))
    }))
}

/// The content of the text file at `path`, of 64 MiB at most.
pub(crate) fn read_text(path: &Path) -> Result<String, CliError> {
    let unreadable =
        |error: &dyn fmt::Display| CliError::input(format_args!("cannot read {}: {error}", path.display()));
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut text = String::new();
    file.take(TEXT_BYTES_MAX + 1)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(&error))?;
    if text.len() as u64 > TEXT_BYTES_MAX {
        return Err(unreadable(&"it is larger than 64 MiB"));
    }
    Ok(text)
}

fn read_if_there(path: &Path) -> Result<Option<String>, CliError> {
    match path.try_exists() {
        Ok(false) => Ok(None),
        _ => read_text(path).map(Some),
    }
}

fn write_error(path: &Path, error: &io::Error) -> CliError {
    CliError::store(format_args!("cannot write {}: {error}", path.display()))
}

/// Error: the file at `path` is not what it should be.
pub(crate) fn named_error(path: &Path, error: &ProofError) -> CliError {
    CliError::input(format_args!("{}: {error}", path.display()))
}
