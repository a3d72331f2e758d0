//! Everything about one thing.

mod article;
mod find;
mod former;
mod links;
mod sheets;
mod speaker;
mod statement;
mod topic;

pub use sheets::{
    ArticleSheet, Capacity, Context, Evidenced, LinkLine, Merger, Name, OtherReader, OtherReading, Place,
    Shown, SpeakerSheet, StatementSheet, TopicReason, TopicSheet,
};

use super::{QueryError, Question};
pub(super) use find::{Thing, find};
pub(super) use former::{Former, formers};
use rusqlite::Connection;

/// Everything about one statement, article, speaker or topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    /// Its id, or enough of its beginning to tell it from all others; or a name of a speaker or topic that
    /// means one alone.
    pub id: String,
    /// How much of the article to show around a statement, in code points on either side.
    pub around: u32,
}

impl Show {
    /// How much of the article is shown where nobody says how much.
    pub const AROUND: u32 = 200;
}

impl Question for Show {
    type Answer = Shown;

    fn answer(&self, conn: &Connection) -> Result<Shown, QueryError> {
        let thing = match find(conn, &self.id) {
            Ok(thing) => thing,
            Err(error) => return self.former(conn, error),
        };
        Ok(match thing {
            Thing::Statement(row) => {
                Shown::Statement(Box::new(statement::of_anybody(conn, row, self.around)?))
            }
            Thing::Article(row) => Shown::Article(Box::new(article::sheet(conn, row)?)),
            Thing::Speaker(row) => Shown::Speaker(Box::new(speaker::sheet(conn, row)?)),
            Thing::Topic(row) => Shown::Topic(Box::new(topic::sheet(conn, row)?)),
        })
    }
}

impl Show {
    /// What no longer counts and has such an id, where nothing that counts does; else the `error` that tells so.
    fn former(&self, conn: &Connection, error: QueryError) -> Result<Shown, QueryError> {
        if !matches!(error, QueryError::NoSuch { .. }) {
            return Err(error);
        }
        let found = formers(conn, &self.id)?;
        match found.as_slice() {
            [] => Err(error),
            [one] => one.sheet(conn, self.around),
            _ => Err(QueryError::Ambiguous {
                prefix: self.id.clone(),
                candidates: found.iter().map(Former::candidate).collect(),
            }),
        }
    }
}
