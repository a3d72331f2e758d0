use super::LogError;
use super::codec::{self, CodecError, UNSEALED_TEXT_HASH, WireBody, replace_text_hash};
use super::hash::{EventColumns, derive_salt, salted_hash};
use super::read::{read_head, select_events};
use super::row::{EventRow, TextRow};
use super::tree::{expect_inserted, store_completed_subtrees};
use crate::domain::{ArticleText, Event, EventId, Position, RecordedEvent, StreamId, Timestamp};
use rusqlite::{Connection, Transaction, params};
use std::fmt;

/// The version that a stream must have for events to be appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedVersion {
    /// Any version. Every append is then a new fact, because the version is part of an event's id.
    Any,
    /// The stream must not exist yet.
    NoStream,
    /// Exactly this version.
    Exactly(u64),
}

/// Random bytes from which the salts of one process are derived. They would reveal redacted texts, so they are
/// neither stored nor shown in debug output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SaltSeed(pub [u8; 32]);

impl fmt::Debug for SaltSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

/// What is recorded with every event of one append.
#[derive(Debug, Clone)]
pub struct EventMetadata {
    /// Time of recording; the log uses that of its last event where this is earlier.
    pub recorded_at: Timestamp,
    /// The user who has the events recorded.
    pub actor: String,
    /// Shared by all events of one operation.
    pub correlation: EventId,
    /// The event that caused these.
    pub causation: Option<EventId>,
    /// Source of the salts.
    pub seed: SaltSeed,
}

/// Appends `events` to `stream` and returns them as recorded.
///
/// Where exactly these events already follow the expected version, nothing is appended and the original records are
/// returned, so that delivering them twice is harmless. The transaction must have been started as IMMEDIATE, so that
/// what was read before is still valid.
///
/// Errors: [`LogError::WrongVersion`] where the stream has another version, and others of [`LogError`].
///
/// ```
/// # use dixit::{domain::*, log::*};
/// # let dir = tempfile::tempdir()?;
/// let mut conn = open(&dir.path().join("example.db"), AccessMode::ReadWrite)?;
/// let article = ArticleId::from_source(&Source::default(), "The text.");
/// let withdrawn = Event::ArticleWithdrawn { article, reason: WithdrawalReason::Decided("a test".into()) };
/// let header = EventMetadata {
///     recorded_at: Timestamp::from_micros(0),
///     actor: "example".into(),
///     correlation: EventId::from_parts(&[]),
///     causation: None,
///     seed: SaltSeed([0; 32]),
/// };
/// let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
/// let recorded = append(&tx, &withdrawn.stream(), ExpectedVersion::NoStream, vec![withdrawn], &header)?;
/// tx.commit()?;
/// assert_eq!(recorded[0].position, Position::new(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn append(
    tx: &Transaction<'_>,
    stream: &StreamId,
    expected: ExpectedVersion,
    events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, LogError> {
    let name = stream.to_string();
    let actual = stream_version(tx, &name)?;
    let base = match expected {
        ExpectedVersion::Any => actual,
        ExpectedVersion::NoStream => 0,
        ExpectedVersion::Exactly(version) => version,
    };
    let mut drafts = Vec::with_capacity(events.len());
    for (event, version) in events.into_iter().zip(base + 1..) {
        drafts.push(EventDraft::new(stream, &name, version, event)?);
    }
    if base != actual {
        return find_recorded(tx, &drafts)?.ok_or_else(|| LogError::WrongVersion {
            stream: stream.clone(),
            expected: base,
            actual,
        });
    }
    let last = read_head(tx)?;
    let mut position = last.map_or(Position::START, |head| head.position);
    let recorded_at = last.map_or(header.recorded_at, |head| {
        head.recorded_at.max(header.recorded_at)
    });
    let mut recorded = Vec::with_capacity(drafts.len());
    for draft in drafts {
        position = position.next();
        draft.write(tx, &name, position, recorded_at, header)?;
        recorded.push(RecordedEvent {
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

/// The current version of the stream; 0 where it does not exist.
pub(super) fn stream_version(conn: &Connection, stream: &str) -> Result<u64, LogError> {
    let mut statement =
        conn.prepare_cached("SELECT coalesce(max(version), 0) FROM event WHERE stream = ?1")?;
    let version: i64 = statement.query_row([stream], |row| row.get(0))?;
    Ok(version.cast_unsigned())
}

/// The records of `drafts`, if all of them are in the log.
fn find_recorded(conn: &Connection, drafts: &[EventDraft]) -> Result<Option<Vec<RecordedEvent>>, LogError> {
    let mut statement = conn.prepare_cached(&select_events(" WHERE e.event_id = ?1"))?;
    let mut known = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut rows = statement.query([draft.id.as_bytes()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let row = EventRow::from_row(row)?;
        if !draft.is_recorded_in(&row) {
            return Err(LogError::IdConflict {
                id: draft.id,
                position: row.position(),
            });
        }
        known.push(row.to_recorded_event()?);
    }
    Ok(Some(known))
}

/// The id of an event: a hash of what is recorded and nothing else. `body` has no text hash yet.
pub(super) fn event_id(stream: &str, version: i64, kind: &str, schema_version: i64, body: &str) -> EventId {
    EventId::from_parts(&[
        stream.as_bytes(),
        &version.to_be_bytes(),
        kind.as_bytes(),
        &schema_version.to_be_bytes(),
        body.as_bytes(),
    ])
}

/// An event ready to be written.
struct EventDraft {
    id: EventId,
    version: u64,
    schema_version: i64,
    /// Its body, without the hash of its text.
    body: String,
    event: Event,
}

impl EventDraft {
    fn new(stream: &StreamId, name: &str, version: u64, event: Event) -> Result<Self, LogError> {
        if event.stream() != *stream {
            return Err(LogError::WrongStream {
                stream: stream.clone(),
                found: event.stream(),
            });
        }
        if codec::text_of_event(&event) == Some(&ArticleText::Redacted) {
            return Err(CodecError::TextRedacted.into());
        }
        let wire = WireBody::from_event(&event);
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
        codec::text_of_event(&self.event).and_then(ArticleText::as_str)
    }

    /// Whether `row`, which has the id of this draft, has the same content. The id covers everything but the text.
    fn is_recorded_in(&self, row: &EventRow<'_>) -> bool {
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
        header: &EventMetadata,
    ) -> Result<(), LogError> {
        let pos = position.number().cast_signed();
        let seed = &header.seed.0;
        let mut body = self.body.clone();
        let text = self.text().map(|text| {
            let salt = derive_salt(seed, self.id, "text");
            replace_text_hash(
                &mut body,
                UNSEALED_TEXT_HASH,
                &salted_hash(&salt, text).to_string(),
            );
            (salt, text)
        });
        let body_salt = derive_salt(seed, self.id, "body");
        let body_hash = salted_hash(&body_salt, &body);
        let columns = EventColumns {
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
        expect_inserted(insert.execute(params![pos, body_salt, body])?)?;
        if let Some((salt, text)) = text {
            let mut insert =
                tx.prepare_cached("INSERT INTO text (pos, salt, content) VALUES (?1, ?2, ?3)")?;
            expect_inserted(insert.execute(params![pos, salt, text])?)?;
        }
        store_completed_subtrees(tx, position)
    }
}

/// Writes the header of an event.
pub(super) fn insert_event(tx: &Connection, columns: &EventColumns<'_>) -> Result<(), LogError> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO event (pos, event_id, stream, version, type, schema_version, recorded_at, actor,
             correlation_id, causation_id, body_hash, leaf_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    expect_inserted(insert.execute(params![
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
    ])?)
}
