//! Loads why statements, articles, speakers and topics are no longer current.

use super::{Ending, EndingCause, QueryError};
use crate::domain::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

const COLUMNS: &str = "outcome, position, recorded_at, actor, reason";

/// Loads the ending caused by the event at `position`.
///
/// Without a row for that event, a speaker has lost its last statement: [`EndingCause::Unattributed`].
pub(super) fn load_ending_at(conn: &Connection, position: i64) -> Result<Ending, QueryError> {
    let mut select = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM ending WHERE position = ?1"))?;
    let mut rows = select.query([position])?;
    match rows.next()? {
        Some(cells) => read_ending(cells),
        None => Ok(Ending {
            what: EndingCause::Unattributed,
            position: position.try_into().unwrap_or_default(),
            recorded_at: None,
            actor: None,
            reason: None,
        }),
    }
}

/// Loads the redactions of what has an id that begins with `prefix`; at most 10.
pub(super) fn load_redactions(conn: &Connection, prefix: &str) -> Result<Vec<(String, Ending)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT 'redacted', min(position), recorded_at, actor, reason, id FROM redaction
         WHERE id >= ?1 AND id < ?1 || '~' GROUP BY id ORDER BY id LIMIT 10",
    )?;
    let mut rows = select.query([prefix])?;
    let mut found = Vec::new();
    while let Some(cells) = rows.next()? {
        found.push((cells.get(5)?, read_ending(cells)?));
    }
    Ok(found)
}

/// Loads the last merger of the speaker with this id; `None` if it was never merged.
pub(super) fn load_merger_of_speaker(conn: &Connection, speaker: &str) -> Result<Option<Ending>, QueryError> {
    let mut select = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM ending WHERE ended_id = ?1 AND outcome = 'merged' ORDER BY position DESC LIMIT 1"
    ))?;
    let mut rows = select.query([speaker])?;
    rows.next()?.map(read_ending).transpose()
}

/// Loads why the statement with this id is no longer current; `None` if it is current or never was.
pub(super) fn load_ending_of_statement(conn: &Connection, id: &str) -> Result<Option<Ending>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT max(v.valid_to_pos) FROM statement_version AS v
         WHERE v.id = ?1 AND v.valid_from_pos < v.valid_to_pos AND v.valid_to_pos <= (SELECT position
             FROM as_of)
             AND NOT EXISTS (SELECT 1 FROM statement_of_any_reader AS s WHERE s.id = v.id)",
    )?;
    let until: Option<i64> = select.query_row([id], |row| row.get(0)).optional()?.flatten();
    until.map(|until| load_ending_at(conn, until)).transpose()
}

fn read_ending(cells: &Row<'_>) -> Result<Ending, QueryError> {
    let word = cells.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let cause = EndingCause::from_word(word).ok_or_else(|| QueryError::DamagedReadModel {
        what: "what ended something",
        text: word.to_owned(),
    })?;
    Ok(Ending {
        what: cause,
        position: cells.get::<_, i64>(1)?.try_into().unwrap_or_default(),
        recorded_at: Some(Timestamp::from_micros(cells.get(2)?)),
        actor: cells.get(3)?,
        reason: cells.get(4)?,
    })
}
