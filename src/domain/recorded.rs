use super::{Event, EventId, StreamId, Timestamp};
use std::fmt;

/// The gapless place of an event in the whole log; the first one has position 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position(u64);

impl Position {
    /// Before the first event.
    pub const START: Self = Self(0);

    /// The `number`-th place; 0 is before the first event.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The place after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Position {
    /// As people write it: `@1200`. A bare number could be a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("@{}", self.0))
    }
}

/// An event as the log keeps it: what happened, where it stands, and who recorded it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the whole log.
    pub position: Position,
    /// Its name for ever.
    pub id: EventId,
    /// Whose history it belongs to.
    pub stream: StreamId,
    /// Its place in that history, from 1.
    pub version: u64,
    /// When it was recorded; never earlier than the event before.
    pub recorded_at: Timestamp,
    /// Who had it recorded.
    pub actor: String,
    /// What was done in one go shares this.
    pub correlation: EventId,
    /// The event that led to this one.
    pub causation: Option<EventId>,
    /// What happened.
    pub event: Event,
}
