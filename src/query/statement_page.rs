//! One page of the statements that pass a filter, from either end of their chronological order.

use super::selection::Selection;
use super::statement_headers::load_entries_of_rows;
use super::{Query, QueryError, StatementEntry, StatementFilter, days};
use rusqlite::Connection;

/// Lists some of the statements that pass a filter. The limit of the filter counts for all pages together.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementPageQuery {
    /// Which statements.
    pub within: StatementFilter,
    /// Whether the latest come first. Statements of unknown date are then left out; otherwise they come last.
    pub newest_first: bool,
    /// Number of statements before the page.
    pub skip: usize,
    /// Maximum number of statements on the page.
    pub size: usize,
}

/// A page of statements.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementPage {
    /// Its statements.
    pub statements: Vec<StatementEntry>,
    /// Whether there are statements after it.
    pub has_more: bool,
}

/// The order in which the latest come first.
const NEWEST_FIRST: &str = "s.said_from DESC, s.published_day DESC, s.recorded_pos DESC";

impl Query for StatementPageQuery {
    type Answer = StatementPage;

    fn answer(&self, conn: &Connection) -> Result<StatementPage, QueryError> {
        // One more than the page has, to know whether there are more.
        let wanted = self.skip.saturating_add(self.size).saturating_add(1);
        let limit = self.within.limit.map_or(wanted, |limit| limit.min(wanted));
        let selection = Selection::from_filter(&self.within, conn)?;
        let mut statements = if self.newest_first {
            let dated = selection.and_where(&format!("s.said_from < {}", days::UNKNOWN_DAY));
            let rows = dated.find_rows(conn, NEWEST_FIRST, Some(limit))?;
            load_entries_of_rows(conn, rows.get(self.skip..).unwrap_or_default())?
        } else {
            let (mut before, mut found) = (0, Vec::new());
            selection.for_each_chronologically(conn, "", Some(limit), |row, reader| {
                if before < self.skip {
                    before += 1;
                } else {
                    found.push(reader.read(row)?);
                }
                Ok(true)
            })?;
            found
        };
        let has_more = statements.len() > self.size;
        statements.truncate(self.size);
        Ok(StatementPage { statements, has_more })
    }
}
