//! A clock that moves only when somebody waits, so that tests of pauses take no time.

use dixit::fetch::FetchClock;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// Begins at 2026-03-12T08:00:00Z.
#[derive(Debug)]
pub(crate) struct TestClock {
    now: Mutex<SystemTime>,
    waits: Mutex<Vec<Duration>>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self {
            now: Mutex::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_773_302_400)),
            waits: Mutex::new(Vec::new()),
        }
    }

    /// All waits so far.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }

    /// Lets time pass without anybody waiting.
    pub(crate) fn advance(&self, duration: Duration) {
        *self.now.lock().unwrap() += duration;
    }
}

impl FetchClock for TestClock {
    fn now(&self) -> SystemTime {
        *self.now.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) {
        self.advance(duration);
        self.waits.lock().unwrap().push(duration);
    }
}
