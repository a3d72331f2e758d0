//! The day of a moment: the log counts days in UTC.

use crate::domain::Timestamp;
use chrono::{DateTime, NaiveDate};

/// Returns the UTC day of `moment`; `None` if it is outside the calendar.
pub fn utc_day(moment: Timestamp) -> Option<NaiveDate> {
    DateTime::from_timestamp_micros(moment.micros()).map(|time| time.date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_ends_at_midnight_in_utc() {
        let day = |micros| utc_day(Timestamp::from_micros(micros)).map(|day| day.to_string());
        assert_eq!(day(-1), Some("1969-12-31".to_owned()));
        assert_eq!(day(0), Some("1970-01-01".to_owned()));
        assert_eq!(day(i64::MAX), None);
    }
}
