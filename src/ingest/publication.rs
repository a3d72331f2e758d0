//! On which day an article was published where it was published.

use super::PublicationTime;
use crate::domain::{Lang, Source};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// The time zone of a publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// A text that is the name of no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time zone (write its IANA name: Europe/Paris, Asia/Shanghai, UTC)")]
pub struct ZoneError(String);

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        let named: Result<Tz, _> = text.trim().parse();
        named.map(Self).map_err(|_| ZoneError(text.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

/// Where publishers are, where nobody says it: one zone, or the most western and the most eastern that are likely.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Zones {
    languages: HashMap<String, Vec<String>>,
    countries: HashMap<String, Vec<String>>,
}

// A test reads the file strictly; a library does not panic over it.
static ZONES: LazyLock<Zones> =
    LazyLock::new(|| toml::from_str(include_str!("zones.toml")).unwrap_or_default());

/// Puts the time of publication into `source`: the instant, the day that it was at the place of publication, and
/// another
/// day that it may have been there.
///
/// An offset other than that of UTC is the publisher's own. UTC is how programs write times, so the zone is looked for:
/// what `told` says, else what the country or the language of the article makes likely.
pub(super) fn place(source: &mut Source, written: PublicationTime, told: Option<Zone>, lang: Lang) {
    let PublicationTime { day, time, offset } = written;
    source.published = Some(day);
    source.published_or = None;
    source.published_at = None;
    let Some(time) = time else { return };
    let instant = match (offset, told) {
        (Some(offset), _) => offset.from_local_datetime(&day.and_time(time)).earliest(),
        (None, Some(Zone(zone))) => {
            let local = zone.from_local_datetime(&day.and_time(time)).earliest();
            local.map(|instant| instant.fixed_offset())
        }
        (None, None) => None,
    };
    let Some(instant) = instant else { return };
    let is_utc = instant.offset().fix().local_minus_utc() == 0 && offset.is_some();
    if is_utc && time == NaiveTime::MIN {
        return;
    }
    source.published_at = Some(instant);
    if let Some(Zone(zone)) = told {
        let local = instant.with_timezone(&zone).fixed_offset();
        source.published = Some(local.date_naive());
        source.published_at = Some(local);
    } else if is_utc {
        (source.published, source.published_or) = likely_days(instant, source.url.as_deref(), lang);
    }
}

/// The likeliest day of `instant` where it was published, and another likely one.
fn likely_days(
    instant: DateTime<FixedOffset>,
    url: Option<&str>,
    lang: Lang,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let utc = instant.with_timezone(&Utc).date_naive();
    let days: Vec<NaiveDate> = zones(url, lang)
        .map(|zone| instant.with_timezone(&zone).date_naive())
        .collect();
    // One zone is a good guess; of two, none is, and the day as it is written stays the first.
    let first = if let [day] = *days { day } else { utc };
    let other = days.into_iter().chain([utc]).find(|day| *day != first);
    (Some(first), other)
}

fn zones(url: Option<&str>, lang: Lang) -> impl Iterator<Item = Tz> {
    let host = url.and_then(|url| url.split("://").nth(1)?.split(['/', '?', '#', ':']).next());
    let country = host.and_then(|host| host.trim_end_matches('.').rsplit('.').next());
    let names = country
        .and_then(|country| ZONES.countries.get(&country.to_lowercase()))
        .or_else(|| ZONES.languages.get(lang.as_str()));
    names.into_iter().flatten().filter_map(|name| name.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Day, other day and instant of what is written, without an address unless one is given.
    fn placed(written: &str, zone: Option<&str>, lang: Lang, url: Option<&str>) -> String {
        let mut source = Source {
            url: url.map(str::to_owned),
            ..Source::default()
        };
        let zone = zone.map(|zone| zone.parse().unwrap());
        place(&mut source, written.parse().unwrap(), zone, lang);
        let text = |of: Option<String>| of.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} {} {}",
            text(source.published.map(|day| day.to_string())),
            text(source.published_or.map(|day| day.to_string())),
            text(source.published_at.map(|instant| instant.to_rfc3339())),
        )
    }

    #[test]
    fn every_zone_of_the_data_file_exists() {
        let data: Zones = toml::from_str(include_str!("zones.toml")).unwrap();
        for name in data.languages.values().chain(data.countries.values()).flatten() {
            assert!(name.parse::<Tz>().is_ok(), "{name}");
        }
    }

    #[test]
    fn utc_is_a_day_of_the_likely_place() {
        let fr = |written| placed(written, None, Lang::Fr, None);
        assert_eq!(
            fr("2026-03-12T23:30:00Z"),
            "2026-03-13 2026-03-12 2026-03-12T23:30:00+00:00"
        );
        assert_eq!(
            fr("2026-03-12T22:30:00Z"),
            "2026-03-12 - 2026-03-12T22:30:00+00:00"
        );
        // Summer time begins on 29 March.
        assert_eq!(
            fr("2026-04-12T22:30:00Z"),
            "2026-04-13 2026-04-12 2026-04-12T22:30:00+00:00"
        );
        let zh = placed("2026-03-11T16:30:00Z", None, Lang::Zh, None);
        assert_eq!(zh, "2026-03-12 2026-03-11 2026-03-11T16:30:00+00:00");
        let en = |written| placed(written, None, Lang::En, None);
        assert_eq!(
            en("2026-03-12T02:00:00Z"),
            "2026-03-12 2026-03-11 2026-03-12T02:00:00+00:00"
        );
        assert_eq!(
            en("2026-03-12T15:00:00Z"),
            "2026-03-12 - 2026-03-12T15:00:00+00:00"
        );
        let india = placed(
            "2026-03-12T20:00:00Z",
            None,
            Lang::En,
            Some("https://example.in/a"),
        );
        assert_eq!(india, "2026-03-13 2026-03-12 2026-03-12T20:00:00+00:00");
    }

    #[test]
    fn offset_or_zone_that_is_told_leaves_no_doubt() {
        let check = |written: &str, zone, expected: &str| {
            assert_eq!(placed(written, zone, Lang::Fr, None), expected, "{written}");
        };
        check(
            "2026-03-13T00:30:00+01:00",
            None,
            "2026-03-13 - 2026-03-13T00:30:00+01:00",
        );
        check(
            "2026-03-12T23:30:00Z",
            Some("America/Toronto"),
            "2026-03-12 - 2026-03-12T19:30:00-04:00",
        );
        check(
            "2026-03-12T23:30:00Z",
            Some("Europe/Paris"),
            "2026-03-13 - 2026-03-13T00:30:00+01:00",
        );
        check(
            "2026-03-12 23:30:00",
            Some("Europe/Paris"),
            "2026-03-12 - 2026-03-12T23:30:00+01:00",
        );
    }

    #[test]
    fn without_an_offset_the_day_is_as_it_is_written() {
        let check = |written: &str| {
            assert_eq!(
                placed(written, None, Lang::Zh, None),
                "2026-03-12 - -",
                "{written}"
            );
        };
        check("2026-03-12 23:30:00");
        check("2026-03-12");
        // Midnight in UTC is how a program writes a day.
        check("2026-03-12T00:00:00Z");
    }

    #[test]
    fn what_is_no_zone_says_so() {
        insta::assert_snapshot!("Paris".parse::<Zone>().unwrap_err(), @r#""Paris" is no time zone (write its IANA name: Europe/Paris, Asia/Shanghai, UTC)"#);
    }
}
