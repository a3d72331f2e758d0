//! Dates as users write them: as EDTF, or counted from today. One parser for every argument that takes a date.

use super::environment;
use crate::domain::{Edtf, Timestamp};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Weekday};
use std::str::FromStr;

/// A stretch of days: a date, or one that is counted from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A date that was written out, or a day, month or year counted from today.
    Date(Edtf),
    /// A week: EDTF has no form for it here.
    Week {
        /// Its Monday.
        first: NaiveDate,
        /// Its Sunday.
        last: NaiveDate,
    },
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WhenError {
    /// It is not written as one.
    #[error(
        "{0:?} is no date (write 2025-07-26, 2025-07 or 2025, or today, yesterday, 30d, 2w, 6m, 1y, last monday, last week, last month)"
    )]
    NoDate(String),
    /// It is a position in the log, where a day is asked for.
    #[error("{0} is a position in the log, not a date (`--as-of {0}` asks as of it)")]
    IsPosition(String),
    /// It is several days, where one is asked for.
    #[error("{0:?} is more than one day (write 2025-07-26, today, yesterday, 3d or last monday)")]
    SeveralDays(String),
    /// Nobody knows what day it is.
    #[error("{0}")]
    NoClock(String),
}

impl When {
    /// Reads `text` on the day `today`.
    pub(crate) fn read(text: &str, today: NaiveDate) -> Result<Self, WhenError> {
        let text = text.trim();
        if let Ok(date) = text.parse() {
            return Ok(Self::Date(date));
        }
        if text.starts_with('@') {
            return Err(WhenError::IsPosition(text.to_owned()));
        }
        relative(text, today).ok_or_else(|| WhenError::NoDate(text.to_owned()))
    }

    /// As the beginning of a range.
    pub(crate) const fn since(self) -> Edtf {
        match self {
            Self::Date(date) => date,
            Self::Week { first, .. } => Edtf::day(first),
        }
    }

    /// As the end of a range.
    pub(crate) const fn until(self) -> Edtf {
        match self {
            Self::Date(date) => date,
            Self::Week { last, .. } => Edtf::day(last),
        }
    }
}

/// A value of an argument that begins a range.
pub(crate) fn since(text: &str) -> Result<Edtf, WhenError> {
    When::read(text, today()?).map(When::since)
}

/// A value of an argument that ends a range.
pub(crate) fn until(text: &str) -> Result<Edtf, WhenError> {
    When::read(text, today()?).map(When::until)
}

/// A value of an argument that takes one day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, WhenError> {
    match When::read(text, today()?)? {
        When::Date(date) if date.is_exact() => {
            date.earliest().ok_or_else(|| WhenError::NoDate(text.to_owned()))
        }
        When::Date(_) | When::Week { .. } => Err(WhenError::SeveralDays(text.to_owned())),
    }
}

/// What time it is.
pub(crate) fn now() -> Result<Timestamp, WhenError> {
    match environment::clock() {
        Ok(clock) => Ok(clock()),
        Err(error) => Err(WhenError::NoClock(error.message)),
    }
}

/// The day of `moment`, in UTC, as the log counts days.
pub(crate) fn day_of(moment: Timestamp) -> Result<NaiveDate, WhenError> {
    DateTime::from_timestamp_micros(moment.micros())
        .map(|time| time.date_naive())
        .ok_or_else(|| WhenError::NoClock("the clock shows no date".to_owned()))
}

fn today() -> Result<NaiveDate, WhenError> {
    day_of(now()?)
}

/// A date that is counted from `today`; words may be joined by hyphens, so that nothing needs quotes.
fn relative(text: &str, today: NaiveDate) -> Option<When> {
    let text = text.to_lowercase();
    let is_word = text.starts_with(char::is_alphabetic);
    let text = if is_word { text.replace('-', " ") } else { text };
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = |date: Option<NaiveDate>| date.map(|date| When::Date(Edtf::day(date)));
    match words.as_slice() {
        ["today"] => day(Some(today)),
        ["yesterday"] => day(today.pred_opt()),
        ["tomorrow"] => day(today.succ_opt()),
        [span] | [span, "ago"] => match span.strip_prefix('+') {
            Some(_) if words.len() > 1 => None,
            Some(span) => day(span.parse::<Span>().ok()?.after(today)),
            None => day(span.parse::<Span>().ok()?.before(today)),
        },
        [which, unit] => {
            let steps = match *which {
                "last" => -1,
                "this" => 0,
                "next" => 1,
                _ => return None,
            };
            period(unit, steps, today)
        }
        _ => None,
    }
}

/// The week, month, year or day of the week that lies `steps` away from the one of `today`.
fn period(unit: &str, steps: i32, today: NaiveDate) -> Option<When> {
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
            Some(When::Week { first, last })
        }
        "month" => months(today.with_day(1)?, 1).map(|first| When::Date(Edtf::month_of(first))),
        "year" => months(today.with_day(1)?, 12).map(|first| When::Date(Edtf::year_of(first))),
        name => {
            let weekday = Weekday::from_str(name).ok()?;
            // "this monday" is any of several.
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
                    return Some(When::Date(Edtf::day(date)));
                }
            }
        }
    }
}

/// How long something lasts: a number of days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    number: u32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A text that is no length of time.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no length of time (write 180d, 26w, 6m or 1y)")]
pub(crate) struct SpanError(String);

impl Span {
    /// So many days, where a month has 30 and a year 365.
    pub(crate) const fn days(self) -> Option<u32> {
        self.number.checked_mul(match self.unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 30,
            Unit::Year => 365,
        })
    }

    /// The day so long before `day`, by the calendar.
    fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Day | Unit::Week => day.checked_sub_days(Days::new(self.days()?.into())),
            Unit::Month | Unit::Year => day.checked_sub_months(self.months()?),
        }
    }

    /// The day so long after `day`, by the calendar.
    fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            Unit::Day | Unit::Week => day.checked_add_days(Days::new(self.days()?.into())),
            Unit::Month | Unit::Year => day.checked_add_months(self.months()?),
        }
    }

    fn months(self) -> Option<Months> {
        let months = if self.unit == Unit::Year { 12 } else { 1 };
        self.number.checked_mul(months).map(Months::new)
    }
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || SpanError(text.to_owned());
        let units = [
            ('d', Unit::Day),
            ('w', Unit::Week),
            ('m', Unit::Month),
            ('y', Unit::Year),
        ];
        let (number, unit) = units
            .iter()
            .find_map(|(letter, unit)| Some((text.strip_suffix(*letter)?, *unit)))
            .ok_or_else(error)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error());
        }
        let number = number.parse().map_err(|_| error())?;
        let span = Self { number, unit };
        span.days().map(|_| span).ok_or_else(error)
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
        match When::read(text, today()) {
            Ok(when) => format!("{} {}", when.since(), when.until()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn relative_date_is_counted_from_today() {
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
    fn written_date_means_what_it_did() {
        for text in ["2025-07-26", "2025-07", "2025", "2025~", "1848"] {
            assert_eq!(range(text), format!("{text} {text}"));
        }
    }

    #[test]
    fn month_before_the_31st_ends_on_its_last_day() {
        let end = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(When::read("1m", end).unwrap().since().to_string(), "2026-02-28");
    }

    #[test]
    fn what_is_no_date_is_refused() {
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
            assert!(When::read(text, today()).is_err(), "{text}");
        }
        insta::assert_snapshot!(range("@115"), @"@115 is a position in the log, not a date (`--as-of @115` asks as of it)");
    }

    #[test]
    fn span_is_a_number_and_a_unit() {
        let days = |text: &str| text.parse::<Span>().ok().and_then(Span::days);
        let texts = ["180d", "26w", "6m", "1y", "0d"];
        assert_eq!(
            texts.map(days),
            [Some(180), Some(182), Some(180), Some(365), Some(0)]
        );
        for text in [
            "",
            "d",
            "180",
            "-1d",
            "+1d",
            "1.5y",
            "6 m",
            "9999999999d",
            "4294967295y",
            "6é",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }
}
