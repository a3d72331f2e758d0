use super::lock_holder::find_writer;
use super::store_notice::{StoreNotice, StoreObserver};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// A wait of this length is told to the observer.
const TELL_AFTER: Duration = Duration::from_secs(2);

/// A wait for another process, in pauses. It adds up its pauses, because the log reads no clock.
#[derive(Debug)]
pub(super) struct LockWait<'a> {
    path: &'a Path,
    observer: &'a StoreObserver,
    /// The time waited so far.
    pub(super) waited: Duration,
    is_told: bool,
}

impl<'a> LockWait<'a> {
    /// A wait for the database at `path` that has not begun.
    pub(super) const fn new(path: &'a Path, observer: &'a StoreObserver) -> Self {
        Self {
            path,
            observer,
            waited: Duration::ZERO,
            is_told: false,
        }
    }

    /// Waits for `pause` longer. Once, after two seconds, the observer is told for whom.
    pub(super) fn pause(&mut self, pause: Duration) {
        if !self.is_told && self.waited >= TELL_AFTER {
            self.is_told = true;
            self.observer.notify(&StoreNotice::WaitingForWriter {
                writer: find_writer(self.path),
            });
        }
        sleep(pause);
        self.waited += pause;
    }
}
