//! Moments on the log's clock as people write them: a position (`@1200`) or a time.

use super::date_input::DateInput;
use super::utc_day::utc_day;
use crate::domain::{Edtf, Position, Timestamp};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};

/// A bare number in this range is a year.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A moment on the log's clock: when something was recorded, not when it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogMoment {
    /// Just after the event at this position was recorded.
    Position(Position),
    /// Just after everything up to this time was recorded.
    Time(Timestamp),
}

/// Why a text is not accepted as a log moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogMomentError {
    /// It has no known format.
    #[error(
        "{0:?} is not a moment of the log (write a position as @1200, a time as 2026-03, 2026-03-12 or 2026-03-12T08:00:00Z, or yesterday, 30d, last monday, last month)"
    )]
    Unreadable(String),
    /// It is a bare number outside the range of years.
    #[error("{0} is not a year; write @{0} for a log position")]
    BareNumber(String),
    /// The time that relative dates count from is outside the calendar.
    #[error("the clock shows no date")]
    ClockOutsideCalendar,
}

/// A text is not a log position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a log position (write @1200; `dixit log` lists positions)")]
pub struct PositionInputError(String);

impl LogMoment {
    /// Parses an `as-of`: a day, month or year includes its end. Relative dates count from `now`.
    pub fn parse_as_of(text: &str, now: Timestamp) -> Result<Self, LogMomentError> {
        parse(text, now, DayEdge::End)
    }

    /// Parses a `since` on recording time: a day, month or year counts from its start. Relative dates count from `now`.
    pub fn parse_since(text: &str, now: Timestamp) -> Result<Self, LogMomentError> {
        parse(text, now, DayEdge::Start)
    }
}

/// Parses a position, `@1200` or `1200`, where nothing else is accepted.
pub fn parse_position(text: &str) -> Result<Position, PositionInputError> {
    let number = text.strip_prefix('@').unwrap_or(text);
    match number.parse() {
        Ok(number) if number > 0 => Ok(Position::new(number)),
        _ => Err(PositionInputError(text.to_owned())),
    }
}

/// Which end of a day, month or year is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayEdge {
    Start,
    End,
}

/// Parses `text`; relative dates count from `now`.
fn parse(text: &str, now: Timestamp, bound: DayEdge) -> Result<LogMoment, LogMomentError> {
    let text = text.trim();
    let unreadable = || LogMomentError::Unreadable(text.to_owned());
    if let Some(number) = text.strip_prefix('@') {
        let number = number.parse().map_err(|_| unreadable())?;
        return Ok(LogMoment::Position(Position::new(number)));
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Ok(LogMoment::Time(Timestamp::from_micros(time.timestamp_micros())));
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !text.parse().is_ok_and(|year| YEARS.contains(&year)) {
        return Err(LogMomentError::BareNumber(text.to_owned()));
    }
    let today = utc_day(now).ok_or(LogMomentError::ClockOutsideCalendar)?;
    let days = DateInput::parse(text, today).map_err(|_| unreadable())?;
    let next = |date: Edtf| date.latest()?.checked_add_days(Days::new(1));
    let boundary = match bound {
        DayEdge::Start => days.range_start().earliest(),
        DayEdge::End => next(days.range_end()),
    };
    boundary.map(last_moment_before).ok_or_else(unreadable)
}

/// Returns the last microsecond before `day` in UTC, because an event recorded at midnight belongs to the new day.
const fn last_moment_before(day: NaiveDate) -> LogMoment {
    let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
    LogMoment::Time(Timestamp::from_micros(midnight - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, bound: DayEdge) -> String {
        let now = DateTime::parse_from_rfc3339("2026-03-15T08:00:00Z").unwrap();
        match parse(text, Timestamp::from_micros(now.timestamp_micros()), bound) {
            Ok(LogMoment::Time(time)) => time.to_string(),
            Ok(LogMoment::Position(position)) => position.to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn since_day_starts_with_the_day() {
        let since = |text: &str| moment(text, DayEdge::Start);
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
    fn as_of_day_includes_the_whole_day() {
        let as_of = |text: &str| moment(text, DayEdge::End);
        assert_eq!(as_of("2026-03-12"), "2026-03-12T23:59:59Z");
        assert_eq!(as_of("2026-02"), "2026-02-28T23:59:59Z");
        assert_eq!(as_of("2026"), "2026-12-31T23:59:59Z");
        assert_eq!(as_of("2026-03-12T08:00:00+02:00"), "2026-03-12T06:00:00Z");
        assert_eq!(as_of("last week"), "2026-03-08T23:59:59Z");
        assert_eq!(as_of("30d"), "2026-02-13T23:59:59Z");
        assert_eq!(as_of("@2026"), "@2026");
    }

    #[test]
    fn bare_number_outside_the_years_is_refused() {
        for number in ["0", "5", "115", "1200", "1899", "2101", "20260"] {
            let refusal = format!("{number} is not a year; write @{number} for a log position");
            assert_eq!(moment(number, DayEdge::End), refusal);
        }
        for text in ["", "@", "@x", "@-1", "..", "hier", "+5"] {
            let message = moment(text, DayEdge::Start);
            assert!(
                message.contains("is not a moment of the log"),
                "{text}: {message}"
            );
        }
    }

    #[test]
    fn position_is_parsed_with_and_without_at_sign() {
        assert_eq!(parse_position("@115"), Ok(Position::new(115)));
        assert_eq!(parse_position("115"), Ok(Position::new(115)));
        assert_eq!(parse_position("2026"), Ok(Position::new(2026)));
        for text in ["", "@", "@0", "0", "s4k2", "-1", "@@1"] {
            assert!(parse_position(text).is_err(), "{text}");
        }
    }
}
