//! Times in feeds, as their programs write them.

use crate::ingest::metadata::publication_time::PublicationTime;
use chrono::{DateTime, FixedOffset, NaiveTime, TimeZone, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Names of time zones in feeds, with their distance from UTC in hours.
const ZONES: [(&str, i32); 16] = [
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("CET", 1),
    ("MET", 1),
    ("CEST", 2),
    ("MEST", 2),
    ("BST", 1),
    ("JST", 9),
    ("KST", 9),
    ("MSK", 3),
];

/// The times that were written in one feed. The parser of feeds keeps instants only; this keeps the day and the offset
/// that were written, on which the day of publication depends.
#[derive(Clone, Default)]
pub(super) struct WrittenTimes(Arc<Mutex<HashMap<i64, String>>>);

impl WrittenTimes {
    /// Parses `text`, and remembers what was written.
    pub(super) fn parse(&self, text: &str) -> Option<DateTime<Utc>> {
        let time = parse_lenient(text)?;
        let (clock, offset) = (time.time.unwrap_or_default(), time.offset);
        let offset = offset.or_else(|| FixedOffset::east_opt(0))?;
        let instant = offset.from_local_datetime(&time.day.and_time(clock)).single()?;
        let written = match (time.time, time.offset) {
            (None, _) => time.day.to_string(),
            (Some(clock), None) => format!("{}T{}", time.day, clock.format("%H:%M:%S")),
            (Some(_), Some(_)) => instant.to_rfc3339(),
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(instant.timestamp()).or_insert(written);
        Some(instant.to_utc())
    }

    /// What was written for `instant`: a day, or a time with its offset if that was given.
    pub(super) fn written(&self, instant: DateTime<Utc>) -> String {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&instant.timestamp())
            .cloned()
            .unwrap_or_else(|| instant.to_rfc3339())
    }
}

/// Parses a time as [`PublicationTime`] does, and with the errors that feeds have: another day of the week, a name of a
/// time zone, an hour of one digit or of 24.
fn parse_lenient(text: &str) -> Option<PublicationTime> {
    let text = text.trim();
    text.parse().ok().or_else(|| parse_mail_date(text))
}

/// Parses `Thurs, 4 September 2003 8:05 EST` and what resembles it. Any day of the week is ignored.
fn parse_mail_date(text: &str) -> Option<PublicationTime> {
    let words: Vec<&str> = text
        .split([' ', ',', '\t', '\n'])
        .flat_map(|word| {
            let is_date =
                word.contains(char::is_alphabetic) && word.starts_with(|c: char| c.is_ascii_digit());
            word.split(move |c| is_date && !word.contains(':') && c == '-')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let clock_at = words.iter().position(|word| word.contains(':'));
    let is_number = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers = words.iter().filter(is_number);
    let (day, year) = (numbers.next()?, long_year(numbers.next()?)?);
    // The name of the month is the first word that makes a date of them.
    let names = words.iter().filter(|word| word.starts_with(char::is_alphabetic));
    let day: PublicationTime = names.take(4).find_map(|month| {
        format!("{day} {} {year}", month.trim_end_matches('.'))
            .parse()
            .ok()
    })?;
    let zone = clock_at.and_then(|at| words[at + 1..].iter().find(|word| !is_number(word)));
    Some(PublicationTime {
        day: day.day,
        time: clock_at.and_then(|at| parse_clock(words.get(at)?)),
        offset: zone.and_then(|zone| parse_zone(zone)),
    })
}

/// A year of four digits. RFC 822 has two.
fn long_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// A clock: `8:05`, `24:00:00`, `13:05:01.25`.
fn parse_clock(word: &str) -> Option<NaiveTime> {
    let mut parts = word.split(':').map(|part| {
        let digits = part.split(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse::<u32>().ok())
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().flatten().unwrap_or(0);
    NaiveTime::from_hms_opt(hour % 24, minute, second.min(59))
}

/// A time zone: a name, or an offset after `GMT` or `UTC`.
fn parse_zone(word: &str) -> Option<FixedOffset> {
    let hours = |hours: i32| FixedOffset::east_opt(hours * 3600);
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
        return hours(*offset);
    }
    let offset = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if offset.is_empty() {
        let is_utc = ["Z", "UT", "GMT", "UTC"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(word));
        return hours(0).filter(|_| is_utc);
    }
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let number: i32 = digits.get(..digits.len().min(4))?.parse().ok()?;
    let minutes = if digits.len() <= 2 {
        number * 60
    } else {
        number / 100 * 60 + number % 100
    };
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    FixedOffset::east_opt(sign * minutes * 60).filter(|_| minutes <= 14 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let times = WrittenTimes::default();
        let parsed = times.parse(text);
        parsed.map_or_else(|| "none".to_owned(), |instant| times.written(instant))
    }

    #[test]
    fn times_keep_day_and_offset() {
        assert_eq!(
            written("Sat, 26 Jul 2025 00:30:00 +0200"),
            "2025-07-26T00:30:00+02:00"
        );
        assert_eq!(written("2025-07-26T00:30:00+02:00"), "2025-07-26T00:30:00+02:00");
        assert_eq!(written(" 2025-07-26 "), "2025-07-26");
        assert_eq!(written("2025-07-26 08:05"), "2025-07-26T08:05:00");
    }

    #[test]
    fn frequent_errors_are_understood() {
        assert_eq!(
            written("Thurs, 4 September 2003 8:05 EST"),
            "2003-09-04T08:05:00-05:00"
        );
        assert_eq!(
            written("Mon, 26 Jul 2025 12:00:00 GMT"),
            "2025-07-26T12:00:00+00:00"
        );
        assert_eq!(
            written("sam., 26 juil. 2025 12:00:00 +0200"),
            "2025-07-26T12:00:00+02:00"
        );
        assert_eq!(written("26-Jul-25 24:10:00 CEST"), "2025-07-26T00:10:00+02:00");
        assert_eq!(written("Sat Jul 26 12:00:00 2025"), "2025-07-26T12:00:00");
        assert_eq!(
            written("Sat, 26 Jul 2025 12:00:00 GMT+8"),
            "2025-07-26T12:00:00+08:00"
        );
        assert_eq!(written("yesterday"), "none");
    }
}
