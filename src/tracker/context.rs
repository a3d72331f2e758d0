use crate::domain::{EventId, Timestamp};
use std::fmt;

/// What writing takes from outside: the library has no clock, no user and no randomness of its own.
pub struct Context {
    /// Tells the time of recording.
    pub clock: Box<dyn Fn() -> Timestamp + Send>,
    /// Who records.
    pub actor: String,
    /// Randomness for the salts of this process, and for the id that everything it records shares. It is stored
    /// nowhere: whoever had it could tell what a text was that was taken down.
    pub seed: [u8; 32],
}

impl Context {
    /// What everything that is recorded in this context shares.
    pub(super) fn correlation(&self) -> EventId {
        EventId::of(&[b"correlation", &self.seed])
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}
