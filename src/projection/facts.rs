//! Events resolved to rows, as projections take them.

use crate::domain::{Edtf, Lang, Source, Statement, Text};
use chrono::{Datelike, NaiveDate};

/// An article as it came in or was revised.
pub(super) struct Reported<'a> {
    /// Its row: the position of its ingestion.
    pub(super) row: i64,
    /// Its id.
    pub(super) id: &'a str,
    /// Where it comes from.
    pub(super) source: &'a Source,
    /// Its language.
    pub(super) lang: Lang,
    /// Its text.
    pub(super) text: &'a Text,
    /// What reads it.
    pub(super) extractor: &'a str,
    /// When that was recorded, in microseconds.
    pub(super) recorded_at: i64,
    /// What it was before; `None` where it came in.
    pub(super) before: Option<Before>,
    /// The revision, 0 where it came in.
    pub(super) revision: u32,
}

impl Reported<'_> {
    /// The day of publication, as rows have it.
    pub(super) fn published_day(&self) -> i64 {
        day(self.source.published).unwrap_or(UNKNOWN_DAY)
    }

    /// Whether a revision gives it another day of publication.
    pub(super) fn redated(&self) -> bool {
        self.before
            .as_ref()
            .is_some_and(|before| before.published_day != self.published_day())
    }
}

/// What read models knew of an article before its revision.
pub(super) struct Before {
    /// Its day of publication.
    pub(super) published_day: i64,
    /// Its headline.
    pub(super) title: Option<String>,
    /// Its language.
    pub(super) lang: String,
}

/// A statement as it came in.
pub(super) struct Reading<'a> {
    /// Its row: the position of the event.
    pub(super) row: i64,
    /// When it was recorded, in microseconds.
    pub(super) recorded_at: i64,
    /// The row of its article.
    pub(super) article: i64,
    /// The day of publication of the article.
    pub(super) published_day: i64,
    /// The language of the article.
    pub(super) lang: Lang,
    /// The revision that its evidence points into.
    pub(super) revision: u32,
    /// The statement.
    pub(super) statement: &'a Statement,
    /// Its words.
    pub(super) words: &'a str,
    /// Its words, folded.
    pub(super) folded: &'a str,
    /// The days between which it was said.
    pub(super) said: Days,
    /// The row of its speaker, once the speakers have been projected.
    pub(super) speaker: Option<i64>,
}

/// What has to be known of a statement to remove it.
pub(super) struct Gone {
    /// Its row.
    pub(super) row: i64,
    /// The row of its speaker.
    pub(super) speaker: Option<i64>,
    /// The speaker's canonical name there.
    pub(super) reference: Option<String>,
    /// The speaker's kind there.
    pub(super) kind: String,
    /// The speaker's mention there.
    pub(super) mention: Option<String>,
}

/// A range of days as rows have it. An unknown date is the empty range: it begins after every day and ends
/// before every day, so that it sorts last, overlaps nothing, and counts in no minimum or maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    /// The first day.
    pub(super) from: i64,
    /// The last day.
    pub(super) to: i64,
}

/// Sorts after every day.
pub(super) const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// A day as rows have it.
pub(super) fn day(date: Option<NaiveDate>) -> Option<i64> {
    date.map(|date| i64::from(date.num_days_from_ce()))
}

impl From<Edtf> for Days {
    fn from(date: Edtf) -> Self {
        Self {
            from: day(date.earliest()).unwrap_or(UNKNOWN_DAY),
            to: day(date.latest()).unwrap_or(0),
        }
    }
}
