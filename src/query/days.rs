//! Days as rows have them: 0001-01-01 is 1; an unknown date is the empty range, 2147483647 to 0.

use super::QueryError;
use crate::domain::Edtf;
use chrono::{Datelike, NaiveDate};

/// The first day of what has no date: later than every other.
pub(super) const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// The first day of what is asked for.
pub(super) fn first_day_of(bound: Edtf) -> Result<i64, QueryError> {
    day_number(bound.earliest())
}

/// The last day of what is asked for.
pub(super) fn last_day_of(bound: Edtf) -> Result<i64, QueryError> {
    day_number(bound.latest())
}

/// Refuses a range that ends before it begins.
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

/// The least first and the greatest last day of some rows, where any is known.
pub(super) fn date_range(first: Option<i64>, last: Option<i64>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match (first, last) {
        (Some(first), Some(last)) if first <= last => (date_of_day(first), date_of_day(last)),
        _ => (None, None),
    }
}

/// The day with this number.
pub(super) fn date_of_day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number.try_into().ok()?)
}
