//! Days as read models store them: 0001-01-01 is day 1; an unknown date is the empty range 2147483647 to 0.

use super::QueryError;
use crate::domain::Edtf;
use chrono::{Datelike, NaiveDate};

/// The first day of an unknown date: later than every real day.
pub(super) const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// The first day of the date `bound`. Errors if `bound` is unknown.
pub(super) fn first_day_of(bound: Edtf) -> Result<i64, QueryError> {
    day_number(bound.earliest())
}

/// The last day of the date `bound`. Errors if `bound` is unknown.
pub(super) fn last_day_of(bound: Edtf) -> Result<i64, QueryError> {
    day_number(bound.latest())
}

/// Errors if the range ends before it begins, or if one of its dates is unknown.
pub(super) fn check_range(from: Option<Edtf>, to: Option<Edtf>) -> Result<(), QueryError> {
    match (from, to) {
        (Some(from), Some(to)) if first_day_of(from)? > last_day_of(to)? => {
            Err(QueryError::ReversedRange { from, to })
        }
        _ => Ok(()),
    }
}

fn day_number(day: Option<NaiveDate>) -> Result<i64, QueryError> {
    day.map(|day| i64::from(day.num_days_from_ce()))
        .ok_or(QueryError::UnknownBound)
}

/// Converts the earliest first and latest last day of some rows into dates; `None` for both if no row is dated.
pub(super) fn date_range(first: Option<i64>, last: Option<i64>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match (first, last) {
        (Some(first), Some(last)) if first <= last => (date_of_day(first), date_of_day(last)),
        _ => (None, None),
    }
}

/// The date of the day with this number.
pub(super) fn date_of_day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number.try_into().ok()?)
}
