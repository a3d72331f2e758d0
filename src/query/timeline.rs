//! The timeline: the statements that pass a filter, in chronological order.

use super::selection::Selection;
use super::{ListQuery, Query, QueryError, StatementEntry, StatementFilter, StatementList};
use rusqlite::Connection;

impl Query for StatementFilter {
    type Answer = StatementList;

    fn answer(&self, conn: &Connection) -> Result<StatementList, QueryError> {
        Ok(StatementList(self.collect_items(conn)?))
    }
}

impl ListQuery for StatementFilter {
    type Item = StatementEntry;

    fn for_each_item<E: From<QueryError>>(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(StatementEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let selection = Selection::from_filter(self, conn)?;
        selection.for_each_entry(conn, Selection::CHRONOLOGICAL, self.limit, visit)
    }
}
