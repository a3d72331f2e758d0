use std::fs::File;
use std::path::Path;

/// Who of the waiting processes writes next: the one that has a lock on the directory of the database.
///
/// The lock orders the writers, and protects nothing: where it cannot be had (no such locks, no right to read the
/// directory), everybody may be next. A directory is locked and not a file, so that none is left behind; that two
/// databases share it only makes their writers wait for some milliseconds.
#[derive(Debug)]
pub(super) struct WriterQueue {
    directory: Option<File>,
    is_next: bool,
}

impl WriterQueue {
    /// The queue of the database at `path`.
    pub(super) fn beside(path: &Path) -> Self {
        let directory = path.parent().map(|directory| {
            if directory.as_os_str().is_empty() {
                Path::new(".")
            } else {
                directory
            }
        });
        Self {
            directory: directory.and_then(|directory| File::open(directory).ok()),
            is_next: false,
        }
    }

    /// Whether this process is next. It stays so until the queue is dropped.
    pub(super) fn is_next(&mut self) -> bool {
        if !self.is_next {
            self.is_next = self.directory.as_ref().is_none_or(|directory| {
                !matches!(directory.try_lock(), Err(std::fs::TryLockError::WouldBlock))
            });
        }
        self.is_next
    }
}
