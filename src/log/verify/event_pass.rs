use crate::domain::Timestamp;

/// Number of days from one event to the next beyond which a wrong clock is suspected. A log that is used once a year
/// is normal.
pub const CLOCK_JUMP_MAX_DAYS: i64 = 366;

/// What a pass over the events does beside verifying them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventPass {
    /// Events recorded later than this are noted: a clock was wrong.
    pub now: Option<Timestamp>,
    /// Whether to stop at the first damaged event.
    pub stops_at_damage: bool,
}
