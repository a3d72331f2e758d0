use super::{IngestError, Place};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug)]
pub(super) struct File {
    /// Where it is.
    pub path: PathBuf,
    /// Its size; `None` for a pipe or device, which is read as a stream.
    pub bytes: Option<u64>,
}

/// The files at and below one path, in the order of their names, each directory read when its turn comes.
///
/// Hidden entries of directories and files named README are left out unless the user names them, symbolic links are
/// followed, and no directory is entered twice,
/// so that links in a circle end.
pub(super) struct Walk {
    /// What is still to come, the next one last.
    to_come: Vec<PathBuf>,
    /// The real paths of the directories that were entered.
    entered: HashSet<PathBuf>,
    /// Whether the path that the user gave is still to come: that one may be a pipe.
    at_root: bool,
    /// How many entries were left out.
    left_out: usize,
}

impl Walk {
    /// The walk from `path` on.
    pub(super) fn from(path: &Path) -> Self {
        Self {
            to_come: vec![path.to_owned()],
            entered: HashSet::new(),
            at_root: true,
            left_out: 0,
        }
    }

    /// Takes up the entries of the directory at `path`; those already entered have none.
    fn enter(&mut self, path: &Path) -> io::Result<()> {
        if !self.entered.insert(fs::canonicalize(path)?) {
            return Ok(());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if is_left_out(&entry.file_name().to_string_lossy()) {
                self.left_out += 1;
            } else {
                entries.push(entry.path());
            }
        }
        entries.sort_unstable_by(|a, b| b.file_name().cmp(&a.file_name()));
        self.to_come.append(&mut entries);
        Ok(())
    }

    /// The file at `path`, or `None` where it is a directory, whose entries come next.
    fn visit(&mut self, path: &Path, is_root: bool) -> Result<Option<File>, IngestError> {
        let place = || Place::path(path);
        let unreadable = |source| IngestError::Unreadable {
            place: place(),
            source,
        };
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(match fs::read_link(path) {
                    Ok(target) => IngestError::BrokenLink {
                        place: place(),
                        target: target.display().to_string(),
                    },
                    Err(_) => IngestError::Missing { place: place() },
                });
            }
            Err(error) => return Err(unreadable(error)),
        };
        if metadata.is_dir() {
            return self.enter(path).map(|()| None).map_err(unreadable);
        }
        if !metadata.is_file() && !is_root {
            return Err(IngestError::NotRegular { place: place() });
        }
        Ok(Some(File {
            path: path.to_owned(),
            bytes: metadata.is_file().then_some(metadata.len()),
        }))
    }
}

/// Whether a directory's entry of this name is no article unless the user says so: it is hidden, or tells about the
/// others.
fn is_left_out(name: &str) -> bool {
    let name = name.to_lowercase();
    let about = name.strip_prefix("readme");
    name.starts_with('.') || about.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// How many entries of the directories at and below `path` are left out.
pub(super) fn left_out(path: &Path) -> usize {
    let mut walk = Walk::from(path);
    while walk.next().is_some() {}
    walk.left_out
}

impl Iterator for Walk {
    type Item = Result<File, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.to_come.pop() {
            let is_root = std::mem::take(&mut self.at_root);
            if let Some(file) = self.visit(&path, is_root).transpose() {
                return Some(file);
            }
        }
        None
    }
}
