use super::ending::load_ending_of_statement;
use super::show::{ResolvedRow, find_former_items, resolve};
use super::{Query, QueryError, row};
use crate::domain::{ArticleId, SpeakerId, StatementId, TopicId};
use rusqlite::Connection;

/// What somebody means by an id, the beginning of one, or a name, as [`Show`](super::Show) takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolveQuery {
    /// What was typed.
    pub text: String,
}

/// One thing by its id.
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
    /// What kind of thing it is.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::Statement(_) => "statement",
            Self::Article(_) => "article",
            Self::Speaker(_) => "speaker",
            Self::Topic(_) => "topic",
        }
    }
}

/// That the statement whose id begins with `text` no longer counts; else the `error`.
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
            resolve(conn, &self.text).or_else(|error| Err(explain_ended(conn, &self.text, error)?))?;
        let (sql, row) = match thing {
            ResolvedRow::Statement(row) => ("SELECT id FROM statement_of_any_reader WHERE row = ?1", row),
            ResolvedRow::Article(row) => ("SELECT id FROM article WHERE ingested_pos = ?1", row),
            ResolvedRow::Speaker(row) => ("SELECT id FROM speaker WHERE row = ?1", row),
            ResolvedRow::Topic(row) => ("SELECT id FROM topic WHERE row = ?1", row),
        };
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([row])?;
        let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(match thing {
            ResolvedRow::Statement(_) => ResolvedId::Statement(row::parse_cell(cells, 0, "a statement id")?),
            ResolvedRow::Article(_) => ResolvedId::Article(row::parse_cell(cells, 0, "an article id")?),
            ResolvedRow::Speaker(_) => ResolvedId::Speaker(row::parse_cell(cells, 0, "a speaker id")?),
            ResolvedRow::Topic(_) => ResolvedId::Topic(row::parse_cell(cells, 0, "a topic id")?),
        })
    }
}
