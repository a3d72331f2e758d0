//! Dates as people write them: EDTF, or relative to today. Everything that takes a date uses this parser.

use super::time_span::TimeSpan;
use crate::domain::Edtf;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::str::FromStr;

/// A date that a person wrote, as a range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateInput {
    /// A written EDTF date, or a day, month or year relative to today.
    Date(Edtf),
    /// A week, which EDTF cannot express here.
    Week {
        /// Monday of the week.
        first: NaiveDate,
        /// Sunday of the week.
        last: NaiveDate,
    },
}

/// Why a text is not accepted as a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateInputError {
    /// It has no known format.
    #[error(
        "{0:?} is not a date (write 2025-07-26, 2025-07 or 2025, or today, yesterday, 30d, 2w, 6m, 1y, last monday, last week, last month)"
    )]
    NoDate(String),
    /// It is a log position, but a date is needed.
    #[error("{0} is a log position, not a date (use `--as-of {0}` to ask as of that position)")]
    LogPosition(String),
    /// It covers several days, but a single day is needed.
    #[error("{0:?} covers more than one day (write 2025-07-26, today, yesterday, 3d or last monday)")]
    SeveralDays(String),
}

impl DateInput {
    /// Parses `text`; relative dates count from `today`.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, DateInputError> {
        let text = text.trim();
        if let Ok(date) = text.parse() {
            return Ok(Self::Date(date));
        }
        if text.starts_with('@') {
            return Err(DateInputError::LogPosition(text.to_owned()));
        }
        parse_relative(text, today).ok_or_else(|| DateInputError::NoDate(text.to_owned()))
    }

    /// Returns the date that starts a range.
    pub const fn range_start(self) -> Edtf {
        match self {
            Self::Date(date) => date,
            Self::Week { first, .. } => Edtf::day(first),
        }
    }

    /// Returns the date that ends a range.
    pub const fn range_end(self) -> Edtf {
        match self {
            Self::Date(date) => date,
            Self::Week { last, .. } => Edtf::day(last),
        }
    }
}

/// Parses the start of a range, for `since` and the like; relative dates count from `today`.
pub fn parse_range_start(text: &str, today: NaiveDate) -> Result<Edtf, DateInputError> {
    DateInput::parse(text, today).map(DateInput::range_start)
}

/// Parses the end of a range, for `until` and the like; relative dates count from `today`.
pub fn parse_range_end(text: &str, today: NaiveDate) -> Result<Edtf, DateInputError> {
    DateInput::parse(text, today).map(DateInput::range_end)
}

/// Parses a single day; relative dates count from `today`.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateInputError> {
    match DateInput::parse(text, today)? {
        DateInput::Date(date) if date.is_exact() => date
            .earliest()
            .ok_or_else(|| DateInputError::NoDate(text.to_owned())),
        DateInput::Date(_) | DateInput::Week { .. } => Err(DateInputError::SeveralDays(text.to_owned())),
    }
}

/// Parses a date relative to `today`. Hyphens may join the words (`last-monday`), so that the shell needs no quotes.
fn parse_relative(text: &str, today: NaiveDate) -> Option<DateInput> {
    let text = text.to_lowercase();
    let is_word = text.starts_with(char::is_alphabetic);
    let text = if is_word { text.replace('-', " ") } else { text };
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = |date: Option<NaiveDate>| date.map(|date| DateInput::Date(Edtf::day(date)));
    match words.as_slice() {
        ["today"] => day(Some(today)),
        ["yesterday"] => day(today.pred_opt()),
        ["tomorrow"] => day(today.succ_opt()),
        [span] | [span, "ago"] => match span.strip_prefix('+') {
            Some(_) if words.len() > 1 => None,
            Some(span) => day(span.parse::<TimeSpan>().ok()?.add_to(today)),
            None => day(span.parse::<TimeSpan>().ok()?.subtract_from(today)),
        },
        [which, unit] => {
            let steps = match *which {
                "last" => -1,
                "this" => 0,
                "next" => 1,
                _ => return None,
            };
            shift_period(unit, steps, today)
        }
        _ => None,
    }
}

/// Returns the week, month, year or weekday that is `steps` away from the one of `today`.
fn shift_period(unit: &str, steps: i32, today: NaiveDate) -> Option<DateInput> {
    let months = |first: NaiveDate, count: u32| match steps {
        0 => Some(first),
        steps if steps < 0 => first.checked_sub_months(Months::new(count)),
        _ => first.checked_add_months(Months::new(count)),
    };
    match unit {
        "week" => {
            let monday = today.week(Weekday::Mon).checked_first_day()?;
            let first = monday.checked_add_signed(chrono::TimeDelta::try_weeks(steps.into())?)?;
            let last = first.checked_add_days(Days::new(6))?;
            Some(DateInput::Week { first, last })
        }
        "month" => months(today.with_day(1)?, 1).map(|first| DateInput::Date(Edtf::month_of(first))),
        "year" => months(today.with_day(1)?, 12).map(|first| DateInput::Date(Edtf::year_of(first))),
        name => {
            let weekday = Weekday::from_str(name).ok()?;
            // "this monday" is ambiguous.
            if steps == 0 {
                return None;
            }
            let mut date = today;
            loop {
                date = if steps < 0 {
                    date.pred_opt()
                } else {
                    date.succ_opt()
                }?;
                if date.weekday() == weekday {
                    return Some(DateInput::Date(Edtf::day(date)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Sunday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 15).unwrap()
    }

    fn range(text: &str) -> String {
        match DateInput::parse(text, today()) {
            Ok(when) => format!("{} {}", when.range_start(), when.range_end()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn relative_date_counts_from_today() {
        for (text, range_of_it) in [
            ("today", "2026-03-15 2026-03-15"),
            ("Yesterday", "2026-03-14 2026-03-14"),
            ("tomorrow", "2026-03-16 2026-03-16"),
            ("30d", "2026-02-13 2026-02-13"),
            ("0d", "2026-03-15 2026-03-15"),
            ("2w ago", "2026-03-01 2026-03-01"),
            ("6m", "2025-09-15 2025-09-15"),
            ("1y", "2025-03-15 2025-03-15"),
            ("+30d", "2026-04-14 2026-04-14"),
            ("last monday", "2026-03-09 2026-03-09"),
            ("last-sunday", "2026-03-08 2026-03-08"),
            ("next sunday", "2026-03-22 2026-03-22"),
            ("last week", "2026-03-02 2026-03-08"),
            ("this week", "2026-03-09 2026-03-15"),
            ("last month", "2026-02 2026-02"),
            ("last year", "2025 2025"),
            ("next month", "2026-04 2026-04"),
        ] {
            assert_eq!(range(text), range_of_it, "{text}");
        }
    }

    #[test]
    fn written_date_is_parsed_as_edtf() {
        for text in ["2025-07-26", "2025-07", "2025", "2025~", "1848"] {
            assert_eq!(range(text), format!("{text} {text}"));
        }
    }

    #[test]
    fn single_day_is_no_month_and_no_week() {
        let day = |text: &str| match parse_day(text, today()) {
            Ok(day) => day.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(day("yesterday"), "2026-03-14");
        assert_eq!(day("2025-07-26"), "2025-07-26");
        for text in ["2025-07", "2025", "last week", "2025~"] {
            assert!(day(text).contains("covers more than one day"), "{text}");
        }
    }

    #[test]
    fn month_before_the_31st_ends_on_its_last_day() {
        let end = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(
            DateInput::parse("1m", end).unwrap().range_start().to_string(),
            "2026-02-28"
        );
    }

    #[test]
    fn text_that_is_not_a_date_is_refused() {
        for text in [
            "",
            "hier",
            "30",
            "115",
            "d",
            "-1d",
            "+1d ago",
            "1.5y",
            "last",
            "last day",
            "this monday",
            "999999999y",
            "6é",
            "2025-13",
            "last week ago",
        ] {
            assert!(DateInput::parse(text, today()).is_err(), "{text}");
        }
        insta::assert_snapshot!(range("@115"), @"@115 is a log position, not a date (use `--as-of @115` to ask as of that position)");
    }
}
