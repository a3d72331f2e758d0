//! Moments of the log's clock, as users write them: a position as `@1200`, or a time.

use super::when::{self, When, WhenError};
use crate::domain::{Edtf, Position, Timestamp};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};

/// The years that a bare number can mean here.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A moment of the log's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsOf {
    /// Once the event at this position was recorded.
    Position(Position),
    /// Once everything was recorded that was so by then.
    Time(Timestamp),
}

/// A text that is no such moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AsOfError {
    /// It is not written as one.
    #[error(
        "{0:?} is no moment of the log (write a position as @1200, a time as 2026-03, 2026-03-12 or 2026-03-12T08:00:00Z, or yesterday, 30d, last monday, last month)"
    )]
    Unreadable(String),
    /// It is a bare number, and no year.
    #[error("{0} is no year: write @{0} for a position")]
    BareNumber(String),
    /// Nobody knows what day it is.
    #[error(transparent)]
    Clock(WhenError),
}

/// Reads `--as-of`: a day, month or year is meant to its end.
pub(crate) fn as_of(text: &str) -> Result<AsOf, AsOfError> {
    read(text, when::now().map_err(AsOfError::Clock)?, Bound::End)
}

/// Reads `--since` of what was recorded: a day, month or year is meant from its beginning.
pub(crate) fn since(text: &str) -> Result<AsOf, AsOfError> {
    read(text, when::now().map_err(AsOfError::Clock)?, Bound::Beginning)
}

/// Reads a position, as `@1200` or `1200`, where nothing else can be meant.
pub(crate) fn position(text: &str) -> Result<Position, String> {
    let number = text.strip_prefix('@').unwrap_or(text);
    match number.parse() {
        Ok(number) if number > 0 => Ok(Position::new(number)),
        _ => Err(format!(
            "{text:?} is no position (write @1200; `dixit log` has them)"
        )),
    }
}

/// Which end of a day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Beginning,
    End,
}

/// Reads `text` at the time `now`.
fn read(text: &str, now: Timestamp, bound: Bound) -> Result<AsOf, AsOfError> {
    let text = text.trim();
    let no_moment = || AsOfError::Unreadable(text.to_owned());
    if let Some(number) = text.strip_prefix('@') {
        let number = number.parse().map_err(|_| no_moment())?;
        return Ok(AsOf::Position(Position::new(number)));
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(AsOf::Time(Timestamp::from_micros(time.timestamp_micros())));
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !text.parse().is_ok_and(|year| YEARS.contains(&year)) {
        return Err(AsOfError::BareNumber(text.to_owned()));
    }
    let today = when::day_of(now).map_err(AsOfError::Clock)?;
    let days = When::read(text, today).map_err(|_| no_moment())?;
    let next = |date: Edtf| date.latest()?.checked_add_days(Days::new(1));
    let first_outside = match bound {
        Bound::Beginning => days.since().earliest(),
        Bound::End => next(days.until()),
    };
    first_outside.map(just_before).ok_or_else(no_moment)
}

/// The last moment before `day` began, in UTC: what was recorded at midnight is of that day.
const fn just_before(day: NaiveDate) -> AsOf {
    let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
    AsOf::Time(Timestamp::from_micros(midnight - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, bound: Bound) -> String {
        let now = DateTime::parse_from_rfc3339("2026-03-15T08:00:00Z").unwrap();
        match read(text, Timestamp::from_micros(now.timestamp_micros()), bound) {
            Ok(AsOf::Time(time)) => time.to_string(),
            Ok(AsOf::Position(position)) => position.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn since_a_day_is_since_it_began() {
        let since = |text: &str| moment(text, Bound::Beginning);
        assert_eq!(since("2026-03-12"), "2026-03-11T23:59:59Z");
        assert_eq!(since("2026-02"), "2026-01-31T23:59:59Z");
        assert_eq!(since("2025"), "2024-12-31T23:59:59Z");
        assert_eq!(since("2026-03-12T08:00:00Z"), "2026-03-12T08:00:00Z");
        assert_eq!(since("yesterday"), "2026-03-13T23:59:59Z");
        assert_eq!(since("last week"), "2026-03-01T23:59:59Z");
        assert_eq!(since("@1200"), "@1200");
        assert_eq!(since("@0"), "@0");
    }

    #[test]
    fn as_of_a_day_is_as_of_its_end() {
        let as_of = |text: &str| moment(text, Bound::End);
        assert_eq!(as_of("2026-03-12"), "2026-03-12T23:59:59Z");
        assert_eq!(as_of("2026-02"), "2026-02-28T23:59:59Z");
        assert_eq!(as_of("2026"), "2026-12-31T23:59:59Z");
        assert_eq!(as_of("2026-03-12T08:00:00+02:00"), "2026-03-12T06:00:00Z");
        assert_eq!(as_of("last week"), "2026-03-08T23:59:59Z");
        assert_eq!(as_of("30d"), "2026-02-13T23:59:59Z");
        assert_eq!(as_of("@2026"), "@2026");
    }

    #[test]
    fn bare_number_that_is_no_year_is_refused() {
        for number in ["0", "5", "115", "1200", "1899", "2101", "20260"] {
            let refusal = format!("{number} is no year: write @{number} for a position");
            assert_eq!(moment(number, Bound::End), refusal);
        }
        for text in ["", "@", "@x", "@-1", "..", "hier", "+5"] {
            let told = moment(text, Bound::Beginning);
            assert!(told.contains("is no moment of the log"), "{text}: {told}");
        }
    }

    #[test]
    fn position_is_read_with_and_without_its_sign() {
        assert_eq!(position("@115"), Ok(Position::new(115)));
        assert_eq!(position("115"), Ok(Position::new(115)));
        assert_eq!(position("2026"), Ok(Position::new(2026)));
        for text in ["", "@", "@0", "0", "s4k2", "-1", "@@1"] {
            assert!(position(text).is_err(), "{text}");
        }
    }
}
