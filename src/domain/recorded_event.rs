use super::{Event, EventId, Position, StreamId, Timestamp};

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
