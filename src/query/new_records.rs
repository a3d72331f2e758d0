//! The query `dixit new`: what was recorded after a position.

use super::articles::{ArticleEntry, ENTRY_COLUMNS, read_article_entry};
use super::current_rows::find_first_row_after;
use super::selection::Selection;
use super::statement_headers::load_entries_of_rows;
use super::{Query, QueryError, ReliabilityFilter, StatementEntry, answer_json};
use crate::domain::{Position, StatementId};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Lists what was recorded in the log after a position and is still current.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewRecordsQuery {
    /// The position.
    pub since: Position,
    /// Only statements that are reliable enough.
    pub reliability: ReliabilityFilter,
    /// Maximum number of items of each kind.
    pub limit: Option<usize>,
}

impl NewRecordsQuery {
    /// What was recorded in this many microseconds before the question is new unless another time is asked for: a day.
    pub const MICROSECONDS: i64 = 86_400_000_000;
}

/// What was recorded after a position.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NewRecords {
    /// The position; everything listed was recorded after it.
    pub since: u64,
    /// Current articles that were ingested for the first time.
    pub articles: Vec<ArticleEntry>,
    /// Current articles that were known before and were revised.
    pub revised: Vec<ArticleEntry>,
    /// Current statements that were read for the first time or in another way than before, in chronological order.
    pub statements: Vec<StatementEntry>,
    /// Current statements that were known before and that a person decided on, in chronological order.
    pub decided: Vec<StatementEntry>,
    /// Statements that are no longer current.
    pub gone: Vec<EndedStatement>,
}

/// A statement that is no longer current.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EndedStatement {
    /// Its id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub id: StatementId,
    /// Its words in its last version.
    pub words: String,
    /// The position of the event that ended it.
    pub position: u64,
}

impl Query for NewRecordsQuery {
    type Answer = NewRecords;

    fn answer(&self, conn: &Connection) -> Result<NewRecords, QueryError> {
        let since = i64::try_from(self.since.number()).unwrap_or(i64::MAX);
        let first_row = find_first_row_after(conn, since)?;
        let statements = |condition: &str| {
            let condition = format!(
                "s.row >= {first_row} AND {}",
                condition.replace(":since", &since.to_string())
            );
            let trusted = self.reliability.sql_conditions().into_iter();
            let selection = Selection::all().and_where(&condition);
            let selection = trusted.fold(selection, |selection, condition| selection.and_where(&condition));
            // The plus keeps SQLite from reading the whole index of this order instead of the rows after `first_row`.
            let rows = selection.find_rows(conn, &format!("+{}", Selection::CHRONOLOGICAL), self.limit)?;
            load_entries_of_rows(conn, &rows)
        };
        let limit = self
            .limit
            .map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        Ok(NewRecords {
            since: self.since.number(),
            articles: load_articles(
                conn,
                "a.valid_from_pos > ?1 AND a.ingested_pos > ?1",
                (since, limit),
            )?,
            revised: load_articles(
                conn,
                "a.ingested_pos <= ?1 AND a.valid_from_pos > ?1 AND a.revised_at IS NOT NULL",
                (since, limit),
            )?,
            statements: statements("s.recorded_pos > :since")?,
            decided: statements(
                "s.recorded_pos <= :since AND s.valid_from_pos > :since AND s.reading_row <> s.row",
            )?,
            gone: load_ended(conn, (since, limit))?,
        })
    }
}

/// Loads at most `limit` articles; all if it is negative.
fn load_articles(
    conn: &Connection,
    condition: &str,
    (since, limit): (i64, i64),
) -> Result<Vec<ArticleEntry>, QueryError> {
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM article AS a WHERE {condition}
         ORDER BY +a.published_day, a.ingested_pos LIMIT ?2"
    );
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([since, limit])?;
    let mut articles = Vec::new();
    while let Some(cells) = rows.next()? {
        articles.push(read_article_entry(cells)?);
    }
    Ok(articles)
}

/// Loads the statements that were current at the position `since` and are no longer current as of the queried
/// position; at most `limit` of them, all if it is negative.
fn load_ended(conn: &Connection, (since, limit): (i64, i64)) -> Result<Vec<EndedStatement>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.words, (SELECT max(u.valid_to_pos) FROM statement_version AS u
         WHERE u.id = v.id AND u.valid_to_pos <= m.position)
         FROM as_of AS m CROSS JOIN statement_version AS v
         WHERE v.valid_from_pos <= ?1 AND v.valid_to_pos > ?1 AND v.valid_to_pos <= m.position
             AND v.valid_to_pos < 9223372036854775807 AND v.reader = m.reader
             AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = v.id)
         ORDER BY 3, v.row LIMIT ?2",
    )?;
    let mut rows = select.query([since, limit])?;
    let mut gone = Vec::new();
    while let Some(cells) = rows.next()? {
        gone.push(EndedStatement {
            id: super::sql::parse_cell(cells, 0, "a statement id")?,
            words: cells.get(1)?,
            position: cells.get::<_, i64>(2)?.try_into().unwrap_or_default(),
        });
    }
    Ok(gone)
}
