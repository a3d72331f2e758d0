//! A folder that is watched: what is put there is recorded once it is whole.

use crate::cli::interrupt::Interrupt;
use crate::ingest::{self, IngestError};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// Time between two looks at the folder. A file is whole if it did not change in between.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often a wait looks whether the user asks to stop.
const STOP_WITHIN: Duration = Duration::from_millis(50);
/// Endings of files that another program is still writing and will rename.
const UNFINISHED: [&str; 7] = ["part", "partial", "tmp", "temp", "crdownload", "download", "swp"];

/// The size and time of modification of a file, by which a change is seen.
type FileStamp = (u64, Option<SystemTime>);

/// Folders that are watched, and what was seen in them.
#[derive(Debug)]
pub(super) struct WatchedFolders<'a> {
    paths: &'a [PathBuf],
    /// Files as they were at the last look.
    seen: HashMap<PathBuf, FileStamp>,
    /// Files as they were when they were handed out.
    taken: HashMap<PathBuf, FileStamp>,
}

impl<'a> WatchedFolders<'a> {
    pub(super) fn new(paths: &'a [PathBuf]) -> Self {
        Self {
            paths,
            seen: HashMap::new(),
            taken: HashMap::new(),
        }
    }

    /// Waits until some files are new or changed and whole, and returns them; `None` when the user asks to stop.
    pub(super) fn next_files(&mut self, interrupt: &Interrupt) -> Result<Option<Vec<PathBuf>>, IngestError> {
        loop {
            let whole = self.look()?;
            if !whole.is_empty() {
                return Ok(Some(whole));
            }
            let mut waited = Duration::ZERO;
            while waited < LOOK_EVERY {
                if interrupt.is_asked() {
                    return Ok(None);
                }
                thread::sleep(STOP_WITHIN);
                waited += STOP_WITHIN;
            }
        }
    }

    /// The files that are as they were at the last look, and were not handed out so.
    fn look(&mut self) -> Result<Vec<PathBuf>, IngestError> {
        let mut whole = Vec::new();
        let mut seen = HashMap::new();
        for path in ingest::find_files(self.paths) {
            let path = match path {
                Ok(path) => path,
                // A file that went away, or a link without a target, does not end the watch; a folder that did does.
                Err(_) if self.paths.iter().all(|folder| folder.is_dir()) => continue,
                Err(error) => return Err(error),
            };
            let Some(stamp) = stamp(&path).filter(|_| !is_unfinished(&path)) else {
                continue;
            };
            if self.seen.get(&path) == Some(&stamp) && self.taken.get(&path) != Some(&stamp) {
                self.taken.insert(path.clone(), stamp);
                whole.push(path.clone());
            }
            seen.insert(path, stamp);
        }
        self.seen = seen;
        Ok(whole)
    }
}

/// The stamp of the file at `path`; `None` if it is gone or empty: a file is created before it is written.
fn stamp(path: &Path) -> Option<FileStamp> {
    let metadata = fs::metadata(path).ok().filter(|metadata| metadata.len() > 0)?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// Whether the name says that the file is still being written.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    name.ends_with('~')
        || UNFINISHED
            .iter()
            .any(|ending| extension.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_taken_once_it_no_longer_grows_and_again_when_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().to_owned()];
        let mut watched = WatchedFolders::new(&paths);
        let file = folder.path().join("a.txt");
        fs::write(&file, "One").unwrap();
        fs::write(folder.path().join("b.txt.part"), "Half").unwrap();
        assert_eq!(watched.look().unwrap(), Vec::<PathBuf>::new());
        fs::write(&file, "One two").unwrap();
        assert_eq!(watched.look().unwrap(), Vec::<PathBuf>::new());
        assert_eq!(watched.look().unwrap(), std::slice::from_ref(&file));
        assert_eq!(watched.look().unwrap(), Vec::<PathBuf>::new());
        fs::write(&file, "One two three").unwrap();
        assert_eq!(watched.look().unwrap(), Vec::<PathBuf>::new());
        assert_eq!(watched.look().unwrap(), [file]);
    }

    #[cfg(unix)]
    #[test]
    fn broken_link_does_not_end_the_watch_and_a_missing_folder_does() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        std::os::unix::fs::symlink("nowhere", inside.join("a-link")).unwrap();
        fs::write(inside.join("b.txt"), "One").unwrap();
        let paths = [inside.clone()];
        let mut watched = WatchedFolders::new(&paths);
        watched.look().unwrap();
        assert_eq!(watched.look().unwrap(), [inside.join("b.txt")]);
        fs::remove_dir_all(&inside).unwrap();
        assert!(watched.look().is_err());
    }
}
