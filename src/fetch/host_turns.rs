//! One request to a host at a time, with a pause between two, also when many threads fetch.

use super::options::FetchClock;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// What is known about the last request to a host.
#[derive(Debug, Default)]
pub(super) struct HostTurn {
    /// When the last answer had arrived.
    last_end: Option<SystemTime>,
    /// Until when the host asked to be left alone, and the status with which it did.
    busy: Option<(SystemTime, u16)>,
}

impl HostTurn {
    /// Waits until `delay` has passed since the last request.
    pub(super) fn pause(&self, delay: Duration, clock: &dyn FetchClock) {
        let Some(last_end) = self.last_end else { return };
        // A clock that was set back must not make the pause longer.
        let passed = clock.now().duration_since(last_end).unwrap_or_default();
        if let Some(left) = delay.checked_sub(passed).filter(|left| !left.is_zero()) {
            clock.sleep(left);
        }
    }

    /// How long the host still asks to be left alone, and with which status it asked.
    pub(super) fn busy_for(&self, now: SystemTime) -> Option<(Duration, u16)> {
        let (until, status) = self.busy?;
        let left = until.duration_since(now).ok()?;
        (!left.is_zero()).then_some((left, status))
    }

    /// An answer has arrived.
    pub(super) fn finish(&mut self, now: SystemTime) {
        self.last_end = Some(now);
        self.busy = None;
    }

    /// The host asked to be left alone until `until`.
    pub(super) fn set_busy(&mut self, until: SystemTime, status: u16) {
        self.busy = Some((until, status));
    }
}

/// The turns of all hosts.
#[derive(Debug, Default)]
pub(super) struct HostTurns {
    hosts: Mutex<HashMap<String, Arc<Mutex<HostTurn>>>>,
}

impl HostTurns {
    /// Calls `work` while nobody else has the turn of `host`.
    pub(super) fn in_turn<T>(&self, host: &str, work: impl FnOnce(&mut HostTurn) -> T) -> T {
        let turn = {
            // A thread that panicked leaves times behind, which stay correct.
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(host.to_owned()).or_default())
        };
        let mut turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut turn)
    }
}
