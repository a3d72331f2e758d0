use super::articles::{ArticleEntry, ENTRY_COLUMNS, read_article_entry};
use super::selection::Selection;
use super::{Query, QueryError, ReliabilityFilter, StatementEntry, wire};
use crate::domain::{Position, StatementId};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// What the log learned after a position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewRecordsQuery {
    /// The position.
    pub since: Position,
    /// Only statements that can be relied on so far.
    pub reliability: ReliabilityFilter,
}

/// What the log learned.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NewRecords {
    /// After this position.
    pub since: u64,
    /// Articles that came in and count.
    pub articles: Vec<ArticleEntry>,
    /// Articles that were known and were revised, and count.
    pub revised: Vec<ArticleEntry>,
    /// Statements that were read for the first time or otherwise than before, and count, in the order of saying.
    pub statements: Vec<StatementEntry>,
    /// Statements that were known and that a person decided on, in the order of saying.
    pub decided: Vec<StatementEntry>,
    /// Statements that no longer count.
    pub gone: Vec<EndedStatement>,
}

/// A statement that no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EndedStatement {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// Its words, as they counted last.
    pub words: String,
    /// The position from which on it does not count.
    pub position: u64,
}

impl Query for NewRecordsQuery {
    type Answer = NewRecords;

    fn answer(&self, conn: &Connection) -> Result<NewRecords, QueryError> {
        let since = i64::try_from(self.since.number()).unwrap_or(i64::MAX);
        let statements = |condition: &str| {
            let selection = Selection::all().and_where(&condition.replace(":since", &since.to_string()));
            let trusted = self.reliability.sql_conditions().into_iter();
            let selection = trusted.fold(selection, |selection, condition| selection.and_where(&condition));
            selection.load_chronologically(conn, None)
        };
        Ok(NewRecords {
            since: self.since.number(),
            articles: articles(conn, "a.ingested_pos > ?1", since)?,
            revised: articles(
                conn,
                "a.ingested_pos <= ?1 AND a.valid_from_pos > ?1 AND a.revised_at IS NOT NULL",
                since,
            )?,
            statements: statements("s.recorded_pos > :since")?.0,
            decided: statements(
                "s.recorded_pos <= :since AND s.valid_from_pos > :since AND s.reading_row <> s.row",
            )?
            .0,
            gone: gone(conn, since)?,
        })
    }
}

fn articles(conn: &Connection, condition: &str, since: i64) -> Result<Vec<ArticleEntry>, QueryError> {
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM article AS a WHERE {condition} ORDER BY a.published_day, a.ingested_pos"
    );
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([since])?;
    let mut articles = Vec::new();
    while let Some(cells) = rows.next()? {
        articles.push(read_article_entry(cells)?);
    }
    Ok(articles)
}

/// The statements that counted at the position `since` and do not count at the moment that is looked at.
fn gone(conn: &Connection, since: i64) -> Result<Vec<EndedStatement>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.words, (SELECT max(u.valid_to_pos) FROM statement_version AS u WHERE u.id = v.id AND u.valid_to_pos <= m.position)
         FROM as_of AS m CROSS JOIN statement_version AS v
         WHERE v.valid_from_pos <= ?1 AND v.valid_to_pos > ?1 AND v.valid_to_pos <= m.position AND v.reader = m.reader
             AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = v.id)
         ORDER BY 3, v.row",
    )?;
    let mut rows = select.query([since])?;
    let mut gone = Vec::new();
    while let Some(cells) = rows.next()? {
        gone.push(EndedStatement {
            id: super::row::parse_cell(cells, 0, "a statement id")?,
            words: cells.get(1)?,
            position: cells.get::<_, i64>(2)?.try_into().unwrap_or_default(),
        });
    }
    Ok(gone)
}
