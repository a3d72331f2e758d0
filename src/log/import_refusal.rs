use super::codec::CodecError;
use crate::domain::{Position, StreamId};

/// Why an event of another copy of the log is not taken into this one.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefusal {
    /// The hash over the header is another.
    #[error(
        "the leaf hash is not that of its position, id, type, stream, versions, time, actor, correlation, causation \
         and body hash"
    )]
    LeafHash,
    /// The body does not have its hash.
    #[error("the body hash is not that of the body and its salt")]
    BodyHash,
    /// The id is not that of the content.
    #[error("the id is not that of its stream, version, type and body")]
    Id,
    /// The text does not have its hash.
    #[error("the text and its salt do not have the hash that the body names")]
    TextHash,
    /// There is a text and the body names none, or the other way round.
    #[error("the text is missing, or one stands there that the body does not name")]
    Text,
    /// The body belongs to another stream.
    #[error("the body belongs to {0}, which is not its stream")]
    Stream(StreamId),
    /// This program cannot decode the event.
    #[error("the event cannot be read: {0}")]
    Undecodable(CodecError),
    /// There is another event at its position.
    #[error("other history from {0} on: the database has another event there")]
    OtherHistory(Position),
    /// Events before it are missing.
    #[error("the event is {found}, and {expected} is the next of the log")]
    Gap {
        /// Its position.
        found: Position,
        /// The next position of the log.
        expected: Position,
    },
    /// Its version is not the next of its stream.
    #[error("its version in the stream is {found}, and {expected} is the next")]
    Version {
        /// Its version.
        found: u64,
        /// The next version of the stream.
        expected: u64,
    },
    /// It was recorded earlier than the event before it.
    #[error("it was recorded earlier than the event before it")]
    Clock,
    /// Here the event is as it was recorded, and there it was redacted.
    #[error(
        "{0} was redacted in the log that this is from, and the database has it as it was recorded: import into a new \
         database, or redact it here too"
    )]
    RedactedElsewhere(Position),
}
