//! Rows of the log as SQLite gives them.

use crate::log::hash::EventColumns;
use crate::log::row::{EventRow, TextRow};
use rusqlite::Row;

/// The columns of an event, in the order that [`event_row`] expects.
///
/// `t.pos` distinguishes a redacted text (a row without content) from a lost one (no row).
const SELECT: &str = "
    SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
           e.correlation_id, e.causation_id, b.content, t.pos, t.content, e.body_hash, e.leaf_hash, b.salt, t.salt
    FROM event e LEFT JOIN body b ON b.pos = e.pos LEFT JOIN text t ON t.pos = e.pos";

/// The same columns for a header alone, without its body and text.
const SELECT_HEADER: &str = "
    SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
           e.correlation_id, e.causation_id, NULL, NULL, NULL, e.body_hash, e.leaf_hash, NULL, NULL
    FROM event e";

/// [`SELECT`] with these conditions.
pub(super) fn select_events(conditions: &str) -> String {
    [SELECT, conditions].concat()
}

/// [`SELECT_HEADER`] with these conditions.
pub(super) fn select_headers(conditions: &str) -> String {
    [SELECT_HEADER, conditions].concat()
}

/// The columns of a row of [`SELECT`] or [`SELECT_HEADER`].
pub(super) fn event_row<'a>(row: &'a Row<'_>) -> rusqlite::Result<EventRow<'a>> {
    let blob = |i| Ok::<_, rusqlite::Error>(row.get_ref(i)?.as_blob()?);
    let text = |i| Ok::<_, rusqlite::Error>(row.get_ref(i)?.as_str()?);
    Ok(EventRow {
        columns: EventColumns {
            pos: row.get(0)?,
            event_id: blob(1)?,
            stream: text(2)?,
            version: row.get(3)?,
            kind: text(4)?,
            schema_version: row.get(5)?,
            recorded_at: row.get(6)?,
            actor: text(7)?,
            correlation_id: blob(8)?,
            causation_id: row.get_ref(9)?.as_blob_or_null()?,
            body_hash: blob(13)?,
        },
        leaf_hash: blob(14)?,
        body: match row.get_ref(10)?.as_str_or_null()? {
            Some(content) => Some((blob(15)?, content)),
            None => None,
        },
        text: match (row.get::<_, Option<i64>>(11)?, row.get_ref(12)?.as_str_or_null()?) {
            (None, _) => TextRow::Absent,
            (Some(_), None) => TextRow::Redacted,
            (Some(_), Some(content)) => TextRow::Kept(blob(16)?, content),
        },
    })
}
