//! The folder of a published site.
//!
//! `files.sha256` lists its files with their hashes, in the form that `sha256sum --check` reads. By this list the next
//! run knows which files are its own: others are left alone, and a folder that has others but no list is refused.

use crate::domain::Hexadecimal;
use crate::web::error::WebError;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of the list.
const LIST: &str = "files.sha256";

/// A folder that is being published into, from several threads.
#[derive(Debug)]
pub(super) struct SiteFolder {
    folder: PathBuf,
    /// The files of the previous run, with their hashes.
    previous: BTreeMap<String, String>,
    present: Mutex<Present>,
}

/// The files of this run, with their hashes, and how many of them were written.
#[derive(Debug, Default)]
struct Present {
    files: BTreeMap<String, String>,
    written: u64,
}

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FolderChanges {
    pub(super) files: u64,
    pub(super) written: u64,
    pub(super) removed: u64,
}

impl SiteFolder {
    /// Opens a folder that is empty, does not exist, or has been published into before. Files whose names begin with a
    /// dot do not count: version control has some.
    pub(super) fn open(folder: &Path) -> Result<Self, WebError> {
        let list = folder.join(LIST);
        let previous = match fs::read_to_string(&list) {
            Ok(text) => read_list(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if has_files(folder).map_err(|source| failed("read", folder, source))? {
                    return Err(WebError::ForeignFolder {
                        folder: folder.display().to_string(),
                    });
                }
                fs::create_dir_all(folder).map_err(|source| failed("make", folder, source))?;
                // Should this run be interrupted, the next one may go on.
                fs::write(&list, "").map_err(|source| failed("write", &list, source))?;
                BTreeMap::new()
            }
            Err(source) => return Err(failed("read", &list, source)),
        };
        Ok(Self {
            folder: folder.to_owned(),
            previous,
            present: Mutex::default(),
        })
    }

    /// Writes a file of the site, unless it has this content already.
    pub(super) fn write(&self, file: &str, content: &[u8]) -> Result<(), WebError> {
        let path = self.folder.join(file);
        let is_known = fs::read(&path).is_ok_and(|known| known == content);
        if !is_known {
            replace(&path, content).map_err(|source| failed("write", &path, source))?;
        }
        let hash = Hexadecimal(&Sha256::digest(content)).to_string();
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present.files.insert(file.to_owned(), hash);
        present.written += u64::from(!is_known);
        Ok(())
    }

    /// Number of files so far.
    pub(super) fn count(&self) -> usize {
        let present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        present.files.len()
    }

    /// Removes the files of the previous run that the site no longer has, and writes the list.
    pub(super) fn finish(self) -> Result<FolderChanges, WebError> {
        let present = self.present.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut removed = 0;
        for gone in self
            .previous
            .keys()
            .filter(|file| !present.files.contains_key(*file))
        {
            let path = self.folder.join(gone);
            match fs::remove_file(&path) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(failed("remove", &path, source)),
            }
        }
        let mut list = String::new();
        for (file, hash) in &present.files {
            let _ = writeln!(list, "{hash}  {file}");
        }
        let path = self.folder.join(LIST);
        if self.previous != present.files {
            replace(&path, list.as_bytes()).map_err(|source| failed("write", &path, source))?;
        }
        Ok(FolderChanges {
            files: present.files.len() as u64,
            written: present.written,
            removed,
        })
    }
}

/// Reads a list; a line that would name a file outside of the folder is none of ours.
fn read_list(text: &str) -> BTreeMap<String, String> {
    let is_inside = |file: &str| {
        Path::new(file)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .filter(|(_, file)| is_inside(file))
        .map(|(hash, file)| (file.to_owned(), hash.to_owned()))
        .collect()
}

/// Whether a folder has files that a person can see.
fn has_files(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        entries => entries?,
    };
    for entry in entries {
        if !entry?.file_name().as_encoded_bytes().starts_with(b".") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts a file in its place at once, so that whoever reads the site meanwhile sees the old one or the new one.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    fs::write(&beside, content)?;
    fs::rename(&beside, path)
}

fn failed(what: &str, path: &Path, source: io::Error) -> WebError {
    WebError::Io {
        what: format!("cannot {what} {}", path.display()),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(folder: &Path, files: &[(&str, &str)]) -> Result<FolderChanges, WebError> {
        let site = SiteFolder::open(folder)?;
        for (file, content) in files {
            site.write(file, content.as_bytes())?;
        }
        site.finish()
    }

    #[test]
    fn only_what_changed_is_written_and_only_own_files_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("site");
        let changes = publish(&folder, &[("a.html", "1"), ("b/c.html", "2")]).unwrap();
        assert_eq!((changes.files, changes.written, changes.removed), (2, 2, 0));
        let changes = publish(&folder, &[("a.html", "1"), ("b/c.html", "2")]).unwrap();
        assert_eq!((changes.files, changes.written, changes.removed), (2, 0, 0));
        fs::write(folder.join("CNAME"), "statements.gazette.example").unwrap();
        let changes = publish(&folder, &[("a.html", "3")]).unwrap();
        assert_eq!((changes.files, changes.written, changes.removed), (1, 1, 1));
        assert!(folder.join("CNAME").exists() && !folder.join("b/c.html").exists());
    }

    #[test]
    fn folder_with_other_files_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "mine").unwrap();
        assert!(matches!(
            publish(dir.path(), &[("a.html", "1")]),
            Err(WebError::ForeignFolder { .. })
        ));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn list_names_no_file_outside() {
        let listed = read_list("aa  a.html\nbb  ../b.html\ncc  /etc/passwd\ndd  x/../../y\nee");
        assert_eq!(listed.keys().collect::<Vec<_>>(), ["a.html"]);
    }
}
