//! Months and years as numbers, for counts by period.

use super::days;
use chrono::Datelike;

/// The month of the day with this number: months from January of year 0. `None` where the day is unknown.
pub(super) fn month_of_day(day: i64) -> Option<i32> {
    let date = days::date_of_day(day).filter(|_| day != days::UNKNOWN_DAY)?;
    let month = i32::try_from(date.month0()).ok()?;
    date.year().checked_mul(12)?.checked_add(month)
}

/// The year of a month.
pub(super) const fn year_of_month(month: i32) -> i32 {
    month.div_euclid(12)
}

/// A month as EDTF.
pub(super) fn format_month(month: i32) -> String {
    format!("{:04}-{:02}", year_of_month(month), month.rem_euclid(12) + 1)
}

/// A year as EDTF.
pub(super) fn format_year(year: i32) -> String {
    format!("{year:04}")
}
