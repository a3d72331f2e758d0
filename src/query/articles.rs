use super::{ArticleRef, Query, QueryError, days, resolve, row, wire};
use crate::domain::{ArticleId, Edtf, Lang, Timestamp};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

/// The articles that count, in the order of publication; those without a date come last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticlesQuery {
    /// Only from this publisher, whatever the case and accents.
    pub publisher: Option<String>,
    /// Only in this language.
    pub lang: Option<Lang>,
    /// Only published from the first day of this date on.
    pub since: Option<Edtf>,
    /// Only published up to the last day of this date.
    pub until: Option<Edtf>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

/// One article as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleEntry {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The news agency that it credits.
    pub agency: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub published: Option<NaiveDate>,
    /// The instant of publication with its offset, where it is known (RFC 3339).
    pub published_at: Option<String>,
    /// Another day that it may have been, where nobody tells the time zone of the publisher.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub published_or: Option<NaiveDate>,
    /// The address that its page gives as its own.
    pub canonical: Option<String>,
    /// Its language.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::lang")]
    pub lang: Lang,
    /// How many of its statements count.
    pub statements: u64,
    /// How often it was revised.
    pub revision: u32,
    /// When it was recorded.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::moment")]
    pub recorded_at: Timestamp,
    /// When it was last revised.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::moment_or_null")]
    pub revised_at: Option<Timestamp>,
}

/// Articles, in the order of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleList(pub Vec<ArticleEntry>);

impl Query for ArticlesQuery {
    type Answer = ArticleList;

    fn answer(&self, conn: &Connection) -> Result<ArticleList, QueryError> {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Value> = Vec::new();
        let mut demand = |condition: &str, value: Value| {
            conditions.push(condition.to_owned());
            values.push(value);
        };
        if let Some(publisher) = &self.publisher {
            demand(
                "a.publisher_folded = ?",
                resolve::resolve_publisher(conn, publisher)?.into(),
            );
        }
        if let Some(lang) = self.lang {
            demand("a.lang = ?", lang.as_str().to_owned().into());
        }
        days::check_range(self.since, self.until)?;
        if let Some(since) = self.since {
            demand("a.published_day >= ?", days::first_day_of(since)?.into());
        }
        if let Some(until) = self.until {
            demand("a.published_day <= ?", days::last_day_of(until)?.into());
        }
        if self.since.is_some() || self.until.is_some() {
            conditions.push("a.published IS NOT NULL".to_owned());
        }
        values.push(
            self.limit
                .map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX))
                .into(),
        );
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM article AS a WHERE {} ORDER BY a.published_day, a.ingested_pos LIMIT ?",
            conditions.join(" AND ")
        );
        let mut select = conn.prepare(&sql)?;
        let mut rows = select.query(params_from_iter(values))?;
        let mut articles = Vec::new();
        while let Some(row) = rows.next()? {
            articles.push(read_article_entry(row)?);
        }
        Ok(ArticleList(articles))
    }
}

/// The name of the article with this row, if it counts.
pub(super) fn load_article_ref(conn: &Connection, article: i64) -> Result<Option<ArticleRef>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT id, title, publisher, url, published, lang FROM article WHERE ingested_pos = ?1",
    )?;
    let mut rows = select.query([article])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    read_article_ref(cells).map(Some)
}

/// The name of an article from the cells id, title, publisher, url, published and lang.
pub(super) fn read_article_ref(cells: &Row<'_>) -> Result<ArticleRef, QueryError> {
    Ok(ArticleRef {
        id: row::parse_cell(cells, 0, "an article id")?,
        title: cells.get(1)?,
        publisher: cells.get(2)?,
        url: cells.get(3)?,
        published: row::date_cell(cells, 4)?,
        lang: row::parse_cell(cells, 5, "a language")?,
    })
}

/// The cells of a line, as [`line`] reads them, of `article AS a`.
pub(super) const ENTRY_COLUMNS: &str =
    "a.id, a.title, a.publisher, a.url, a.author, a.agency, a.published, a.lang,
    (SELECT count(*) FROM statement WHERE article = a.ingested_pos),
    a.revision, a.recorded_at, a.revised_at, a.published_at, a.published_alternative, a.canonical_url";

/// How many cells a line has.
pub(super) const ENTRY_COLUMN_COUNT: usize = 15;

/// The line in the first cells of `row`.
pub(super) fn read_article_entry(row: &Row<'_>) -> Result<ArticleEntry, QueryError> {
    Ok(ArticleEntry {
        id: row::parse_cell(row, 0, "an article id")?,
        title: row.get(1)?,
        publisher: row.get(2)?,
        url: row.get(3)?,
        author: row.get(4)?,
        agency: row.get(5)?,
        published: row::date_cell(row, 6)?,
        published_at: row.get(12)?,
        published_or: row::date_cell(row, 13)?,
        canonical: row.get(14)?,
        lang: row::parse_cell(row, 7, "a language")?,
        statements: row::count_cell(row, 8)?,
        revision: row.get(9)?,
        recorded_at: Timestamp::from_micros(row.get(10)?),
        revised_at: row.get::<_, Option<i64>>(11)?.map(Timestamp::from_micros),
    })
}
