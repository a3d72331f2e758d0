use super::afterwards::{Follower, Found, Matter};
use super::alikes::resolve_statement;
use super::{Query, QueryError, StatementEntry};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Who answered a statement, and what followed it: what the cues of articles tell to be a reply, what others said that
/// names the speaker and is about the same, and what persons linked to it. In the order of saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliesQuery {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Only the first so many; all are counted.
    pub limit: Option<usize>,
}

/// A statement and what came after it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Followers {
    /// The statement.
    pub of: StatementEntry,
    /// How many there are.
    pub total: u64,
    /// Those that are listed.
    pub statements: Vec<Follower>,
}

impl Query for RepliesQuery {
    type Answer = Followers;

    fn answer(&self, conn: &Connection) -> Result<Followers, QueryError> {
        let matter = Matter::of(conn, resolve_statement(conn, &self.id)?)?;
        let mut found = Found::default();
        add_replies(conn, &matter, &mut found)?;
        matter.add_linked(conn, false, &mut found)?;
        let mut statements = found.followers(conn, &matter)?;
        let total = statements.len() as u64;
        statements.truncate(self.limit.unwrap_or(usize::MAX));
        Ok(Followers {
            of: matter.placed.entry,
            total,
            statements,
        })
    }
}

/// Adds what is a reply by its cue or by whom it names.
pub(super) fn add_replies(conn: &Connection, matter: &Matter, found: &mut Found) -> Result<(), QueryError> {
    matter.add_by_cue(conn, found)?;
    matter.add_naming(conn, found)
}
