//! The query `dixit replies`: who answered a statement.

use super::followers::{FollowedStatement, Follower, FollowerCollector};
use super::resolve::resolve_statement;
use super::{Query, QueryError, StatementEntry};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Lists the replies to a statement in chronological order: those whose cue reports a reply, later statements by others
/// that name the speaker and are about the same subject, and statements that persons linked to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliesQuery {
    /// The id of the statement, or a unique prefix of it.
    pub id: String,
    /// Maximum number of replies listed; all are counted.
    pub limit: Option<usize>,
}

/// A statement and the statements that follow it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Followers {
    /// The statement.
    pub of: StatementEntry,
    /// Number of statements found.
    pub total: u64,
    /// The statements listed.
    pub statements: Vec<Follower>,
}

impl Query for RepliesQuery {
    type Answer = Followers;

    fn answer(&self, conn: &Connection) -> Result<Followers, QueryError> {
        let followed = FollowedStatement::load(conn, resolve_statement(conn, &self.id)?)?;
        let mut found = FollowerCollector::default();
        add_replies(conn, &followed, &mut found)?;
        followed.add_linked(conn, false, &mut found)?;
        let (total, statements) = found.load_followers(conn, &followed, true, self.limit)?;
        Ok(Followers {
            of: followed.loaded.entry,
            total,
            statements,
        })
    }
}

/// Adds the statements that are replies by their cue or by the speaker they name.
pub(super) fn add_replies(
    conn: &Connection,
    followed: &FollowedStatement,
    found: &mut FollowerCollector,
) -> Result<(), QueryError> {
    followed.add_by_cue(conn, found)?;
    followed.add_naming(conn, found)
}
