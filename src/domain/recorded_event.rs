use super::{Event, EventId, StreamId, Timestamp};
use std::fmt;

/// Place of an event in the whole log, without gaps; the first event has position 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position(u64);

impl Position {
    /// The position before the first event.
    pub const START: Self = Self(0);

    /// Creates the `number`-th position; 0 is before the first event.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The position as a number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Position {
    /// Writes `@1200`; a bare number could be mistaken for a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("@{}", self.0))
    }
}

/// An event as the log keeps it: what happened, its place, and who recorded it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Its place in the whole log.
    pub position: Position,
    /// Its permanent id.
    pub id: EventId,
    /// The stream that it belongs to.
    pub stream: StreamId,
    /// Its number within the stream, from 1.
    pub version: u64,
    /// Time of recording; never earlier than that of the event before.
    pub recorded_at: Timestamp,
    /// The user who had it recorded.
    pub actor: String,
    /// Shared by all events of one operation.
    pub correlation: EventId,
    /// The event that caused this one.
    pub causation: Option<EventId>,
    /// What happened.
    pub event: Event,
}
