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
        let mut failure = None;
        Selection::from_filter(self, conn)?.for_each_chronologically(
            conn,
            "",
            self.limit,
            |row, reader| {
                failure = visit(reader.read(row)?).err();
                Ok(failure.is_none())
            },
        )?;
        failure.map_or(Ok(()), Err)
    }
}
