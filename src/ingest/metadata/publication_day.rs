//! The day of publication in the publisher's time zone.

use super::publication_time::PublicationTime;
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
pub struct PublisherZone(Tz);

/// The text is not the name of a time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time zone (write an IANA name: Europe/Paris, Asia/Shanghai, UTC)")]
pub struct PublisherZoneError(String);

impl FromStr for PublisherZone {
    type Err = PublisherZoneError;

    fn from_str(text: &str) -> Result<Self, PublisherZoneError> {
        let named: Result<Tz, _> = text.trim().parse();
        named.map(Self).map_err(|_| PublisherZoneError(text.to_owned()))
    }
}

impl fmt::Display for PublisherZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

/// The data file `zones.toml`: likely time zones of publishers, by language and by country. A list has one zone, or the
/// westernmost and the easternmost that are likely.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneTable {
    languages: HashMap<String, Vec<String>>,
    countries: HashMap<String, Vec<String>>,
}

// A test reads the file strictly; a library does not panic over it.
static ZONE_TABLE: LazyLock<ZoneTable> =
    LazyLock::new(|| toml::from_str(include_str!("zones.toml")).unwrap_or_default());

/// Sets the time of publication in `source`: the instant, the day at the place of publication, and another day that it
/// may have been there.
///
/// An offset other than UTC is the publisher's own. Programs write times in UTC, so for UTC the day is computed in
/// `known_zone`, else in the zones that the country or the language of the article makes likely.
pub(crate) fn set_publication_day(
    source: &mut Source,
    written: PublicationTime,
    known_zone: Option<PublisherZone>,
    lang: Lang,
) {
    let PublicationTime { day, time, offset } = written;
    source.published = Some(day);
    source.published_alternative = None;
    source.published_at = None;
    let Some(time) = time else { return };
    let instant = match (offset, known_zone) {
        (Some(offset), _) => offset.from_local_datetime(&day.and_time(time)).earliest(),
        (None, Some(PublisherZone(zone))) => {
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
    if let Some(PublisherZone(zone)) = known_zone {
        let local = instant.with_timezone(&zone).fixed_offset();
        source.published = Some(local.date_naive());
        source.published_at = Some(local);
    } else if is_utc {
        (source.published, source.published_alternative) = likely_days(instant, source.url.as_deref(), lang);
    }
}

/// The most likely day of `instant` at the place of publication, and another likely one.
fn likely_days(
    instant: DateTime<FixedOffset>,
    url: Option<&str>,
    lang: Lang,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let utc = instant.with_timezone(&Utc).date_naive();
    let days: Vec<NaiveDate> = likely_zones(url, lang)
        .map(|zone| instant.with_timezone(&zone).date_naive())
        .collect();
    // A single likely zone is used. Of two, neither is certain, so the day as written comes first.
    let first = if let [day] = *days { day } else { utc };
    let alternative = days.into_iter().chain([utc]).find(|day| *day != first);
    (Some(first), alternative)
}

/// The likely time zones of a publisher: by the country of its web address, else by the language of the article.
fn likely_zones(url: Option<&str>, lang: Lang) -> impl Iterator<Item = Tz> {
    let host = url.and_then(|url| url.split("://").nth(1)?.split(['/', '?', '#', ':']).next());
    let country = host.and_then(|host| host.trim_end_matches('.').rsplit('.').next());
    let names = country
        .and_then(|country| ZONE_TABLE.countries.get(&country.to_lowercase()))
        .or_else(|| ZONE_TABLE.languages.get(lang.as_str()));
    names.into_iter().flatten().filter_map(|name| name.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Day, other day and instant of a time of publication.
    fn publication_day(written: &str, zone: Option<&str>, lang: Lang, url: Option<&str>) -> String {
        let mut source = Source {
            url: url.map(str::to_owned),
            ..Source::default()
        };
        let zone = zone.map(|zone| zone.parse().unwrap());
        set_publication_day(&mut source, written.parse().unwrap(), zone, lang);
        let text = |of: Option<String>| of.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} {} {}",
            text(source.published.map(|day| day.to_string())),
            text(source.published_alternative.map(|day| day.to_string())),
            text(source.published_at.map(|instant| instant.to_rfc3339())),
        )
    }

    #[test]
    fn every_zone_of_the_data_file_exists() {
        let data: ZoneTable = toml::from_str(include_str!("zones.toml")).unwrap();
        for name in data.languages.values().chain(data.countries.values()).flatten() {
            assert!(name.parse::<Tz>().is_ok(), "{name}");
        }
    }

    #[test]
    fn utc_time_gives_the_day_in_the_likely_zone() {
        let fr = |written| publication_day(written, None, Lang::Fr, None);
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
        let zh = publication_day("2026-03-11T16:30:00Z", None, Lang::Zh, None);
        assert_eq!(zh, "2026-03-12 2026-03-11 2026-03-11T16:30:00+00:00");
        let en = |written| publication_day(written, None, Lang::En, None);
        assert_eq!(
            en("2026-03-12T02:00:00Z"),
            "2026-03-12 2026-03-11 2026-03-12T02:00:00+00:00"
        );
        assert_eq!(
            en("2026-03-12T15:00:00Z"),
            "2026-03-12 - 2026-03-12T15:00:00+00:00"
        );
        let india = publication_day(
            "2026-03-12T20:00:00Z",
            None,
            Lang::En,
            Some("https://example.in/a"),
        );
        assert_eq!(india, "2026-03-13 2026-03-12 2026-03-12T20:00:00+00:00");
    }

    #[test]
    fn offset_or_known_zone_gives_one_day() {
        let check = |written: &str, zone, expected: &str| {
            assert_eq!(
                publication_day(written, zone, Lang::Fr, None),
                expected,
                "{written}"
            );
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
    fn without_offset_the_day_is_as_written() {
        let check = |written: &str| {
            assert_eq!(
                publication_day(written, None, Lang::Zh, None),
                "2026-03-12 - -",
                "{written}"
            );
        };
        check("2026-03-12 23:30:00");
        check("2026-03-12");
        // Programs that know only the day write midnight in UTC.
        check("2026-03-12T00:00:00Z");
    }

    #[test]
    fn unknown_zone_is_an_error() {
        insta::assert_snapshot!("Paris".parse::<PublisherZone>().unwrap_err(), @r#""Paris" is not a time zone (write an IANA name: Europe/Paris, Asia/Shanghai, UTC)"#);
    }
}
