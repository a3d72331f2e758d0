//! Counts of statements that read models keep, and the days on which the counted statements may have been said.
//!
//! They are the counts at the end of the log, of what the extractor read. Every other question counts the statements
//! themselves.

use super::{QueryError, sql};
use rusqlite::{Connection, Row};

/// The columns that [`DatedCount::read`] reads.
pub(super) const COUNT_COLUMNS: &str = "statements, first_day, at_first_day, last_day, at_last_day";

/// Whether the stored counts are those that the queried position and reader ask for.
pub(super) fn are_asked_for(conn: &Connection) -> Result<bool, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT reader = '' AND position >= (SELECT max(position) FROM main.checkpoint) FROM as_of",
    )?;
    Ok(select.query_row([], |row| row.get(0))?)
}

/// A number of statements, and the first and the last day on which one of them may have been said.
#[derive(Debug, Clone, Copy)]
pub(super) struct DatedCount {
    pub(super) statements: u64,
    first_day: i64,
    last_day: i64,
    /// All statements were said after this day, those included whose own first day is not stored.
    after: i64,
    /// All statements were said before this day, those included whose own last day is not stored.
    before: i64,
}

impl DatedCount {
    /// No statement.
    pub(super) const NONE: Self = Self {
        statements: 0,
        first_day: i64::MAX,
        last_day: i64::MIN,
        after: i64::MAX,
        before: i64::MIN,
    };

    /// A number of statements, the days of which are known.
    pub(super) const fn new(statements: u64, first_day: i64, last_day: i64) -> Self {
        Self {
            statements,
            first_day,
            last_day,
            ..Self::NONE
        }
    }

    /// Reads [`COUNT_COLUMNS`], the first of which has the number `first`.
    pub(super) fn read(row: &Row<'_>, first: usize) -> Result<Self, QueryError> {
        let mut count = Self {
            statements: sql::count_cell(row, first)?,
            ..Self::NONE
        };
        let (has_first, has_last): (bool, bool) = (row.get(first + 2)?, row.get(first + 4)?);
        let first_day = if has_first {
            &mut count.first_day
        } else {
            &mut count.after
        };
        *first_day = row.get(first + 1)?;
        let last_day = if has_last {
            &mut count.last_day
        } else {
            &mut count.before
        };
        *last_day = row.get(first + 3)?;
        Ok(count)
    }

    /// Adds the statements of `other`.
    pub(super) fn add(&mut self, other: &Self) {
        self.statements += other.statements;
        self.first_day = self.first_day.min(other.first_day);
        self.last_day = self.last_day.max(other.last_day);
        self.after = self.after.min(other.after);
        self.before = self.before.max(other.before);
    }

    /// The first and the last day; `None` where they are not stored and must be looked up.
    pub(super) fn days(&self) -> Option<(i64, i64)> {
        let are_known = self.first_day <= self.after && self.before <= self.last_day;
        are_known.then_some((self.first_day, self.last_day))
    }
}
