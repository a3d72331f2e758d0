use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime};
use std::str::FromStr;

/// The text is not a date of publication, or could mean two days.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date of publication (write 2025-07-26)")]
pub struct PublicationTimeError(String);

/// Month names, January first: French, English, and what abbreviations of them begin with.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "january", "janv", "jan"],
    &["février", "fevrier", "february", "févr", "fevr", "feb"],
    &["mars", "march", "mar"],
    &["avril", "april", "avr", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "july", "juil", "jul"],
    &["août", "aout", "august", "aug"],
    &["septembre", "september", "sept", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["décembre", "decembre", "december", "déc", "dec"],
];

/// A time of publication as written: a day, and the time of day and the UTC offset if they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicationTime {
    /// The day.
    pub day: NaiveDate,
    /// The time of day. Programs that know only the day write midnight.
    pub time: Option<NaiveTime>,
    /// The offset from UTC.
    pub offset: Option<FixedOffset>,
}

impl PublicationTime {
    /// The instant, if time and offset are given.
    pub fn instant(self) -> Option<DateTime<FixedOffset>> {
        self.day
            .and_time(self.time?)
            .and_local_timezone(self.offset?)
            .single()
    }
}

impl FromStr for PublicationTime {
    type Err = PublicationTimeError;

    /// Parses a date of publication as a publisher writes it.
    ///
    /// Accepts ISO 8601 days and date-times, `2025/07/26`, `20250726`, RFC 2822, `26 juillet 2025`, `July 26, 2025` and
    /// `2025年7月26日`. Refuses `03/04/2025`, which could be two days.
    fn from_str(text: &str) -> Result<Self, PublicationTimeError> {
        let given = text.trim();
        let mail = || DateTime::parse_from_rfc2822(given).ok().map(Self::from);
        let day_alone = |day| Self {
            day,
            time: None,
            offset: None,
        };
        parse_iso(given)
            .or_else(mail)
            .or_else(|| parse_chinese(given).map(day_alone))
            .or_else(|| parse_worded(given).map(day_alone))
            .filter(|written| (1500..3000).contains(&written.day.year()))
            .ok_or_else(|| PublicationTimeError(text.to_owned()))
    }
}

impl From<DateTime<FixedOffset>> for PublicationTime {
    fn from(instant: DateTime<FixedOffset>) -> Self {
        Self {
            day: instant.date_naive(),
            time: Some(instant.time()),
            offset: Some(*instant.offset()),
        }
    }
}

/// Parses a date of publication; see [`PublicationTime::from_str`] for the accepted forms.
pub fn parse_publication_time(text: &str) -> Result<PublicationTime, PublicationTimeError> {
    text.parse()
}

fn parse_day(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Parses `2025-07-26`, `2025/07/26`, `2025.07.26` and `20250726`, with or without a time of day; also
/// `20250726233000`.
fn parse_iso(text: &str) -> Option<PublicationTime> {
    let (day, rest) = if let [year, month, rest] = *text.splitn(3, ['-', '/', '.']).collect::<Vec<_>>() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, time) = rest.split_at(digits);
        (parse_day(year, month, number)?, time)
    } else {
        let (date, time) = text.split_at_checked(8)?;
        let day = parse_day(date.get(..4)?, date.get(4..6)?, date.get(6..)?)?;
        if time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit()) {
            let (time, offset) = parse_time_of_day(&format!("T{time}"))?;
            return Some(PublicationTime { day, time, offset });
        }
        (day, time)
    };
    let (time, offset) = parse_time_of_day(rest)?;
    Some(PublicationTime { day, time, offset })
}

/// Parses the time of day after a date, and its offset: `T23:30:00.5+01:00`, ` 23:30 UTC`. An empty text is no time.
/// The name of a time zone other than UTC is ignored.
fn parse_time_of_day(text: &str) -> Option<(Option<NaiveTime>, Option<FixedOffset>)> {
    if !is_time(text) {
        return None;
    }
    let clock = text.trim_start_matches(['T', 't', ' ']);
    let end = clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (clock, zone) = clock.split_at(end.unwrap_or(clock.len()));
    let without_fraction = clock.split(['.', ',']).next().unwrap_or_default();
    let time = ["%H:%M:%S", "%H:%M", "%H%M%S", "%H%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(without_fraction, form).ok());
    Some((time, parse_offset(zone.trim())))
}

/// Parses an offset from UTC: `Z`, `UTC`, `GMT`, `+01:00`, `+0100`, `+01`.
fn parse_offset(zone: &str) -> Option<FixedOffset> {
    if ["z", "utc", "gmt"]
        .iter()
        .any(|utc| zone.eq_ignore_ascii_case(utc))
    {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let is_offset = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let hours: i32 = digits.get(..2).filter(|_| is_offset)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).filter(|_| hours <= 14 && minutes < 60)
}

/// Whether `text` is empty, or a time of day with or without a zone: `T12:30:00.5+02:00`, ` 12:30 UTC`.
fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else {
        return text.is_empty() || text == "Z";
    };
    let clock = time.trim_start().as_bytes();
    let hour = clock.first().is_some_and(u8::is_ascii_digit) && clock.get(1).is_some_and(u8::is_ascii_digit);
    let zone =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'.' | b',' | b'+' | b'-' | b' ' | b'/');
    hour && clock.iter().all(zone)
}

/// Parses `2025年7月26日`, with or without a time of day.
fn parse_chinese(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (number, _) = rest.split_once('日')?;
    parse_day(year.trim(), month.trim(), number.trim())
}

/// Parses `26 juillet 2025`, `1er août 2025`, `July 26, 2025`, `Sat, 26 Jul 2025`: a day, a month and a year, with or
/// without a weekday and articles or prepositions.
fn parse_worded(text: &str) -> Option<NaiveDate> {
    const SKIPPED_WORDS: [&str; 16] = [
        "le", "the", "of", "on", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu",
        "fri",
    ];
    let text = text.to_lowercase();
    let mut words: Vec<&str> = text
        .split([' ', ',', '.', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let weekday = |word: &str| {
        word.ends_with("day") || word.ends_with("di") || word == "dimanche" || matches!(word, "sat" | "sun")
    };
    while words.len() > 3 && (weekday(words[0]) || SKIPPED_WORDS.contains(&words[0])) {
        words.remove(0);
    }
    let [first, second, year] = *words else {
        return None;
    };
    let month = |word: &str| (1_u32..).zip(MONTHS).find(|(_, names)| names.contains(&word));
    let (month, number) = match (month(first), month(second)) {
        (Some((month, _)), None) => (month, second),
        (None, Some((month, _))) => (month, first),
        _ => return None,
    };
    let number = ["er", "st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|ending| number.strip_suffix(ending))
        .unwrap_or(number);
    parse_day(year, &month.to_string(), number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_accepted_form_gives_the_day() {
        for text in [
            "2025-07-26",
            " 2025-07-26T23:30:00+02:00",
            "2025-07-26T23:30:00.000Z",
            "2025-07-26 08:15",
            "20250726081500",
            "2025-07-26 08:15:00 UTC",
            "2025/07/26",
            "2025/7/26",
            "2025.07.26",
            "20250726",
            "20250726T083000Z",
            "Sat, 26 Jul 2025 23:30:00 +0200",
            "Sat, 26 Jul 2025 23:30:00 GMT",
            "Sat, 26 Jul 2025",
            "26 juillet 2025",
            "samedi 26 juillet 2025",
            "le 26 juil. 2025",
            "July 26, 2025",
            "July 26th, 2025",
            "Saturday 26 July 2025",
            "2025年7月26日",
            "2025年07月26日 10:30",
        ] {
            assert_eq!(
                parse_publication_time(text).map(|written| written.day.to_string()),
                Ok("2025-07-26".into()),
                "{text}"
            );
        }
        assert_eq!(
            parse_publication_time("1er août 2025").unwrap().day.to_string(),
            "2025-08-01"
        );
        assert_eq!(
            parse_publication_time("mar. 3 mars 2025")
                .unwrap()
                .day
                .to_string(),
            "2025-03-03"
        );
    }

    #[test]
    fn time_and_offset_are_kept() {
        let check = |text: &str, time: &str, offset: &str| {
            let written = parse_publication_time(text).unwrap();
            let or_empty = |of: Option<String>| of.unwrap_or_default();
            assert_eq!(
                or_empty(written.time.map(|time| time.to_string())),
                time,
                "{text}"
            );
            assert_eq!(
                or_empty(written.offset.map(|offset| offset.to_string())),
                offset,
                "{text}"
            );
        };
        check("2026-03-12T23:30:00Z", "23:30:00", "+00:00");
        check("2026-03-12T23:30:00.123+01:00", "23:30:00", "+01:00");
        check("2026-03-12 23:30 -0500", "23:30:00", "-05:00");
        check("20260312T2330+08", "23:30:00", "+08:00");
        check("2026-03-12 23:30:00", "23:30:00", "");
        check("2026-03-12 23:30:00 CET", "23:30:00", "");
        check("2026-03-12", "", "");
        check("Thu, 12 Mar 2026 23:30:00 +0100", "23:30:00", "+01:00");
    }

    #[test]
    fn ambiguous_or_invalid_date_is_refused() {
        for text in [
            "",
            "03/04/2025",
            "26/07/2025",
            "2025",
            "2025-07",
            "2025-02-30",
            "2025-07-26x",
            "hier",
            "12345678",
            "1753488000",
            "2025-07-26 et le lendemain",
            "mars 2025",
            "0025-07-26",
            "-2025-07-26",
            "2025-007-26",
        ] {
            assert!(parse_publication_time(text).is_err(), "{text}");
        }
        insta::assert_snapshot!(parse_publication_time("03/04/2025").unwrap_err(), @r#""03/04/2025" is not a date of publication (write 2025-07-26)"#);
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = parse_publication_time(&text);
        }

        #[test]
        fn every_iso_day_is_read(days in 0..300_000_i32) {
            let date = NaiveDate::from_num_days_from_ce_opt(600_000 + days).unwrap();
            let day = |text: &str| parse_publication_time(text).map(|written| written.day);
            prop_assert_eq!(day(&date.to_string()), Ok(date));
            prop_assert_eq!(day(&date.format("%Y%m%d").to_string()), Ok(date));
        }
    }
}
