//! Value parsers that read the clock, because what they parse may be relative to today.

use crate::cli::environment;
use crate::domain::{Edtf, Timestamp};
use crate::query::input::{self, DateInputError, LogMoment, LogMomentError};
use chrono::NaiveDate;

/// Why a value that may be relative to today is not accepted. Messages are those of the parsers.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClockValueError {
    /// The clock cannot be read; contains its message.
    #[error("{0}")]
    Clock(String),
    /// The text is not a date.
    #[error(transparent)]
    Date(#[from] DateInputError),
    /// The text is not a moment of the log.
    #[error(transparent)]
    LogMoment(#[from] LogMomentError),
}

/// Parses the start of a range, for `--since` and the like.
pub(crate) fn parse_range_start(text: &str) -> Result<Edtf, ClockValueError> {
    Ok(input::parse_range_start(text, today()?)?)
}

/// Parses the end of a range, for `--until` and the like.
pub(crate) fn parse_range_end(text: &str) -> Result<Edtf, ClockValueError> {
    Ok(input::parse_range_end(text, today()?)?)
}

/// Parses a single day.
pub(crate) fn parse_day(text: &str) -> Result<NaiveDate, ClockValueError> {
    Ok(input::parse_day(text, today()?)?)
}

/// Parses `--as-of`; a day, month or year includes its end.
pub(crate) fn parse_as_of(text: &str) -> Result<LogMoment, ClockValueError> {
    Ok(LogMoment::parse_as_of(text, current_time()?)?)
}

/// Parses a `--since` on recording time; a day, month or year counts from its start.
pub(crate) fn parse_recorded_since(text: &str) -> Result<LogMoment, ClockValueError> {
    Ok(LogMoment::parse_since(text, current_time()?)?)
}

fn current_time() -> Result<Timestamp, ClockValueError> {
    match environment::clock() {
        Ok(clock) => Ok(clock()),
        Err(error) => Err(ClockValueError::Clock(error.message)),
    }
}

fn today() -> Result<NaiveDate, ClockValueError> {
    let outside = || ClockValueError::Clock("the clock shows no date".to_owned());
    input::utc_day(current_time()?).ok_or_else(outside)
}
