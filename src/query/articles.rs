//! The query `dixit articles`, and how articles are read from rows.

use super::{ListQuery, Query, QueryError, answer_json, days, resolve, sql};
use crate::domain::{ArticleId, Edtf, Lang, Timestamp};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

/// Lists the current articles in the order of publication; undated ones come last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArticlesQuery {
    /// Only articles of this publisher; case and accents are ignored.
    pub publisher: Option<String>,
    /// Only articles in this language.
    pub lang: Option<Lang>,
    /// Only articles published on or after the first day of this date.
    pub since: Option<Edtf>,
    /// Only articles published on or before the last day of this date.
    pub until: Option<Edtf>,
    /// Maximum number of articles.
    pub limit: Option<usize>,
}

/// One article, as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleEntry {
    /// The id of the article.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// The author, as signed.
    pub author: Option<String>,
    /// The news agency that it credits.
    pub agency: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub published: Option<NaiveDate>,
    /// The instant of publication with its offset (RFC 3339), if known.
    pub published_at: Option<String>,
    /// The other possible day of publication, if the time zone of the publisher is unknown.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub published_or: Option<NaiveDate>,
    /// The canonical address that its page gives.
    pub canonical: Option<String>,
    /// Its language.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::lang")]
    pub lang: Lang,
    /// Number of its current statements.
    pub statements: u64,
    /// How many times it was revised.
    pub revision: u32,
    /// When it was recorded in the log.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::timestamp")]
    pub recorded_at: Timestamp,
    /// When it was last revised.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::timestamp_or_null")]
    pub revised_at: Option<Timestamp>,
}

/// Articles, in the order of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleList(pub Vec<ArticleEntry>);

impl Query for ArticlesQuery {
    type Answer = ArticleList;

    fn answer(&self, conn: &Connection) -> Result<ArticleList, QueryError> {
        Ok(ArticleList(self.collect_items(conn)?))
    }
}

impl ListQuery for ArticlesQuery {
    type Item = ArticleEntry;

    fn for_each_item<E: From<QueryError>>(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(ArticleEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let (conditions, values) = self.sql_conditions(conn)?;
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM article AS a WHERE {conditions}
                     ORDER BY a.published_day, a.ingested_pos LIMIT ?"
        );
        let mut select = conn.prepare(&sql).map_err(QueryError::from)?;
        let mut rows = select.query(params_from_iter(values)).map_err(QueryError::from)?;
        while let Some(row) = rows.next().map_err(QueryError::from)? {
            visit(read_article_entry(row)?)?;
        }
        Ok(())
    }
}

impl ArticlesQuery {
    /// The conditions, and the values of these and of the limit.
    fn sql_conditions(&self, conn: &Connection) -> Result<(String, Vec<Value>), QueryError> {
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
        Ok((conditions.join(" AND "), values))
    }
}

/// The columns of `article AS a` that [`read_article_entry`] reads.
pub(super) const ENTRY_COLUMNS: &str =
    "a.id, a.title, a.publisher, a.url, a.author, a.agency, a.published, a.lang,
    (SELECT count(*) FROM statement WHERE article = a.ingested_pos),
    a.revision, a.recorded_at, a.revised_at, a.published_at, a.published_alternative, a.canonical_url";

/// Number of columns in [`ENTRY_COLUMNS`]; further columns of a query come after them.
pub(super) const ENTRY_COLUMN_COUNT: usize = 15;

/// Reads an article from the first columns of `row`.
pub(super) fn read_article_entry(row: &Row<'_>) -> Result<ArticleEntry, QueryError> {
    Ok(ArticleEntry {
        id: sql::parse_cell(row, 0, "an article id")?,
        title: row.get(1)?,
        publisher: row.get(2)?,
        url: row.get(3)?,
        author: row.get(4)?,
        agency: row.get(5)?,
        published: sql::date_cell(row, 6)?,
        published_at: row.get(12)?,
        published_or: sql::date_cell(row, 13)?,
        canonical: row.get(14)?,
        lang: sql::parse_cell(row, 7, "a language")?,
        statements: sql::count_cell(row, 8)?,
        revision: row.get(9)?,
        recorded_at: Timestamp::from_micros(row.get(10)?),
        revised_at: row.get::<_, Option<i64>>(11)?.map(Timestamp::from_micros),
    })
}
