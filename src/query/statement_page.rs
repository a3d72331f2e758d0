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

/// The order in which the latest come first. The index of this order has all statements in it.
const NEWEST_FIRST: &str = "s.said_from DESC, s.published_day DESC, s.recorded_pos DESC";
/// The same for the statements of a speaker or a topic: few are to be sorted, so SQLite must not read that index (the
/// plus hides it) but the one that finds them.
const FEW_NEWEST_FIRST: &str = "+s.said_from DESC, s.published_day DESC, s.recorded_pos DESC";

impl Query for StatementPageQuery {
    type Answer = StatementPage;

    fn answer(&self, conn: &Connection) -> Result<StatementPage, QueryError> {
        // One more than the page has, to know whether there are more.
        let wanted = self.skip.saturating_add(self.size).saturating_add(1);
        let end = self.within.limit.map_or(wanted, |limit| limit.min(wanted));
        let selection = Selection::from_filter(&self.within, conn)?;
        let (selection, order) = if self.newest_first {
            let dated = format!("s.said_from < {}", days::UNKNOWN_DAY);
            let is_of_few = self.within.speaker.is_some() || self.within.topic.is_some();
            let order = if is_of_few { FEW_NEWEST_FIRST } else { NEWEST_FIRST };
            (selection.and_where(&dated), order)
        } else {
            (selection, Selection::CHRONOLOGICAL)
        };
        let mut rows = selection.find_rows_from(conn, order, self.skip, end.saturating_sub(self.skip))?;
        let has_more = rows.len() > self.size;
        rows.truncate(self.size);
        Ok(StatementPage {
            statements: load_entries_of_rows(conn, &rows)?,
            has_more,
        })
    }
}
