//! Counts the bytes of results that were made and not taken yet, so that no more are made while they are many.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The bytes of the results that wait.
#[derive(Debug)]
pub(super) struct ResultBudget {
    /// Bytes beyond which [`wait`](Self::wait) waits.
    bytes_max: usize,
    waiting: Mutex<WaitingBytes>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct WaitingBytes {
    bytes: usize,
    /// Whether nobody takes results any more.
    is_closed: bool,
}

impl ResultBudget {
    pub(super) fn new(bytes_max: usize) -> Self {
        Self {
            bytes_max,
            waiting: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Counts a result that was made.
    pub(super) fn take(&self, bytes: usize) {
        self.lock().bytes += bytes;
    }

    /// Uncounts a result that was taken.
    pub(super) fn give_back(&self, bytes: usize) {
        let mut waiting = self.lock();
        waiting.bytes = waiting.bytes.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets nobody wait any more.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    /// Waits until the results that wait are few enough. Those that wait were all handed out before, so that whoever
    /// takes them in order gets them while this waits.
    pub(super) fn wait(&self) {
        let is_full = |waiting: &mut WaitingBytes| waiting.bytes >= self.bytes_max && !waiting.is_closed;
        let waited = self.changed.wait_while(self.lock(), is_full);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn lock(&self) -> MutexGuard<'_, WaitingBytes> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
