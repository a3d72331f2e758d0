use super::error::IngestError;
use super::input_location::InputLocation;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file to be read.
#[derive(Debug)]
pub(super) struct InputFile {
    /// Its path.
    pub path: PathBuf,
    /// Its size in bytes; `None` for a pipe or device, which is read as a stream.
    pub bytes: Option<u64>,
}

/// The files at and below one path, ordered by name. A directory is read when the walk reaches it.
///
/// In directories, hidden entries and files named README are skipped; a path that the user names is always read.
/// Symbolic links are followed, but not to directories outside the path that the user named: one link to the root of
/// the file system would read everything. No directory is entered twice, so that links in a circle end.
pub(super) struct FileWalk {
    /// The real path of the directory that the user named.
    root: Option<PathBuf>,
    /// The paths still to visit; the next one is last.
    pending: Vec<PathBuf>,
    /// The real paths of the directories entered so far.
    visited_directories: HashSet<PathBuf>,
    /// Whether the next path is the one that the user named: only that one may be a pipe.
    at_root: bool,
    /// Number of entries skipped so far.
    skipped: usize,
}

impl FileWalk {
    /// A walk over the files at and below `path`.
    pub(super) fn starting_at(path: &Path) -> Self {
        Self {
            root: fs::canonicalize(path).ok(),
            pending: vec![path.to_owned()],
            visited_directories: HashSet::new(),
            at_root: true,
            skipped: 0,
        }
    }

    /// Adds the entries of the directory at `path` to the pending ones, unless it was entered before.
    fn enter(&mut self, path: &Path) -> io::Result<()> {
        if !self.visited_directories.insert(fs::canonicalize(path)?) {
            return Ok(());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if is_skipped_name(&entry.file_name().to_string_lossy()) {
                self.skipped += 1;
            } else {
                entries.push(entry.path());
            }
        }
        entries.sort_unstable_by(|a, b| b.file_name().cmp(&a.file_name()));
        self.pending.append(&mut entries);
        Ok(())
    }

    /// Where the directory at `path` really is, if it is a symbolic link that leads out of the named directory.
    fn target_outside(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        if !fs::symlink_metadata(path)?.is_symlink() {
            return Ok(None);
        }
        let target = fs::canonicalize(path)?;
        let is_inside = self.root.as_ref().is_none_or(|root| target.starts_with(root));
        Ok((!is_inside).then_some(target))
    }

    /// The file at `path`; `None` if it is a directory, whose entries come next.
    fn visit(&mut self, path: &Path, is_root: bool) -> Result<Option<InputFile>, IngestError> {
        let location = || InputLocation::from_path(path);
        let unreadable = |source| IngestError::Unreadable {
            location: location(),
            source,
        };
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(match fs::read_link(path) {
                    Ok(target) => IngestError::BrokenLink {
                        location: location(),
                        target: target.display().to_string(),
                    },
                    Err(_) => IngestError::Missing { location: location() },
                });
            }
            Err(error) => return Err(unreadable(error)),
        };
        if metadata.is_dir() {
            if let Some(target) = self.target_outside(path).map_err(unreadable)? {
                return Err(IngestError::LeadsOutside {
                    location: location(),
                    target: target.display().to_string(),
                });
            }
            return self.enter(path).map(|()| None).map_err(unreadable);
        }
        if !metadata.is_file() && !is_root {
            return Err(IngestError::NotRegular { location: location() });
        }
        Ok(Some(InputFile {
            path: path.to_owned(),
            bytes: metadata.is_file().then_some(metadata.len()),
        }))
    }
}

/// Whether a directory entry of this name is skipped: it is hidden, or a README that describes the other files.
fn is_skipped_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let suffix = name.strip_prefix("readme");
    name.starts_with('.') || suffix.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Number of entries that are skipped in the directories at and below `path`.
pub(super) fn count_skipped(path: &Path) -> usize {
    let mut walk = FileWalk::starting_at(path);
    while walk.next().is_some() {}
    walk.skipped
}

impl Iterator for FileWalk {
    type Item = Result<InputFile, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.pending.pop() {
            let is_root = std::mem::take(&mut self.at_root);
            if let Some(file) = self.visit(&path, is_root).transpose() {
                return Some(file);
            }
        }
        None
    }
}
