use super::row::{EventRow, SELECT, SELECT_HEADER};
use super::{Hash, LogError};
use crate::domain::{Position, RecordedEvent, StreamId, Timestamp};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, params_from_iter};

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// Position of the last event.
    pub position: Position,
    /// Time of its recording.
    pub recorded_at: Timestamp,
    /// The hash over its header.
    pub leaf_hash: Hash,
}

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

/// The end of the log; `None` where it is empty.
pub fn read_head(conn: &Connection) -> Result<Option<LogHead>, LogError> {
    let mut statement =
        conn.prepare_cached("SELECT pos, recorded_at, leaf_hash FROM event ORDER BY pos DESC LIMIT 1")?;
    // Only "no rows" means empty: a head that cannot be read must never start a second history.
    let head = statement.query_row([], |row| {
        Ok(LogHead {
            position: Position::new(row.get::<_, i64>(0)?.cast_unsigned()),
            recorded_at: Timestamp::from_micros(row.get(1)?),
            leaf_hash: Hash::from_bytes(row.get(2)?),
        })
    });
    Ok(head.optional()?)
}

/// All events of `stream`, in order.
pub fn read_stream(conn: &Connection, stream: &StreamId) -> Result<Vec<RecordedEvent>, LogError> {
    let sql = select_events(" WHERE e.stream = ?1 ORDER BY e.version");
    let mut events = Vec::new();
    for_each_row(conn.prepare_cached(&sql)?, [stream.to_string()], &mut |event| {
        events.push(event);
        Ok::<_, LogError>(())
    })?;
    Ok(events)
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
    let mut found = None;
    for_each_row(
        conn.prepare_cached(&sql)?,
        params_from_iter(params),
        &mut |event| {
            found = Some(event);
            Ok::<_, LogError>(())
        },
    )?;
    Ok(found)
}

/// The event at `position`, if there is one.
pub fn read_event_at(conn: &Connection, position: Position) -> Result<Option<RecordedEvent>, LogError> {
    let sql = select_events(" WHERE e.pos = ?1");
    let mut found = None;
    let statement = conn.prepare_cached(&sql)?;
    for_each_row(statement, [position.number().cast_signed()], &mut |event| {
        found = Some(event);
        Ok::<_, LogError>(())
    })?;
    Ok(found)
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
    let last = read_head(conn)?.map_or(0, |head| head.position.number());
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

/// Calls `f` with every event after `position`, in order, and stops at the first error.
pub fn for_each_event_after<E: From<LogError>>(
    conn: &Connection,
    position: Position,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let sql = select_events(" WHERE e.pos > ?1 ORDER BY e.pos");
    let statement = conn.prepare_cached(&sql).map_err(LogError::from)?;
    for_each_row(statement, [position.number().cast_signed()], f)
}

/// A selection of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventRange<'a> {
    /// Only events after this position.
    pub after: Position,
    /// Only events up to and including this position.
    pub upto: Option<Position>,
    /// Only events of this stream.
    pub stream: Option<&'a StreamId>,
    /// Only events of this type.
    pub kind: Option<&'a str>,
    /// At most this many: the last ones.
    pub limit: Option<u64>,
}

/// Calls `f` with every event of `range`, in order, and stops at the first error.
pub fn for_each_event_in<E: From<LogError>>(
    conn: &Connection,
    range: &EventRange<'_>,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let mut conditions = String::from("e.pos > ?");
    let mut params = vec![Value::from(range.after.number().cast_signed())];
    if let Some(upto) = range.upto {
        conditions.push_str(" AND e.pos <= ?");
        params.push(upto.number().cast_signed().into());
    }
    if let Some(stream) = range.stream {
        conditions.push_str(" AND e.stream = ?");
        params.push(stream.to_string().into());
    }
    if let Some(kind) = range.kind {
        conditions.push_str(" AND e.type = ?");
        params.push(kind.to_owned().into());
    }
    if let Some(limit) = range.limit {
        // The last ones are selected from the end and returned from the beginning.
        conditions =
            format!("e.pos IN (SELECT e.pos FROM event e WHERE {conditions} ORDER BY e.pos DESC LIMIT ?)");
        params.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    }
    let sql = select_events(&format!(" WHERE {conditions} ORDER BY e.pos"));
    let statement = conn.prepare_cached(&sql).map_err(LogError::from)?;
    for_each_row(statement, params_from_iter(params), f)
}

/// [`SELECT`] with these conditions.
pub(super) fn select_events(conditions: &str) -> String {
    [SELECT, conditions].concat()
}

/// [`SELECT_HEADER`] with these conditions.
pub(super) fn select_headers(conditions: &str) -> String {
    [SELECT_HEADER, conditions].concat()
}

fn for_each_row<E: From<LogError>>(
    mut statement: CachedStatement<'_>,
    params: impl Params,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = statement.query(params).map_err(LogError::from)?;
    while let Some(row) = rows.next().map_err(LogError::from)? {
        f(EventRow::from_row(row)
            .map_err(LogError::from)?
            .to_recorded_event()?)?;
    }
    Ok(())
}
