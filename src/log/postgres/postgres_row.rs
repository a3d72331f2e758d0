//! Rows of the log as PostgreSQL gives them.

use crate::log::LogError;
use crate::log::hash::EventColumns;
use crate::log::row::{EventRow, TextRow};
use postgres::Row;
use postgres::types::FromSql;

/// The columns of an event, in the order that [`event_row`] expects.
///
/// `t.pos` distinguishes a redacted text (a row without content) from a lost one (no row).
pub(super) const COLUMNS: &str = "e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, \
     e.actor, e.correlation_id, e.causation_id, e.body_hash, e.leaf_hash, b.salt, b.content, t.pos, t.salt, t.content";

/// The same columns for a header alone, without its body and text.
pub(super) const HEADER_COLUMNS: &str = "e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, \
     e.recorded_at, e.actor, e.correlation_id, e.causation_id, e.body_hash, e.leaf_hash, NULL::bytea, NULL::text, \
     NULL::bigint, NULL::bytea, NULL::bytea";

/// The columns of a row of [`COLUMNS`] or [`HEADER_COLUMNS`].
pub(super) fn event_row(row: &Row) -> Result<EventRow<'_>, LogError> {
    let body: Option<&str> = column(row, 13)?;
    let text: Option<&[u8]> = column(row, 16)?;
    Ok(EventRow {
        columns: EventColumns {
            pos: column(row, 0)?,
            event_id: column(row, 1)?,
            stream: column(row, 2)?,
            version: column(row, 3)?,
            kind: column(row, 4)?,
            schema_version: column(row, 5)?,
            recorded_at: column(row, 6)?,
            actor: column(row, 7)?,
            correlation_id: column(row, 8)?,
            causation_id: column(row, 9)?,
            body_hash: column(row, 10)?,
        },
        leaf_hash: column(row, 11)?,
        body: match body {
            Some(content) => Some((column(row, 12)?, content)),
            None => None,
        },
        text: match (column::<Option<i64>>(row, 14)?, text) {
            (None, _) => TextRow::Absent,
            (Some(_), None) => TextRow::Redacted,
            (Some(_), Some(content)) => {
                let content = std::str::from_utf8(content)
                    .map_err(|error| LogError::Corrupt(format!("a text is not UTF-8: {error}")))?;
                TextRow::Kept(column(row, 15)?, content)
            }
        },
    })
}

/// A value of a row. One of another type can only come from a table that was changed.
pub(super) fn column<'a, T: FromSql<'a>>(row: &'a Row, i: usize) -> Result<T, LogError> {
    row.try_get(i)
        .map_err(|error| LogError::Corrupt(error.to_string()))
}
