//! What is asked only of a log on this machine, by its indexes.

use super::sqlite_row::{event_row, select_events};
use crate::domain::{Position, RecordedEvent, StreamId, Timestamp};
use crate::log::LogError;
use crate::log::store::LogStore;
use rusqlite::{Connection, params_from_iter};

/// Part of the header of an event, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventHeader {
    /// Its position.
    pub position: Position,
    /// Its id.
    pub id: Vec<u8>,
    /// The id of the event that caused it.
    pub causation: Option<Vec<u8>>,
    /// The user who had it recorded.
    pub actor: String,
}

/// The last event of `stream` of one of these types.
pub fn read_latest(
    conn: &Connection,
    stream: &StreamId,
    kinds: &[&str],
) -> Result<Option<RecordedEvent>, LogError> {
    let marks = vec!["?"; kinds.len()].join(", ");
    let sql = select_events(&format!(
        " WHERE e.stream = ? AND e.type IN ({marks}) ORDER BY e.version DESC LIMIT 1"
    ));
    let stream = stream.to_string();
    let params = std::iter::once(stream.as_str()).chain(kinds.iter().copied());
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(params))?;
    match rows.next()? {
        Some(row) => Ok(Some(event_row(row)?.to_recorded_event()?)),
        None => Ok(None),
    }
}

/// The headers of all events of these types, in order.
pub fn read_headers(conn: &Connection, kinds: &[&str]) -> Result<Vec<EventHeader>, LogError> {
    let marks = vec!["?"; kinds.len()].join(", ");
    let sql =
        format!("SELECT pos, event_id, causation_id, actor FROM event WHERE type IN ({marks}) ORDER BY pos");
    let mut select = conn.prepare_cached(&sql)?;
    let found = select.query_map(params_from_iter(kinds), |row| {
        Ok(EventHeader {
            position: Position::new(row.get::<_, i64>(0)?.cast_unsigned()),
            id: row.get(1)?,
            causation: row.get(2)?,
            actor: row.get(3)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Position of the last event recorded at or before `moment`; [`Position::START`] where there is none. Binary search,
/// as the log's clock never runs backwards.
pub fn position_at_time(conn: &Connection, moment: Timestamp) -> Result<Position, LogError> {
    let mut recorded_at = conn.prepare_cached("SELECT recorded_at FROM event WHERE pos = ?1")?;
    let last = conn.head()?.map_or(0, |head| head.position.number());
    let (mut before, mut past) = (0, last + 1);
    while past - before > 1 {
        let middle = before + (past - before) / 2;
        let at: i64 = recorded_at.query_row([middle.cast_signed()], |row| row.get(0))?;
        if at <= moment.micros() {
            before = middle;
        } else {
            past = middle;
        }
    }
    Ok(Position::new(before))
}
