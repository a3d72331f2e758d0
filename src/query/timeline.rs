//! The timeline: the statements that pass a filter, in chronological order.

use super::selection::Selection;
use super::{Query, QueryError, StatementFilter, StatementList};
use rusqlite::Connection;

impl Query for StatementFilter {
    type Answer = StatementList;

    fn answer(&self, conn: &Connection) -> Result<StatementList, QueryError> {
        Selection::from_filter(self, conn)?.load_chronologically(conn, self.limit)
    }
}
