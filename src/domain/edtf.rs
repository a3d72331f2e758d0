use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A date with the precision in which it is known: the part of EDTF (ISO 8601-2), levels 0 and 1, that news needs.
///
/// Written `2025-07-26`, `2025-07` or `2025`, each with `~` where approximate; `2025-07-01/2025-07-10` for a range of
/// days; `..` where unknown.
///
/// ```
/// use dixit::domain::Edtf;
/// let month: Edtf = "2025-07~".parse()?;
/// assert_eq!(month.latest().map(|d| d.to_string()).as_deref(), Some("2025-07-31"));
/// # Ok::<(), dixit::domain::EdtfError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One day.
    Day {
        /// The day.
        date: NaiveDate,
        /// Whether the day is approximate.
        approximate: bool,
    },
    /// A month whose day is unknown.
    Month {
        /// Its first day.
        first: NaiveDate,
        /// Whether the month is approximate.
        approximate: bool,
    },
    /// A year whose month is unknown.
    Year {
        /// Its first day.
        first: NaiveDate,
        /// Whether the year is approximate.
        approximate: bool,
    },
    /// One or several days between the first and the last, for example `2025-07-01/2025-07-10`.
    Interval {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// Unknown, `..`.
    Unknown,
}

/// A text that is not a date in this notation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date (write 2025-07-26, 2025-07 or 2025, with ~ behind it where approximate, or ..)")]
pub struct EdtfError(String);

impl Edtf {
    /// Exactly this day.
    pub const fn day(date: NaiveDate) -> Self {
        Self::Day {
            date,
            approximate: false,
        }
    }

    /// This day, approximately.
    pub const fn approximate_day(date: NaiveDate) -> Self {
        Self::Day {
            date,
            approximate: true,
        }
    }

    /// The month that contains `date`.
    pub fn month_of(date: NaiveDate) -> Self {
        Self::Month {
            first: date.with_day(1).unwrap_or(date),
            approximate: false,
        }
    }

    /// The year that contains `date`.
    pub fn year_of(date: NaiveDate) -> Self {
        Self::Year {
            first: NaiveDate::from_ymd_opt(date.year(), 1, 1).unwrap_or(date),
            approximate: false,
        }
    }

    /// The range from one day to the other, in either order; a single day where they are equal.
    pub fn between(one: NaiveDate, other: NaiveDate) -> Self {
        let (first, last) = (one.min(other), one.max(other));
        if first == last {
            Self::day(first)
        } else {
            Self::Interval { first, last }
        }
    }

    /// The first possible day; `None` where unknown.
    pub const fn earliest(&self) -> Option<NaiveDate> {
        match self {
            Self::Day { date, .. } => Some(*date),
            Self::Month { first, .. } | Self::Year { first, .. } | Self::Interval { first, .. } => {
                Some(*first)
            }
            Self::Unknown => None,
        }
    }

    /// The last possible day; `None` where unknown.
    pub fn latest(&self) -> Option<NaiveDate> {
        match self {
            Self::Day { date, .. } => Some(*date),
            Self::Month { first, .. } => first.checked_add_months(chrono::Months::new(1))?.pred_opt(),
            Self::Year { first, .. } => first.checked_add_months(chrono::Months::new(12))?.pred_opt(),
            Self::Interval { last, .. } => Some(*last),
            Self::Unknown => None,
        }
    }

    /// Whether this is one exact day.
    pub const fn is_exact(&self) -> bool {
        matches!(
            self,
            Self::Day {
                approximate: false,
                ..
            }
        )
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, approximate) = match self {
            Self::Day { date, approximate } => (date.format("%Y-%m-%d").to_string(), *approximate),
            Self::Month { first, approximate } => (first.format("%Y-%m").to_string(), *approximate),
            Self::Year { first, approximate } => (first.format("%Y").to_string(), *approximate),
            Self::Interval { first, last } => {
                let text = format!("{}/{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d"));
                (text, false)
            }
            Self::Unknown => ("..".to_owned(), false),
        };
        f.pad(&if approximate { text + "~" } else { text })
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == ".." {
            return Ok(Self::Unknown);
        }
        let (body, approximate) = text.strip_suffix('~').map_or((text, false), |body| (body, true));
        let error = || EdtfError(text.to_owned());
        let first = |padded: &str| NaiveDate::parse_from_str(padded, "%Y-%m-%d").map_err(|_| error());
        if let Some((one, other)) = text.split_once('/') {
            let whole =
                |part: &str| part.len() == 10 && part.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            if !whole(one) || !whole(other) {
                return Err(error());
            }
            let (one, other) = (first(one)?, first(other)?);
            return if one < other {
                Ok(Self::between(one, other))
            } else {
                Err(error())
            };
        }
        if !body.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(error());
        }
        match body.len() {
            10 => Ok(Self::Day {
                date: first(body)?,
                approximate,
            }),
            7 => Ok(Self::Month {
                first: first(&format!("{body}-01"))?,
                approximate,
            }),
            4 => Ok(Self::Year {
                first: first(&format!("{body}-01-01"))?,
                approximate,
            }),
            _ => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displayed_dates_parse_to_the_same_date() {
        for text in [
            "2025-07-26",
            "2025-07-26~",
            "2025-07",
            "2025",
            "2025~",
            "2025-07-01/2025-07-10",
            "..",
        ] {
            assert_eq!(text.parse::<Edtf>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn invalid_date_error_shows_the_notation() {
        for text in [
            "",
            "26/07/2025",
            "2025-13",
            "2025-02-30",
            "+2025",
            "hier",
            "2025/2026",
            "2025-07-10/2025-07-01",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
        insta::assert_snapshot!("2025-7".parse::<Edtf>().unwrap_err(), @r#""2025-7" is no date (write 2025-07-26, 2025-07 or 2025, with ~ behind it where approximate, or ..)"#);
    }

    #[test]
    fn earliest_and_latest_day_of_month_year_and_range() {
        let bounds = |text: &str| {
            let date: Edtf = text.parse().unwrap();
            format!("{:?} {:?}", date.earliest(), date.latest())
        };
        insta::assert_snapshot!(bounds("2024-02"), @"Some(2024-02-01) Some(2024-02-29)");
        insta::assert_snapshot!(bounds("2024"), @"Some(2024-01-01) Some(2024-12-31)");
        insta::assert_snapshot!(bounds("2025-07-01/2025-07-10"), @"Some(2025-07-01) Some(2025-07-10)");
        insta::assert_snapshot!(bounds(".."), @"None None");
    }
}
