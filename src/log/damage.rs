use crate::domain::Position;
use std::fmt;

/// Where the log is not as it was written, and what of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the log is damaged at {position}: {part}")]
pub struct Damage {
    /// The first position at which something does not hold.
    pub position: Position,
    /// What does not hold there.
    pub part: Part,
}

/// Which part of an event does not hold: as exact as the hashes allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// No event has this position, though a later one or something of its own is there.
    Missing,
    /// `event_id`, `stream`, `version`, `type` or `schema_version`: they do not belong together.
    Identity,
    /// `recorded_at`, `actor`, `correlation_id`, `causation_id` or `leaf_hash`.
    Header,
    /// `body_hash`.
    BodyHash,
    /// The body: it is missing, or its `content` or `salt` was changed.
    Body,
    /// The text of the article: its row is missing, or its `content` or `salt` was changed.
    Text,
    /// The body or the text of something else stands at this position.
    Stray,
    /// The version is not the one after that of the event before in its stream.
    Version,
    /// `recorded_at` is earlier than that of the event before.
    Clock,
}

impl fmt::Display for Part {
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
            Self::Stray => "a body or text stands there that belongs to no event",
            Self::Version => "its version does not follow on the one before in its stream",
            Self::Clock => "it was recorded earlier than the event before it",
        })
    }
}
