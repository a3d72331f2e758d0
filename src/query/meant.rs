use super::ending::ending_of_statement;
use super::show::{Thing, find, formers};
use super::{QueryError, Question, row};
use crate::domain::{ArticleId, SpeakerId, StatementId, TopicId};
use rusqlite::Connection;

/// What somebody means by an id, the beginning of one, or a name, as [`Show`](super::Show) takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// What was typed.
    pub text: String,
}

/// One thing by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A statement.
    Statement(StatementId),
    /// An article.
    Article(ArticleId),
    /// A speaker.
    Speaker(SpeakerId),
    /// A topic.
    Topic(TopicId),
}

impl Named {
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
fn ended(conn: &Connection, text: &str, error: QueryError) -> Result<QueryError, QueryError> {
    if let (QueryError::NoSuch { .. }, [former]) = (&error, formers(conn, text)?.as_slice())
        && let Some(ending) = ending_of_statement(conn, &former.id)?
    {
        return Ok(QueryError::Ended {
            id: former.id.clone(),
            ending,
        });
    }
    Ok(error)
}

impl Question for Meant {
    type Answer = Named;

    fn answer(&self, conn: &Connection) -> Result<Named, QueryError> {
        let thing = find(conn, &self.text).or_else(|error| Err(ended(conn, &self.text, error)?))?;
        let (sql, row) = match thing {
            Thing::Statement(row) => ("SELECT id FROM anybodys_statement WHERE row = ?1", row),
            Thing::Article(row) => ("SELECT id FROM article WHERE row = ?1", row),
            Thing::Speaker(row) => ("SELECT id FROM speaker WHERE row = ?1", row),
            Thing::Topic(row) => ("SELECT id FROM topic WHERE row = ?1", row),
        };
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([row])?;
        let cells = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(match thing {
            Thing::Statement(_) => Named::Statement(row::parsed(cells, 0, "a statement id")?),
            Thing::Article(_) => Named::Article(row::parsed(cells, 0, "an article id")?),
            Thing::Speaker(_) => Named::Speaker(row::parsed(cells, 0, "a speaker id")?),
            Thing::Topic(_) => Named::Topic(row::parsed(cells, 0, "a topic id")?),
        })
    }
}
