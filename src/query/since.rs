//! The query `dixit since`: everything that followed a statement.

use super::followers::{FollowedStatement, FollowerCollector};
use super::replies::add_replies;
use super::resolve::resolve_statement;
use super::{Followers, Query, QueryError};
use rusqlite::Connection;

/// Lists everything that followed a statement: repetitions by the same speaker or by others, replies, statements that
/// persons linked, and what the same speaker said later about the same topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceQuery {
    /// The id of the statement, or a unique prefix of it.
    pub id: String,
    /// Whether to list in chronological order instead of the strongest connection first.
    pub is_chronological: bool,
    /// Maximum number of statements listed; all are counted.
    pub limit: Option<usize>,
}

impl Query for SinceQuery {
    type Answer = Followers;

    fn answer(&self, conn: &Connection) -> Result<Followers, QueryError> {
        let followed = FollowedStatement::load(conn, resolve_statement(conn, &self.id)?)?;
        let mut found = FollowerCollector::default();
        followed.add_linked(conn, true, &mut found)?;
        add_replies(conn, &followed, &mut found)?;
        followed.add_similar(conn, &mut found)?;
        followed.add_on_topics(conn, &mut found)?;
        let (total, statements) = found.load_followers(conn, &followed, self.is_chronological, self.limit)?;
        Ok(Followers {
            of: followed.loaded.entry,
            total,
            statements,
        })
    }
}
