//! Which open readings the query asks for, and how many it leaves out.

use super::queue::OutsideQueueCounts;
use crate::domain::harm::{DISPUTE, DOUBT_POINTS_MIN};

/// Decides which readings are asked for, and counts the others.
pub(super) struct WantedReadings<'q> {
    /// The only sign of doubt that is asked for, by name.
    doubt: Option<&'q str>,
    /// Whether readings with few points of doubt and copies of confirmed ones are included.
    all: bool,
    /// Number of readings that are left out.
    pub(super) left_out: OutsideQueueCounts,
}

impl<'q> WantedReadings<'q> {
    /// Asks for readings with the sign `doubt`, or for `all`, or for those with enough doubt.
    pub(super) fn new(doubt: Option<&'q str>, all: bool) -> Self {
        Self {
            doubt,
            all,
            left_out: OutsideQueueCounts::default(),
        }
    }

    /// The only sign of doubt that is asked for, by name.
    pub(super) const fn doubt(&self) -> Option<&'q str> {
        self.doubt
    }

    /// Whether a reading with these points and signs is asked for; if not, counts it.
    pub(super) fn wants(
        &mut self,
        doubt_points: i64,
        has_sign: impl Fn(&str) -> bool,
        is_confirmed_in_copy: bool,
        has_only_approximate_date: bool,
    ) -> bool {
        if let Some(wanted) = self.doubt {
            return has_sign(wanted);
        }
        let left = if self.all || has_sign(DISPUTE.name) {
            return true;
        } else if is_confirmed_in_copy {
            &mut self.left_out.confirmed_copies
        } else if doubt_points >= DOUBT_POINTS_MIN {
            return true;
        } else if has_only_approximate_date {
            &mut self.left_out.date_only
        } else {
            &mut self.left_out.few_doubts
        };
        *left += 1;
        false
    }
}
