//! Events resolved to rows, as projections take them.

use crate::domain::{ArticleId, Decisions, Edtf, Lang, Reader, Source, SpeakerKind, Statement, Text};
use chrono::{Datelike, NaiveDate};
use rusqlite::Row;

/// The `until` of what counts: no log has a position so far on.
pub(super) const OPEN_END_POS: i64 = i64::MAX;

/// An article as it came in, was revised, reread or restored.
pub(super) struct ArticleVersion<'a> {
    /// The position of the event: the row of this version.
    pub(super) valid_from_pos: i64,
    /// The position of its ingestion.
    pub(super) ingested_pos: i64,
    /// The version that brought the text in.
    pub(super) text_pos: i64,
    /// Its id.
    pub(super) id: &'a str,
    /// Where it comes from.
    pub(super) source: &'a Source,
    /// Its language.
    pub(super) lang: Lang,
    /// Its text, where this version brings one.
    pub(super) text: Option<&'a Text>,
    /// What reads it.
    pub(super) extractor: &'a str,
    /// When it came in, in microseconds.
    pub(super) recorded_at: i64,
    /// When it was last revised, in microseconds.
    pub(super) revised_at: Option<i64>,
    /// The revision, 0 where it came in.
    pub(super) revision: u32,
}

impl ArticleVersion<'_> {
    /// The day of publication, as rows have it.
    pub(super) fn published_day(&self) -> i64 {
        day_number(self.source.published).unwrap_or(UNKNOWN_DAY)
    }
}

/// A version of a statement as it comes in.
pub(super) struct StatementVersion<'a> {
    /// Its row.
    pub(super) row: i64,
    /// The position of the event that makes it so.
    pub(super) valid_from_pos: i64,
    /// [`OPEN_END_POS`], or `since` where it only is the reading behind a version that counts.
    pub(super) valid_to_pos: i64,
    /// The row of the reading.
    pub(super) reading_row: i64,
    /// The first version of the statement with these words.
    pub(super) wording_row: i64,
    /// Where and when it was read.
    pub(super) origin: ReadingOrigin,
    /// The article that it stands in.
    pub(super) article: &'a CurrentArticleVersion,
    /// The statement as it counts.
    pub(super) statement: &'a Statement,
    /// What persons decided on it.
    pub(super) decisions: &'a Decisions,
    /// Its words.
    pub(super) words: &'a str,
    /// Its words, folded.
    pub(super) folded: &'a str,
    /// The days between which it was said.
    pub(super) said: DayRange,
    /// The row of its speaker, once the speakers have been projected.
    pub(super) speaker: Option<i64>,
    /// The name that its speaker has by this reading: the reference, or the name of a namesake who was told apart.
    pub(super) named_as: Option<String>,
    /// Whether the reference only describes the speaker.
    pub(super) is_described: bool,
    /// The row of the side that the speaker speaks for, once the speakers have been projected.
    pub(super) side_speaker: Option<i64>,
}

/// The name of the reader of `statement`, as rows have it: empty for the extractor of its article.
pub(super) fn reader_name(statement: &Statement) -> &str {
    statement.reader.as_ref().map_or("", Reader::name)
}

impl StatementVersion<'_> {
    /// Whether the statement did not have these words before.
    pub(super) const fn is_new_wording(&self) -> bool {
        self.wording_row == self.row
    }

    /// Whether it counts, and is not only the reading behind one that does.
    pub(super) const fn is_current(&self) -> bool {
        self.valid_to_pos == OPEN_END_POS
    }
}

/// What is known of the reading behind a version.
#[derive(Debug, Clone)]
pub(super) struct ReadingOrigin {
    /// The position of the event that recorded it.
    pub(super) recorded_pos: i64,
    /// When that was, in microseconds.
    pub(super) recorded_at: i64,
    /// The revision of the article that its evidence points into.
    pub(super) article_revision: u32,
    /// What read it.
    pub(super) extractor: String,
}

/// An article that counts, as its statements need it.
#[derive(Debug, Clone)]
pub(super) struct CurrentArticleVersion {
    /// The position of its ingestion.
    pub(super) ingested_pos: i64,
    /// Its id.
    pub(super) id: ArticleId,
    /// Its version.
    pub(super) valid_from_pos: i64,
    /// The version that brought its text in.
    pub(super) text_pos: i64,
    /// Its day of publication.
    pub(super) published_day: i64,
    /// Its headline.
    pub(super) title: Option<String>,
    /// Its language.
    pub(super) lang: Lang,
    /// What reads it.
    pub(super) extractor: String,
    /// When it came in, in microseconds.
    pub(super) recorded_at: i64,
}

/// What has to be known of a version of a statement that no longer counts.
pub(super) struct ClosedVersion {
    /// Its row.
    pub(super) row: i64,
    /// The position from which on it does not count.
    pub(super) valid_to_pos: i64,
    /// The row of its speaker.
    pub(super) speaker: Option<i64>,
    /// The speaker's canonical name there.
    pub(super) reference: Option<String>,
    /// The name that the speaker has by it: the reference, or the name of a namesake.
    pub(super) named_as: Option<String>,
    /// The speaker's kind there.
    pub(super) kind: SpeakerKind,
    /// The speaker's mention there.
    pub(super) mention: Option<String>,
    /// The name of the side that it was said for, and its row.
    pub(super) side: Option<(String, i64)>,
    /// The name of the reader.
    pub(super) reader: String,
}

/// A range of days as rows have it. An unknown date is the empty range: it begins after every day and ends
/// before every day, so that it sorts last, overlaps nothing, and counts in no minimum or maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayRange {
    /// The first day.
    pub(super) from: i64,
    /// The last day.
    pub(super) to: i64,
}

/// Sorts after every day.
pub(super) const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// A day as rows have it.
pub(super) fn day_number(date: Option<NaiveDate>) -> Option<i64> {
    date.map(|date| i64::from(date.num_days_from_ce()))
}

/// The language in a cell; a word that is none stands for an undetermined one.
pub(super) fn lang_cell(row: &Row<'_>, column: usize) -> rusqlite::Result<Lang> {
    Ok(row.get_ref(column)?.as_str()?.parse().unwrap_or(Lang::Und))
}

/// The day with this number; `None` where it stands for an unknown one.
pub(super) fn date_of_day(day: i64) -> Option<NaiveDate> {
    let day = Some(day).filter(|day| *day != UNKNOWN_DAY)?;
    NaiveDate::from_num_days_from_ce_opt(day.try_into().ok()?)
}

impl From<Edtf> for DayRange {
    fn from(date: Edtf) -> Self {
        Self {
            from: day_number(date.earliest()).unwrap_or(UNKNOWN_DAY),
            to: day_number(date.latest()).unwrap_or(0),
        }
    }
}
