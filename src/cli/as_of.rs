use crate::domain::{Edtf, Position, Timestamp};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use std::str::FromStr;

/// A moment of the log's clock, as users write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsOf {
    /// Once the event at this position was recorded.
    Position(Position),
    /// Once everything was recorded that was so by then.
    Time(Timestamp),
}

/// A text that is no such moment.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} is no moment of the log (write a position as 1200, or a time as 2026-03, 2026-03-12 or 2026-03-12T08:00:00Z)"
)]
pub(crate) struct AsOfError(String);

impl AsOf {
    /// The last moment before `day` began, in UTC.
    const fn just_before(day: NaiveDate) -> Self {
        let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
        Self::Time(Timestamp::from_micros(midnight - 1))
    }
}

impl FromStr for AsOf {
    type Err = AsOfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Four digits are a position: a year is long for a moment.
        if let Ok(position) = text.parse() {
            return Ok(Self::Position(Position::new(position)));
        }
        let error = || AsOfError(text.to_owned());
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::Time(Timestamp::from_micros(time.timestamp_micros())));
        }
        let date: Edtf = text.parse().map_err(|_| error())?;
        let past = date
            .latest()
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .ok_or_else(error)?;
        Ok(Self::just_before(past))
    }
}

/// A moment of the log's clock after which something happened, as users write it: a day is meant from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since(pub(crate) AsOf);

impl FromStr for Since {
    type Err = AsOfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let moment: AsOf = text.parse()?;
        let Some(first) = text.parse::<Edtf>().ok().and_then(|date| date.earliest()) else {
            return Ok(Self(moment));
        };
        if matches!(moment, AsOf::Position(_)) {
            return Ok(Self(moment));
        }
        // What was recorded at midnight is of that day.
        Ok(Self(AsOf::just_before(first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_a_day_is_since_it_began() {
        let since = |text: &str| match text.parse::<Since>() {
            Ok(Since(AsOf::Time(time))) => time.to_string(),
            other => format!("{other:?}"),
        };
        insta::assert_snapshot!(since("2026-03-12"), @"2026-03-11T23:59:59Z");
        insta::assert_snapshot!(since("2026-02"), @"2026-01-31T23:59:59Z");
        insta::assert_snapshot!(since("2026-03-12T08:00:00Z"), @"2026-03-12T08:00:00Z");
        insta::assert_snapshot!(since("1200"), @"Ok(Since(Position(Position(1200))))");
        assert!("..".parse::<Since>().is_err());
    }

    #[test]
    fn a_day_is_meant_to_its_end() {
        let time = |text: &str| match text.parse() {
            Ok(AsOf::Time(time)) => time.to_string(),
            other => format!("{other:?}"),
        };
        insta::assert_snapshot!(time("2026-03-12"), @"2026-03-12T23:59:59Z");
        insta::assert_snapshot!(time("2026-02"), @"2026-02-28T23:59:59Z");
        insta::assert_snapshot!(time("2026-03-12T08:00:00+02:00"), @"2026-03-12T06:00:00Z");
        insta::assert_snapshot!(time("1200"), @"Ok(Position(Position(1200)))");
        assert!("yesterday".parse::<AsOf>().is_err());
    }
}
