use super::lock_holder::LockHolder;
use std::fmt;
use std::sync::Arc;

/// What a person should know about the database while, or after, something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreNotice {
    /// This process has waited for two seconds for another one to finish writing, and goes on waiting.
    WaitingForWriter {
        /// The process that writes, where the system tells.
        writer: Option<LockHolder>,
    },
    /// The write-ahead log could not be moved into the database, because others still read what was there before.
    WalHeldByReaders {
        /// Its size.
        bytes: u64,
        /// The processes that read, where the system tells.
        readers: Vec<LockHolder>,
    },
}

/// Is called with every [`StoreNotice`]; the default ignores them.
///
/// ```
/// use dixit::log::{StoreNotice, StoreObserver};
/// let observer = StoreObserver::new(|notice: &StoreNotice| eprintln!("{notice:?}"));
/// # let _ = observer;
/// ```
#[derive(Clone, Default)]
pub struct StoreObserver(Option<Arc<Notify>>);

type Notify = dyn Fn(&StoreNotice) + Send + Sync;

impl StoreObserver {
    /// An observer that calls `notify`, on the thread that waits or has written.
    pub fn new(notify: impl Fn(&StoreNotice) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(notify)))
    }

    /// Passes on a notice.
    pub(super) fn notify(&self, notice: &StoreNotice) {
        if let Some(notify) = &self.0 {
            notify(notice);
        }
    }
}

impl fmt::Debug for StoreObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "StoreObserver(…)"
        } else {
            "StoreObserver"
        })
    }
}
