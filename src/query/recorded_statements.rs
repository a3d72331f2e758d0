//! The statements that were recorded last, with the time of recording: what a feed lists.

use super::selection::Selection;
use super::statement_headers::load_entries_of_rows;
use super::{Query, QueryError, StatementEntry, StatementFilter};
use crate::domain::{StatementId, Timestamp};
use rusqlite::Connection;
use std::collections::HashMap;

/// Lists the statements that were recorded last, the newest first. The limit of the filter applies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecordedStatementsQuery {
    /// Which statements.
    pub within: StatementFilter,
}

/// A statement with the time of its recording.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedStatement {
    /// The statement.
    pub entry: StatementEntry,
    /// When its reading was recorded.
    pub recorded_at: Timestamp,
}

impl Query for RecordedStatementsQuery {
    type Answer = Vec<RecordedStatement>;

    fn answer(&self, conn: &Connection) -> Result<Vec<RecordedStatement>, QueryError> {
        let selection = Selection::from_filter(&self.within, conn)?;
        let rows = selection.find_rows(conn, "s.recorded_pos DESC", self.within.limit)?;
        let mut select = conn.prepare_cached("SELECT id, recorded_at FROM statement WHERE row = ?1")?;
        let mut times: HashMap<String, i64> = HashMap::new();
        for row in &rows {
            let mut found = select.query([row])?;
            if let Some(cells) = found.next()? {
                times.insert(cells.get(0)?, cells.get(1)?);
            }
        }
        let time_of = |id: &StatementId| times.get(id.as_str()).copied().unwrap_or_default();
        let entries = load_entries_of_rows(conn, &rows)?.into_iter();
        Ok(entries
            .map(|entry| RecordedStatement {
                recorded_at: Timestamp::from_micros(time_of(&entry.id)),
                entry,
            })
            .collect())
    }
}
