//! Which rows of `statement_version` are current as of the queried position, without reading the rows themselves.
//!
//! Rows are given in the order of events, so all rows up to one were there at a position, and those among them that
//! had ended by then are few and have an index. Questions that count everything read narrow tables or indexes this way
//! and not the long rows of statements.

use super::QueryError;
use rusqlite::{Connection, Params};
use std::collections::HashSet;

/// The rows that are current as of the queried position, as the queried reader reads the statements.
pub(super) enum CurrentRows {
    /// For the extractor: all rows up to `last`, except those that ended or belong to another reader.
    AllBut {
        /// The last row that was there at the position.
        last: i64,
        /// Rows that are not current.
        others: HashSet<i64>,
    },
    /// For another reader, who has read little: these rows.
    Only(HashSet<i64>),
}

impl CurrentRows {
    /// Finds out which rows are current.
    pub(super) fn load(conn: &Connection) -> Result<Self, QueryError> {
        let (position, reader): (i64, String) =
            conn.query_row("SELECT position, reader FROM as_of", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        if !reader.is_empty() {
            return Ok(Self::Only(select_rows(
                conn,
                "SELECT row FROM statement WHERE reader <> ''",
                [],
            )?));
        }
        let ended = "SELECT row FROM statement_version
                     WHERE valid_to_pos <= ?1 AND valid_to_pos < 9223372036854775807";
        let mut others = select_rows(conn, ended, [position])?;
        let of_other_readers = "SELECT row FROM statement_version WHERE reader <> ''";
        others.extend(select_rows(conn, of_other_readers, [])?);
        Ok(Self::AllBut {
            last: find_first_row_after(conn, position)? - 1,
            others,
        })
    }

    /// Whether the statement in `row` is current.
    pub(super) fn contains(&self, row: i64) -> bool {
        match self {
            Self::AllBut { last, others } => row <= *last && !others.contains(&row),
            Self::Only(rows) => rows.contains(&row),
        }
    }
}

fn select_rows(conn: &Connection, sql: &str, values: impl Params) -> Result<HashSet<i64>, QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The row of the first version of a statement that an event after `position` made. Rows are given in the order of
/// events, so it is found by halving.
pub(super) fn find_first_row_after(conn: &Connection, position: i64) -> Result<i64, QueryError> {
    let mut select = conn.prepare_cached("SELECT coalesce(max(row), 0) FROM statement_version")?;
    let (mut low, mut high) = (1, select.query_row([], |row| row.get::<_, i64>(0))? + 1);
    let mut select =
        conn.prepare_cached("SELECT valid_from_pos > ?2 FROM statement_version WHERE row = ?1")?;
    while low < high {
        let middle = i64::midpoint(low, high);
        let is_after: bool = select.query_row([middle, position], |row| row.get(0))?;
        if is_after {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}
