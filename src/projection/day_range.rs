//! Days as SQL integers: 0001-01-01 is 1.

use crate::domain::Edtf;
use chrono::{Datelike, NaiveDate};

/// A range of days, both ends included. An unknown date is an empty range: it begins after every day and ends before
/// every day. So it sorts last, overlaps nothing and never becomes a minimum or maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayRange {
    /// First day; [`UNKNOWN_DAY`] where the date is unknown.
    pub(super) from: i64,
    /// Last day; 0 where the date is unknown.
    pub(super) to: i64,
}

/// Stands for an unknown day; sorts after every day.
pub(super) const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// The number of a day.
pub(super) fn day_number(date: Option<NaiveDate>) -> Option<i64> {
    date.map(|date| i64::from(date.num_days_from_ce()))
}

/// The day with a number; `None` for [`UNKNOWN_DAY`].
pub(super) fn date_of_day(day: i64) -> Option<NaiveDate> {
    let day = Some(day).filter(|day| *day != UNKNOWN_DAY)?;
    NaiveDate::from_num_days_from_ce_opt(day.try_into().ok()?)
}

impl From<Edtf> for DayRange {
    fn from(date: Edtf) -> Self {
        Self {
            from: day_number(date.earliest()).unwrap_or(UNKNOWN_DAY),
            to: day_number(date.latest()).unwrap_or(0),
        }
    }
}
