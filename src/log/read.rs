use super::row::{EventRow, SELECT};
use super::{Hash, LogError};
use crate::domain::{Position, Recorded, StreamId, Timestamp};
use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, params_from_iter};

/// Where a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The position of the last event.
    pub position: Position,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The hash over its header.
    pub leaf_hash: Hash,
}

/// What the header of an event tells without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderOf {
    /// Its position.
    pub position: Position,
    /// Its id.
    pub id: Vec<u8>,
    /// The id of the event that led to it.
    pub causation: Option<Vec<u8>>,
    /// Who recorded it.
    pub actor: String,
}

/// The end of the log; `None` where it is empty.
pub fn head(conn: &Connection) -> Result<Option<Head>, LogError> {
    let mut statement =
        conn.prepare_cached("SELECT pos, recorded_at, leaf_hash FROM event ORDER BY pos DESC LIMIT 1")?;
    // Only "no rows" means empty: a head that cannot be read must never start a second history.
    let head = statement.query_row([], |row| {
        Ok(Head {
            position: Position::new(row.get::<_, i64>(0)?.cast_unsigned()),
            recorded_at: Timestamp::from_micros(row.get(1)?),
            leaf_hash: Hash::from_bytes(row.get(2)?),
        })
    });
    Ok(head.optional()?)
}

/// The whole history of `stream`, in order.
pub fn stream(conn: &Connection, stream: &StreamId) -> Result<Vec<Recorded>, LogError> {
    let sql = select(" WHERE e.stream = ?1 ORDER BY e.version");
    let mut events = Vec::new();
    each(conn.prepare_cached(&sql)?, [stream.to_string()], &mut |event| {
        events.push(event);
        Ok::<_, LogError>(())
    })?;
    Ok(events)
}

/// The last event of `stream` whose type is among `kinds`.
pub fn latest(conn: &Connection, stream: &StreamId, kinds: &[&str]) -> Result<Option<Recorded>, LogError> {
    let marks = vec!["?"; kinds.len()].join(", ");
    let sql = select(&format!(
        " WHERE e.stream = ? AND e.type IN ({marks}) ORDER BY e.version DESC LIMIT 1"
    ));
    let stream = stream.to_string();
    let params = std::iter::once(stream.as_str()).chain(kinds.iter().copied());
    let mut found = None;
    each(
        conn.prepare_cached(&sql)?,
        params_from_iter(params),
        &mut |event| {
            found = Some(event);
            Ok::<_, LogError>(())
        },
    )?;
    Ok(found)
}

/// The event at `position`.
pub fn at(conn: &Connection, position: Position) -> Result<Option<Recorded>, LogError> {
    let sql = select(" WHERE e.pos = ?1");
    let mut found = None;
    let statement = conn.prepare_cached(&sql)?;
    each(statement, [position.number().cast_signed()], &mut |event| {
        found = Some(event);
        Ok::<_, LogError>(())
    })?;
    Ok(found)
}

/// Every event of one of these types, as its header has it, in order.
pub fn headers(conn: &Connection, kinds: &[&str]) -> Result<Vec<HeaderOf>, LogError> {
    let marks = vec!["?"; kinds.len()].join(", ");
    let sql =
        format!("SELECT pos, event_id, causation_id, actor FROM event WHERE type IN ({marks}) ORDER BY pos");
    let mut select = conn.prepare_cached(&sql)?;
    let found = select.query_map(params_from_iter(kinds), |row| {
        Ok(HeaderOf {
            position: Position::new(row.get::<_, i64>(0)?.cast_unsigned()),
            id: row.get(1)?,
            causation: row.get(2)?,
            actor: row.get(3)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The position of the last event that was recorded at or before `moment`; [`Position::START`] where there is none.
/// The log's clock never runs backwards, so a few looks find it.
pub fn position_at(conn: &Connection, moment: Timestamp) -> Result<Position, LogError> {
    let mut recorded_at = conn.prepare_cached("SELECT recorded_at FROM event WHERE pos = ?1")?;
    let last = head(conn)?.map_or(0, |head| head.position.number());
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

/// Hands every event after `position` to `f`, in order, one at a time; the first error ends it.
pub fn after<E: From<LogError>>(
    conn: &Connection,
    position: Position,
    f: &mut dyn FnMut(Recorded) -> Result<(), E>,
) -> Result<(), E> {
    let sql = select(" WHERE e.pos > ?1 ORDER BY e.pos");
    let statement = conn.prepare_cached(&sql).map_err(LogError::from)?;
    each(statement, [position.number().cast_signed()], f)
}

/// Some of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range<'a> {
    /// Only what comes after this position.
    pub after: Position,
    /// Only what comes up to this position.
    pub upto: Option<Position>,
    /// Only this stream.
    pub stream: Option<&'a StreamId>,
    /// Only this type of event.
    pub kind: Option<&'a str>,
    /// No more than this many: the last ones.
    pub limit: Option<u64>,
}

/// Hands every event of `range` to `f`, in order, one at a time; the first error ends it.
pub fn walk<E: From<LogError>>(
    conn: &Connection,
    range: &Range<'_>,
    f: &mut dyn FnMut(Recorded) -> Result<(), E>,
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
        // The last ones are found from the end and handed out from the beginning.
        conditions =
            format!("e.pos IN (SELECT e.pos FROM event e WHERE {conditions} ORDER BY e.pos DESC LIMIT ?)");
        params.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    }
    let sql = select(&format!(" WHERE {conditions} ORDER BY e.pos"));
    let statement = conn.prepare_cached(&sql).map_err(LogError::from)?;
    each(statement, params_from_iter(params), f)
}

/// [`SELECT`] with its conditions.
pub(super) fn select(conditions: &str) -> String {
    [SELECT, conditions].concat()
}

fn each<E: From<LogError>>(
    mut statement: CachedStatement<'_>,
    params: impl Params,
    f: &mut dyn FnMut(Recorded) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = statement.query(params).map_err(LogError::from)?;
    while let Some(row) = rows.next().map_err(LogError::from)? {
        f(EventRow::of(row).map_err(LogError::from)?.recorded()?)?;
    }
    Ok(())
}
