use crate::domain::Position;
use std::fmt;

/// A place where the log is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the log is damaged at {position}: {part}")]
pub struct Damage {
    /// The first damaged position.
    pub position: Position,
    /// The damaged part of the event there.
    pub part: DamagedPart,
}

/// The damaged part of an event, as precise as the hashes allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamagedPart {
    /// There is no event at this position, though there is a later one, or a body or text.
    Missing,
    /// `event_id`, `stream`, `version`, `type` and `schema_version` do not belong together.
    Identity,
    /// `recorded_at`, `actor`, `correlation_id`, `causation_id` or `leaf_hash` was changed.
    Header,
    /// `body_hash` was changed.
    BodyHash,
    /// The body: its row is missing, or its `content` or `salt` was changed.
    Body,
    /// The article's text: its row is missing, or its `content` or `salt` was changed.
    Text,
    /// The body was redacted, and no later event says so, or something else remains of it than that event says.
    BodyTaken,
    /// The text was redacted, and no later event says so.
    TextTaken,
    /// A body or text at this position belongs to no event.
    Stray,
    /// The version does not follow that of the preceding event in the stream.
    Version,
    /// `recorded_at` is earlier than that of the preceding event.
    Clock,
}

impl fmt::Display for DamagedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "the event is missing",
            Self::Identity => {
                "its event_id, stream, version, type, schema_version and body do not belong together"
            }
            Self::Header => {
                "its recorded_at, actor, correlation_id, causation_id or leaf_hash is not as it was written"
            }
            Self::BodyHash => "its body_hash is not as it was written",
            Self::Body => "its body is missing or not as it was written",
            Self::Text => "the text of the article is missing or not as it was written",
            Self::BodyTaken => "words were taken out of its body, and no event says so",
            Self::TextTaken => "the text of the article was taken away, and no event says so",
            Self::Stray => "a body or text stands there that belongs to no event",
            Self::Version => "its version does not follow on the one before in its stream",
            Self::Clock => "it was recorded earlier than the event before it",
        })
    }
}
