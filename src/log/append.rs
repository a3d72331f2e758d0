use super::LogError;
use super::codec::{self, CodecError, UNSEALED, Wire, reseal};
use super::hash::{Columns, salt, salted};
use super::read::{head, select};
use super::row::{EventRow, TextRow};
use crate::domain::{Event, EventId, Position, Recorded, StreamId, Text, Timestamp};
use rusqlite::{Connection, Transaction, params};
use std::fmt;

/// How long the stream must be for an event to be appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// However long it is. Every append is then a fact of its own, for the version is part of an event's id.
    Any,
    /// It must not exist yet.
    NoStream,
    /// It must be at exactly this version.
    Exactly(u64),
}

/// Randomness for the salts of one process. Whoever has it can tell what a redacted text was, so it is stored
/// nowhere and not even shown in debug output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// What is recorded with every event of one append.
#[derive(Debug, Clone)]
pub struct Header {
    /// The time; the log takes that of its last event where this is earlier.
    pub recorded_at: Timestamp,
    /// Who has it recorded.
    pub actor: String,
    /// What is done in one go shares this.
    pub correlation: EventId,
    /// The event that led to these.
    pub causation: Option<EventId>,
    /// Where the salts come from.
    pub seed: Seed,
}

/// Appends `events` to `stream` and returns them as they were recorded.
///
/// Where the stream is already longer than expected because exactly these events follow there, nothing is
/// appended and the original records are returned: delivering them again is harmless. The transaction must have
/// been begun as IMMEDIATE, so that what was read before is still so.
///
/// ```
/// # use dixit::{domain::*, log::*};
/// # let dir = tempfile::tempdir()?;
/// let mut conn = open(&dir.path().join("example.db"), Access::ReadWrite)?;
/// let article = ArticleId::of(&Source::default(), "The text.");
/// let withdrawn = Event::ArticleWithdrawn { article, reason: Reason::Decided("a test".into()) };
/// let header = Header {
///     recorded_at: Timestamp::from_micros(0),
///     actor: "example".into(),
///     correlation: EventId::of(&[]),
///     causation: None,
///     seed: Seed([0; 32]),
/// };
/// let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
/// let recorded = append(&tx, &withdrawn.stream(), Expected::NoStream, vec![withdrawn], &header)?;
/// tx.commit()?;
/// assert_eq!(recorded[0].position, Position::new(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn append(
    tx: &Transaction<'_>,
    stream: &StreamId,
    expected: Expected,
    events: Vec<Event>,
    header: &Header,
) -> Result<Vec<Recorded>, LogError> {
    let name = stream.to_string();
    let actual = stream_version(tx, &name)?;
    let base = match expected {
        Expected::Any => actual,
        Expected::NoStream => 0,
        Expected::Exactly(version) => version,
    };
    let mut drafts = Vec::with_capacity(events.len());
    for (event, version) in events.into_iter().zip(base + 1..) {
        drafts.push(Draft::new(stream, &name, version, event)?);
    }
    if base != actual {
        return already_there(tx, &drafts)?.ok_or_else(|| LogError::WrongVersion {
            stream: stream.clone(),
            expected: base,
            actual,
        });
    }
    let last = head(tx)?;
    let mut position = last.map_or(Position::START, |head| head.position);
    let recorded_at = last.map_or(header.recorded_at, |head| {
        head.recorded_at.max(header.recorded_at)
    });
    let mut recorded = Vec::with_capacity(drafts.len());
    for draft in drafts {
        position = position.next();
        draft.write(tx, &name, position, recorded_at, header)?;
        recorded.push(Recorded {
            position,
            id: draft.id,
            stream: stream.clone(),
            version: draft.version,
            recorded_at,
            actor: header.actor.clone(),
            correlation: header.correlation,
            causation: header.causation,
            event: draft.event,
        });
    }
    Ok(recorded)
}

/// The version that the stream is at; 0 where it does not exist.
fn stream_version(conn: &Connection, stream: &str) -> Result<u64, LogError> {
    let mut statement =
        conn.prepare_cached("SELECT coalesce(max(version), 0) FROM event WHERE stream = ?1")?;
    let version: i64 = statement.query_row([stream], |row| row.get(0))?;
    Ok(version.cast_unsigned())
}

/// The records of `drafts`, where every one of them is in the log.
fn already_there(conn: &Connection, drafts: &[Draft]) -> Result<Option<Vec<Recorded>>, LogError> {
    let mut statement = conn.prepare_cached(&select(" WHERE e.event_id = ?1"))?;
    let mut known = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut rows = statement.query([draft.id.as_bytes()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let row = EventRow::of(row)?;
        if !draft.is_kept_by(&row) {
            return Err(LogError::IdConflict {
                id: draft.id,
                position: row.position(),
            });
        }
        known.push(row.recorded()?);
    }
    Ok(Some(known))
}

/// The id of an event: a function of what is recorded, and of nothing else. `body` is unsealed.
pub(super) fn event_id(stream: &str, version: i64, kind: &str, schema_version: i64, body: &str) -> EventId {
    EventId::of(&[
        stream.as_bytes(),
        &version.to_be_bytes(),
        kind.as_bytes(),
        &schema_version.to_be_bytes(),
        body.as_bytes(),
    ])
}

/// An event ready to be written.
struct Draft {
    id: EventId,
    version: u64,
    schema_version: i64,
    /// Its body, unsealed.
    body: String,
    event: Event,
}

impl Draft {
    fn new(stream: &StreamId, name: &str, version: u64, event: Event) -> Result<Self, LogError> {
        if event.stream() != *stream {
            return Err(LogError::WrongStream {
                stream: stream.clone(),
                found: event.stream(),
            });
        }
        if codec::text(&event) == Some(&Text::Redacted) {
            return Err(CodecError::TextRedacted.into());
        }
        let wire = Wire::of(&event);
        let (schema_version, body) = (wire.version(), wire.to_json()?);
        let id = event_id(
            name,
            version.cast_signed(),
            event.type_name(),
            schema_version,
            &body,
        );
        Ok(Self {
            id,
            version,
            schema_version,
            body,
            event,
        })
    }

    fn text(&self) -> Option<&str> {
        codec::text(&self.event).and_then(Text::as_str)
    }

    /// Whether `row`, which has the id of this draft, keeps the same content. The id covers all but the text.
    fn is_kept_by(&self, row: &EventRow<'_>) -> bool {
        match (row.text, self.text()) {
            (TextRow::Kept(_, kept), Some(text)) => kept == text,
            (TextRow::Absent, None) => true,
            _ => false,
        }
    }

    fn write(
        &self,
        tx: &Connection,
        stream: &str,
        position: Position,
        recorded_at: Timestamp,
        header: &Header,
    ) -> Result<(), LogError> {
        let pos = position.number().cast_signed();
        let seed = &header.seed.0;
        let mut body = self.body.clone();
        let text = self.text().map(|text| {
            let salt = salt(seed, self.id, "text");
            reseal(&mut body, UNSEALED, &salted(&salt, text).to_string());
            (salt, text)
        });
        let body_salt = salt(seed, self.id, "body");
        let body_hash = salted(&body_salt, &body);
        let columns = Columns {
            pos,
            event_id: self.id.as_bytes(),
            stream,
            version: self.version.cast_signed(),
            kind: self.event.type_name(),
            schema_version: self.schema_version,
            recorded_at: recorded_at.micros(),
            actor: &header.actor,
            correlation_id: header.correlation.as_bytes(),
            causation_id: header.causation.as_ref().map(|id| &id.as_bytes()[..]),
            body_hash: body_hash.as_bytes(),
        };
        insert_event(tx, &columns)?;
        let mut insert = tx.prepare_cached("INSERT INTO body (pos, salt, content) VALUES (?1, ?2, ?3)")?;
        insert.execute(params![pos, body_salt, body])?;
        if let Some((salt, text)) = text {
            let mut insert =
                tx.prepare_cached("INSERT INTO text (pos, salt, content) VALUES (?1, ?2, ?3)")?;
            insert.execute(params![pos, salt, text])?;
        }
        Ok(())
    }
}

fn insert_event(tx: &Connection, columns: &Columns<'_>) -> Result<(), LogError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO event (pos, event_id, stream, version, type, schema_version, recorded_at, actor,
             correlation_id, causation_id, body_hash, leaf_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    insert.execute(params![
        columns.pos,
        columns.event_id,
        columns.stream,
        columns.version,
        columns.kind,
        columns.schema_version,
        columns.recorded_at,
        columns.actor,
        columns.correlation_id,
        columns.causation_id,
        columns.body_hash,
        columns.leaf_hash().as_bytes(),
    ])?;
    Ok(())
}
