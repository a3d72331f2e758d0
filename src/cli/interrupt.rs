//! Whether the user asks the program to stop (Ctrl-C, SIGTERM), so that work ends at a safe point.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Becomes true when the user asks to stop. Asking a second time ends the program at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt {
    asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on.
    pub(crate) fn listen() -> Self {
        let interrupt = Self::default();
        let asked = interrupt.asked.clone();
        // If the handler cannot be installed, Ctrl-C ends the program at once, as it does without one; the log is
        // consistent then too.
        let _ = ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::Relaxed) {
                end_now();
            }
        });
        interrupt
    }

    /// Whether the user asked to stop.
    pub(crate) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

#[expect(
    clippy::exit,
    reason = "the user asked twice, and other threads may be blocked in a read"
)]
fn end_now() {
    std::process::exit(130);
}
