//! Calendar periods: years, quarters, months and days, and how people write them.

use chrono::{Datelike, Months, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// The length of a calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodLength {
    /// A year.
    Year,
    /// Three months that begin in January, April, July or October.
    Quarter,
    /// A month.
    Month,
}

impl PeriodLength {
    /// All lengths, the longest first.
    pub const ALL: [Self; 3] = [Self::Year, Self::Quarter, Self::Month];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }

    /// The length that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.as_str() == word)
    }

    /// The period of this length that contains `day`; `None` if it exceeds the calendar.
    pub(super) fn period_containing(self, day: NaiveDate) -> Option<Period> {
        let months = match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        };
        Period::from_months(day.year(), day.month0() / months * months, months)
    }
}

/// A year, a quarter, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// The text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a period (write 2025, 2025-Q3, 2025-07 or 2025-07-26)")]
pub struct InvalidPeriod(String);

impl Period {
    fn from_months(year: i32, month0: u32, length: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month0 + 1, 1)?;
        let last = first.checked_add_months(Months::new(length))?.pred_opt()?;
        Some(Self { first, last })
    }

    /// Whether all days from `first` to `last` lie in it.
    pub(super) fn contains(self, first: NaiveDate, last: NaiveDate) -> bool {
        self.first <= first && last <= self.last
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        for (step, name) in [
            (PeriodLength::Year, format!("{year:04}")),
            (
                PeriodLength::Quarter,
                format!("{year:04}-Q{}", self.first.month0() / 3 + 1),
            ),
            (
                PeriodLength::Month,
                format!("{year:04}-{:02}", self.first.month()),
            ),
        ] {
            if step.period_containing(self.first) == Some(*self) {
                return f.write_str(&name);
            }
        }
        write!(f, "{}", self.first)
    }
}

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidPeriod> {
        let parts: Vec<&str> = text.split('-').collect();
        let read = || match parts.as_slice() {
            [year] => Self::from_months(year.parse().ok()?, 0, 12),
            [year, quarter] if quarter.starts_with(['Q', 'q', 'T', 't']) => {
                let number: u32 = quarter.get(1..)?.parse().ok()?;
                let month0 = number.checked_sub(1).filter(|number| *number < 4)? * 3;
                Self::from_months(year.parse().ok()?, month0, 3)
            }
            [year, month] => {
                Self::from_months(year.parse().ok()?, month.parse::<u32>().ok()?.checked_sub(1)?, 1)
            }
            [_, _, _] => {
                let day = text.parse().ok()?;
                Some(Self {
                    first: day,
                    last: day,
                })
            }
            _ => None,
        };
        let four = parts.first().is_some_and(|year| year.len() == 4);
        four.then(read)
            .flatten()
            .ok_or_else(|| InvalidPeriod(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn period_round_trips_through_text() {
        for text in ["2025", "2025-Q3", "2025-07", "2025-07-26"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!("2025-t1".parse::<Period>().unwrap().to_string(), "2025-Q1");
        for text in [
            "",
            "25",
            "2025-13",
            "2025-Q5",
            "2025-Q0",
            "2025-",
            "spring",
            "2025-02-30",
            "2025-1-1-1",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
