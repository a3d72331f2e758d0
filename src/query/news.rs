use super::articles::{ArticleLine, CELLS, line};
use super::selection::Selection;
use super::{Entry, QueryError, Question, Trust, wire};
use crate::domain::{Position, StatementId};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// What the log learned after a position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct New {
    /// The position.
    pub since: Position,
    /// Only statements that can be relied on so far.
    pub trust: Trust,
}

/// What the log learned.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct News {
    /// After this position.
    pub since: u64,
    /// Articles that came in and count.
    pub articles: Vec<ArticleLine>,
    /// Articles that were known and were revised, and count.
    pub revised: Vec<ArticleLine>,
    /// Statements that were read for the first time or otherwise than before, and count, in the order of saying.
    pub statements: Vec<Entry>,
    /// Statements that were known and that a person decided on, in the order of saying.
    pub decided: Vec<Entry>,
    /// Statements that no longer count.
    pub gone: Vec<GoneLine>,
}

/// A statement that no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GoneLine {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// Its words, as they counted last.
    pub words: String,
    /// The position from which on it does not count.
    pub position: u64,
}

impl Question for New {
    type Answer = News;

    fn answer(&self, conn: &Connection) -> Result<News, QueryError> {
        let since = i64::try_from(self.since.number()).unwrap_or(i64::MAX);
        let statements = |condition: &str| {
            let selection =
                Selection::everything().demanding(&condition.replace(":since", &since.to_string()));
            let trusted = self.trust.conditions().into_iter();
            let selection = trusted.fold(selection, |selection, condition| selection.demanding(&condition));
            selection.in_order(conn, None)
        };
        Ok(News {
            since: self.since.number(),
            articles: articles(conn, "a.row > ?1", since)?,
            revised: articles(
                conn,
                "a.row <= ?1 AND a.version > ?1 AND a.revised_at IS NOT NULL",
                since,
            )?,
            statements: statements("s.position > :since")?.0,
            decided: statements("s.position <= :since AND s.since > :since AND s.reading <> s.row")?.0,
            gone: gone(conn, since)?,
        })
    }
}

fn articles(conn: &Connection, condition: &str, since: i64) -> Result<Vec<ArticleLine>, QueryError> {
    let sql = format!("SELECT {CELLS} FROM article AS a WHERE {condition} ORDER BY a.published_day, a.row");
    let mut select = conn.prepare(&sql)?;
    let mut rows = select.query([since])?;
    let mut articles = Vec::new();
    while let Some(cells) = rows.next()? {
        articles.push(line(cells)?);
    }
    Ok(articles)
}

/// The statements that counted at the position `since` and do not count at the moment that is looked at.
fn gone(conn: &Connection, since: i64) -> Result<Vec<GoneLine>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT v.id, v.words, (SELECT max(u.until) FROM statement_version AS u WHERE u.id = v.id AND u.until <= m.position)
         FROM moment AS m CROSS JOIN statement_version AS v
         WHERE v.since <= ?1 AND v.until > ?1 AND v.until <= m.position AND v.reader = m.reader
             AND NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.id = v.id)
         ORDER BY 3, v.row",
    )?;
    let mut rows = select.query([since])?;
    let mut gone = Vec::new();
    while let Some(cells) = rows.next()? {
        gone.push(GoneLine {
            id: super::row::parsed(cells, 0, "a statement id")?,
            words: cells.get(1)?,
            position: cells.get::<_, i64>(2)?.try_into().unwrap_or_default(),
        });
    }
    Ok(gone)
}
