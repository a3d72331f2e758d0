//! Whether a write was refused because of the limit on the size of files (`ulimit -f`).

#[cfg(unix)]
use signal_hook::{consts::SIGXFSZ, flag};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Becomes true when the system refuses a write because of the limit. Without this, its signal ends the program in the
/// middle of a step, and nobody is told why.
#[derive(Debug, Clone, Default)]
pub(crate) struct FileLimit {
    reached: Arc<AtomicBool>,
}

impl FileLimit {
    /// Watches from now on.
    pub(crate) fn watch() -> Self {
        let limit = Self::default();
        #[cfg(unix)]
        {
            // If the handler cannot be installed, the signal ends the program; the log is consistent then too.
            let _ = flag::register(SIGXFSZ, limit.reached.clone());
        }
        limit
    }

    /// Whether a write was refused.
    pub(crate) fn is_reached(&self) -> bool {
        self.reached.load(Ordering::Relaxed)
    }
}
