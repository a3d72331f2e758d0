//! Lengths of time as people write them, such as `180d` or `6m`.

use chrono::{Days, Months, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A length of time in days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeSpan {
    number: u32,
    unit: TimeUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeUnit {
    Day,
    Week,
    Month,
    Year,
}

/// The text is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a length of time (write 180d, 26w, 6m or 1y)")]
pub struct TimeSpanError(String);

impl TimeSpan {
    /// A number of days.
    pub const fn of_days(number: u32) -> Self {
        Self {
            number,
            unit: TimeUnit::Day,
        }
    }

    /// Returns the number of days, with 30-day months and 365-day years; `None` on overflow.
    pub const fn days(self) -> Option<u32> {
        self.number.checked_mul(match self.unit {
            TimeUnit::Day => 1,
            TimeUnit::Week => 7,
            TimeUnit::Month => 30,
            TimeUnit::Year => 365,
        })
    }

    /// Returns the day this long before `day`, by the calendar.
    pub(super) fn subtract_from(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            TimeUnit::Day | TimeUnit::Week => day.checked_sub_days(Days::new(self.days()?.into())),
            TimeUnit::Month | TimeUnit::Year => day.checked_sub_months(self.months()?),
        }
    }

    /// Returns the day this long after `day`, by the calendar.
    pub(super) fn add_to(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            TimeUnit::Day | TimeUnit::Week => day.checked_add_days(Days::new(self.days()?.into())),
            TimeUnit::Month | TimeUnit::Year => day.checked_add_months(self.months()?),
        }
    }

    fn months(self) -> Option<Months> {
        let months = if self.unit == TimeUnit::Year { 12 } else { 1 };
        self.number.checked_mul(months).map(Months::new)
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            TimeUnit::Day => 'd',
            TimeUnit::Week => 'w',
            TimeUnit::Month => 'm',
            TimeUnit::Year => 'y',
        };
        write!(f, "{}{unit}", self.number)
    }
}

impl FromStr for TimeSpan {
    type Err = TimeSpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || TimeSpanError(text.to_owned());
        let units = [
            ('d', TimeUnit::Day),
            ('w', TimeUnit::Week),
            ('m', TimeUnit::Month),
            ('y', TimeUnit::Year),
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

    #[test]
    fn span_is_a_number_and_a_unit() {
        let days = |text: &str| text.parse::<TimeSpan>().ok().and_then(TimeSpan::days);
        let texts = ["180d", "26w", "6m", "1y", "0d"];
        assert_eq!(
            texts.map(days),
            [Some(180), Some(182), Some(180), Some(365), Some(0)]
        );
        for text in texts {
            assert_eq!(text.parse::<TimeSpan>().unwrap().to_string(), text);
        }
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
