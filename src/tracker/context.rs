use crate::domain::{EventId, Timestamp};
use std::fmt;

/// What a writing tracker is given from outside: the library has no clock, user or randomness of its own.
pub struct Context {
    /// Returns the time of recording.
    pub clock: Box<dyn Fn() -> Timestamp + Send>,
    /// Who records: the actor of every event.
    pub actor: String,
    /// Random bytes for the salts of this process and for the correlation id of everything it records. Stored nowhere:
    /// whoever had it could test guesses at a redacted text.
    pub seed: [u8; 32],
}

impl Context {
    /// The correlation id, shared by everything that is recorded in this context.
    pub(super) fn correlation(&self) -> EventId {
        EventId::from_parts(&[b"correlation", &self.seed])
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("actor", &self.actor)
            .finish_non_exhaustive()
    }
}
