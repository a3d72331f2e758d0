//! Cells of rows as domain values.

use super::QueryError;
use chrono::NaiveDate;
use rusqlite::Row;
use serde::Deserialize;
use std::str::FromStr;

/// A cell that holds the text of a `T`, named `what` where it does not.
pub(super) fn parse_cell<T: FromStr>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
) -> Result<T, QueryError> {
    let text = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    parse_text(text, what)
}

/// The `T` that `text` writes.
pub(super) fn parse_text<T: FromStr>(text: &str, what: &'static str) -> Result<T, QueryError> {
    text.parse().map_err(|_| QueryError::DamagedReadModel {
        what,
        text: text.to_owned(),
    })
}

/// The `T` that `text` writes as JSON.
pub(super) fn parse_json<'t, T: Deserialize<'t>>(text: &'t str, what: &'static str) -> Result<T, QueryError> {
    serde_json::from_str(text).map_err(|_| QueryError::DamagedReadModel {
        what,
        text: text.to_owned(),
    })
}

/// A cell that holds a day, or nothing.
pub(super) fn date_cell(row: &Row<'_>, column: usize) -> Result<Option<NaiveDate>, QueryError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| parse_text(&text, "a date")).transpose()
}

/// A cell that counts something.
pub(super) fn count_cell(row: &Row<'_>, column: usize) -> Result<u64, QueryError> {
    Ok(row.get::<_, i64>(column)?.try_into().unwrap_or_default())
}
