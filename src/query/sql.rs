//! Reads columns of SQLite rows as domain values, and writes row numbers into SQL.

use super::QueryError;
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use serde::Deserialize;
use std::str::FromStr;

/// Parses the text in a column as a `T`. `what` says in the error what it should be: "a language".
pub(super) fn parse_cell<T: FromStr>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<T, QueryError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    parse_text(text, what)
}

/// Parses `text` as a `T`. `what` says in the error what it should be.
pub(super) fn parse_text<T: FromStr>(text: &str, what: &'static str) -> Result<T, QueryError> {
    text.parse().map_err(|_| QueryError::DamagedReadModel {
        what,
        text: text.to_owned(),
    })
}

/// Parses `text` as JSON. `what` says in the error what it should be.
pub(super) fn parse_json<'t, T: Deserialize<'t>>(text: &'t str, what: &'static str) -> Result<T, QueryError> {
    serde_json::from_str(text).map_err(|_| QueryError::DamagedReadModel {
        what,
        text: text.to_owned(),
    })
}

/// Reads a column that contains a date or null.
pub(super) fn date_cell(row: &Row<'_>, column: usize) -> Result<Option<NaiveDate>, QueryError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| parse_text(&text, "a date")).transpose()
}

/// Reads a column that contains a count.
pub(super) fn count_cell(row: &Row<'_>, column: usize) -> Result<u64, QueryError> {
    Ok(row.get::<_, i64>(column)?.try_into().unwrap_or_default())
}

/// Row numbers as a SQL list. They need no escaping: they come from the database, not from the user.
pub(super) fn row_list(rows: &[i64]) -> String {
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.join(", ")
}

/// The row numbers that `sql` selects for `value`.
pub(super) fn select_rows(conn: &Connection, sql: &str, value: &str) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([value], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
