//! Versions of articles, as the runner hands them to the projections.

use super::day_range::{UNKNOWN_DAY, day_number};
use super::derived::DerivedText;
use crate::domain::{ArticleId, ArticleText, Lang, Source};
use rusqlite::Row;

/// A new version of an article: it was ingested, revised, reread or restored. Times are microseconds since 1970 UTC.
pub(super) struct ArticleVersion<'a> {
    /// Position of the event that made this version; identifies the version.
    pub(super) valid_from_pos: i64,
    /// Position of the event that ingested the article; identifies the article in all its versions.
    pub(super) ingested_pos: i64,
    /// `valid_from_pos` of the first version with this text.
    pub(super) text_pos: i64,
    /// Id of the article.
    pub(super) id: &'a str,
    /// Title, publisher, address, dates.
    pub(super) source: &'a Source,
    /// Language of the text.
    pub(super) lang: Lang,
    /// The text; `None` where an earlier version had the same.
    pub(super) text: Option<&'a ArticleText>,
    /// What was derived from the text; `None` where nothing was.
    pub(super) derived: Option<Box<DerivedText>>,
    /// Version of the extractor that reads it.
    pub(super) extractor: &'a str,
    /// When the article was ingested.
    pub(super) recorded_at: i64,
    /// When it was last revised.
    pub(super) revised_at: Option<i64>,
    /// Number of the revision; 0 as ingested.
    pub(super) revision: u32,
}

impl ArticleVersion<'_> {
    /// The day of publication as a number; [`UNKNOWN_DAY`] where it is unknown.
    pub(super) fn published_day(&self) -> i64 {
        day_number(self.source.published).unwrap_or(UNKNOWN_DAY)
    }
}

/// The current version of an article, with what its statements need.
#[derive(Debug, Clone)]
pub(super) struct CurrentArticleVersion {
    /// Position of the event that ingested the article.
    pub(super) ingested_pos: i64,
    /// Id of the article.
    pub(super) id: ArticleId,
    /// Position of the event that made this version.
    pub(super) valid_from_pos: i64,
    /// `valid_from_pos` of the first version with this text.
    pub(super) text_pos: i64,
    /// Day of publication as a number; [`UNKNOWN_DAY`] where it is unknown.
    pub(super) published_day: i64,
    /// Headline.
    pub(super) title: Option<String>,
    /// Language of the text.
    pub(super) lang: Lang,
    /// Version of the extractor that reads it.
    pub(super) extractor: String,
    /// When the article was ingested, in microseconds since 1970 UTC.
    pub(super) recorded_at: i64,
}

/// The language in a cell; `Und` (undetermined) where the cell has no known language.
pub(super) fn lang_cell(row: &Row<'_>, column: usize) -> rusqlite::Result<Lang> {
    Ok(row.get_ref(column)?.as_str()?.parse().unwrap_or(Lang::Und))
}
