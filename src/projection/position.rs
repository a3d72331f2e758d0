//! Positions of the log as SQL integers.

use crate::domain::Position;

/// The `valid_to_pos` of a row that is still valid. No log has that many events.
pub(super) const OPEN_END_POS: i64 = i64::MAX;

/// A position as SQLite stores it. SQLite's integers are signed; no log has 2^63 events.
pub(super) fn position_number(position: Position) -> i64 {
    i64::try_from(position.number()).unwrap_or(i64::MAX)
}
