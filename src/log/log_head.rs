use super::Hash;
use crate::domain::{Position, Timestamp};

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// Position of the last event.
    pub position: Position,
    /// Time of its recording.
    pub recorded_at: Timestamp,
    /// The hash over its header.
    pub leaf_hash: Hash,
}
