use super::afterwards::{Found, Matter};
use super::alikes::the_statement;
use super::replies::add_replies;
use super::{Afterwards, QueryError, Question};
use rusqlite::Connection;

/// Everything on a matter after a statement about it: the same again by the same speaker or by others, replies, what
/// persons linked, and what the same speaker said about the same topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The statement: its id, or enough of its beginning.
    pub id: String,
    /// Whether to list in the order of saying; the strongest connection first, otherwise.
    pub in_time: bool,
    /// Only the first so many; all are counted.
    pub limit: Option<usize>,
}

impl Question for Since {
    type Answer = Afterwards;

    fn answer(&self, conn: &Connection) -> Result<Afterwards, QueryError> {
        let matter = Matter::of(conn, the_statement(conn, &self.id)?)?;
        let mut found = Found::default();
        matter.add_linked(conn, true, &mut found)?;
        add_replies(conn, &matter, &mut found)?;
        matter.add_alike(conn, &mut found)?;
        matter.add_on_topics(conn, &mut found)?;
        let mut statements = found.followers(conn, &matter)?;
        if !self.in_time {
            // A stable sort keeps what is equally strong in the order of saying.
            statements.sort_by_key(|one| (one.sure, std::cmp::Reverse(one.reasons.len())));
        }
        let total = statements.len() as u64;
        statements.truncate(self.limit.unwrap_or(usize::MAX));
        Ok(Afterwards {
            of: matter.placed.entry,
            total,
            statements,
        })
    }
}
