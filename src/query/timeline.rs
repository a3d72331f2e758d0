//! The timeline: the statements that pass a filter, in chronological order.

use super::selection::Selection;
use super::{Query, QueryError, StatementEntry, StatementFilter, StatementList};
use rusqlite::Connection;

impl Query for StatementFilter {
    type Answer = StatementList;

    fn answer(&self, conn: &Connection) -> Result<StatementList, QueryError> {
        Selection::from_filter(self, conn)?.load_chronologically(conn, self.limit)
    }
}

impl StatementFilter {
    /// Calls `visit` with each statement of the timeline, in order, until it returns `false`. Unlike the answer, the
    /// timeline of a whole archive is never in memory as a whole.
    pub fn for_each_statement(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(StatementEntry) -> bool,
    ) -> Result<(), QueryError> {
        Selection::from_filter(self, conn)?
            .for_each_chronologically(conn, "", self.limit, |row, reader| Ok(visit(reader.read(row)?)))
    }
}
