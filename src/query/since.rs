use super::afterwards::{Found, Matter};
use super::alikes::resolve_statement;
use super::replies::add_replies;
use super::{Followers, Query, QueryError};
use rusqlite::Connection;

/// Everything on a matter after a statement about it: the same again by the same speaker or by others, replies, what
/// persons linked, and what the same speaker said about the same topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceQuery {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Whether to list in the order of saying; the strongest connection first, otherwise.
    pub is_chronological: bool,
    /// Only the first so many; all are counted.
    pub limit: Option<usize>,
}

impl Query for SinceQuery {
    type Answer = Followers;

    fn answer(&self, conn: &Connection) -> Result<Followers, QueryError> {
        let matter = Matter::of(conn, resolve_statement(conn, &self.id)?)?;
        let mut found = Found::default();
        matter.add_linked(conn, true, &mut found)?;
        add_replies(conn, &matter, &mut found)?;
        matter.add_alike(conn, &mut found)?;
        matter.add_on_topics(conn, &mut found)?;
        let mut statements = found.followers(conn, &matter)?;
        if !self.is_chronological {
            // A stable sort keeps what is equally strong in the order of saying.
            statements.sort_by_key(|one| (one.sure, std::cmp::Reverse(one.reasons.len())));
        }
        let total = statements.len() as u64;
        statements.truncate(self.limit.unwrap_or(usize::MAX));
        Ok(Followers {
            of: matter.placed.entry,
            total,
            statements,
        })
    }
}
