//! The query for the full id that a typed text refers to.

use super::former_item::find_former_items;
use super::item::{ItemRow, find_item};
use crate::domain::{ArticleId, SpeakerId, StatementId, TopicId};
use crate::query::ending_lookup::load_ending_of_statement;
use crate::query::{Query, QueryError, sql};
use rusqlite::Connection;

/// Finds the full id of what an id, the beginning of an id, or a name refers to, as in
/// [`ShowQuery`](crate::query::ShowQuery).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveQuery {
    /// The text typed.
    pub text: String,
}

/// The id of a thing of known kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolvedId {
    /// A statement.
    Statement(StatementId),
    /// An article.
    Article(ArticleId),
    /// A speaker.
    Speaker(SpeakerId),
    /// A topic.
    Topic(TopicId),
}

impl ResolvedId {
    /// The kind of thing, as a noun.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Statement(_) => "statement",
            Self::Article(_) => "article",
            Self::Speaker(_) => "speaker",
            Self::Topic(_) => "topic",
        }
    }
}

/// Replaces "not found" by "no longer current" if one former statement has an id that begins with `text`.
fn explain_ended(conn: &Connection, text: &str, error: QueryError) -> Result<QueryError, QueryError> {
    if let (QueryError::NotFound { .. }, [former]) = (&error, find_former_items(conn, text)?.as_slice())
        && let Some(ending) = load_ending_of_statement(conn, &former.id)?
    {
        return Ok(QueryError::NoLongerCurrent {
            id: former.id.clone(),
            ending,
        });
    }
    Ok(error)
}

impl Query for ResolveQuery {
    type Answer = ResolvedId;

    fn answer(&self, conn: &Connection) -> Result<ResolvedId, QueryError> {
        let thing =
            find_item(conn, &self.text).or_else(|error| Err(explain_ended(conn, &self.text, error)?))?;
        let (sql, row) = match thing {
            ItemRow::Statement(row) => ("SELECT id FROM statement_of_any_reader WHERE row = ?1", row),
            ItemRow::Article(row) => ("SELECT id FROM article WHERE ingested_pos = ?1", row),
            ItemRow::Speaker(row) => ("SELECT id FROM speaker WHERE row = ?1", row),
            ItemRow::Topic(row) => ("SELECT id FROM topic WHERE row = ?1", row),
        };
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([row])?;
        let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(match thing {
            ItemRow::Statement(_) => ResolvedId::Statement(sql::parse_cell(cells, 0, "a statement id")?),
            ItemRow::Article(_) => ResolvedId::Article(sql::parse_cell(cells, 0, "an article id")?),
            ItemRow::Speaker(_) => ResolvedId::Speaker(sql::parse_cell(cells, 0, "a speaker id")?),
            ItemRow::Topic(_) => ResolvedId::Topic(sql::parse_cell(cells, 0, "a topic id")?),
        })
    }
}
