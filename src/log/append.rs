use super::LogError;
use super::codec::{self, CodecError, UNSEALED_TEXT_HASH, WireBody, replace_text_hash};
use super::hash::{EventColumns, Hash, SALT_LENGTH, derive_salt, salted_hash};
use super::row::{EventRow, TextRow};
use super::store::{LogStore, RowSelection};
use super::tree::completed_nodes;
use crate::domain::{ArticleText, Event, EventId, Position, RecordedEvent, StreamId, Timestamp};
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
/// returned, so that delivering them twice is harmless. The store must be in a transaction that no other writer can
/// interleave with, so that what was read before is still valid.
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
/// let recorded = append(&*tx, &withdrawn.stream(), ExpectedVersion::NoStream, vec![withdrawn], &header)?;
/// tx.commit()?;
/// assert_eq!(recorded[0].position, Position::new(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn append(
    log: &dyn LogStore,
    stream: &StreamId,
    expected: ExpectedVersion,
    events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, LogError> {
    let name = stream.to_string();
    let actual = log.stream_version(&name)?;
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
        return find_recorded(log, &drafts)?.ok_or_else(|| LogError::WrongVersion {
            stream: stream.clone(),
            expected: base,
            actual,
        });
    }
    let last = log.head()?;
    let mut position = last.map_or(Position::START, |head| head.position);
    let recorded_at = last.map_or(header.recorded_at, |head| {
        head.recorded_at.max(header.recorded_at)
    });
    let mut sealed = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        position = position.next();
        sealed.push(SealedEvent::new(draft, &name, (position, recorded_at), header));
    }
    let rows: Vec<EventRow<'_>> = sealed.iter().map(SealedEvent::row).collect();
    write_rows(log, last.map_or(0, |head| head.position.number()), &rows)?;
    let positions: Vec<Position> = rows.iter().map(EventRow::position).collect();
    let recorded = drafts
        .into_iter()
        .zip(positions)
        .map(|(draft, position)| RecordedEvent {
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
    Ok(recorded.collect())
}

/// Writes `rows`, which follow the first `size` events of the log, with the nodes of the tree that they complete.
pub(super) fn write_rows(log: &dyn LogStore, size: u64, rows: &[EventRow<'_>]) -> Result<(), LogError> {
    let leaves = rows
        .iter()
        .map(|row| Hash::from_bytes(row.leaf_hash.try_into().unwrap_or_default()));
    let nodes = completed_nodes(log, size, leaves)?;
    log.write(rows, &nodes)
}

/// The records of `drafts`, if all of them are in the log.
fn find_recorded(log: &dyn LogStore, drafts: &[EventDraft]) -> Result<Option<Vec<RecordedEvent>>, LogError> {
    let mut known = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut found = None;
        log.for_each_row(&RowSelection::Id(draft.id), &mut |row| {
            let row = row.event?;
            if !draft.is_recorded_in(&row) {
                return Err(LogError::IdConflict {
                    id: draft.id,
                    position: row.position(),
                });
            }
            found = Some(row.to_recorded_event()?);
            Ok(false)
        })?;
        let Some(found) = found else {
            return Ok(None);
        };
        known.push(found);
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
}

/// An event with its salts and hashes, as it is stored.
struct SealedEvent<'a> {
    draft: &'a EventDraft,
    stream: &'a str,
    pos: i64,
    recorded_at: i64,
    header: &'a EventMetadata,
    body: String,
    body_salt: [u8; SALT_LENGTH],
    body_hash: Hash,
    text: Option<([u8; SALT_LENGTH], &'a str)>,
    leaf_hash: Hash,
}

impl<'a> SealedEvent<'a> {
    fn new(
        draft: &'a EventDraft,
        stream: &'a str,
        (position, recorded_at): (Position, Timestamp),
        header: &'a EventMetadata,
    ) -> Self {
        let seed = &header.seed.0;
        let mut body = draft.body.clone();
        let text = draft.text().map(|text| {
            let salt = derive_salt(seed, draft.id, "text");
            let hash = salted_hash(&salt, text).to_string();
            replace_text_hash(&mut body, UNSEALED_TEXT_HASH, &hash);
            (salt, text)
        });
        let body_salt = derive_salt(seed, draft.id, "body");
        let body_hash = salted_hash(&body_salt, &body);
        let mut sealed = Self {
            draft,
            stream,
            pos: position.number().cast_signed(),
            recorded_at: recorded_at.micros(),
            header,
            body,
            body_salt,
            body_hash,
            text,
            leaf_hash: body_hash,
        };
        sealed.leaf_hash = sealed.columns().leaf_hash();
        sealed
    }

    fn columns(&self) -> EventColumns<'_> {
        EventColumns {
            pos: self.pos,
            event_id: self.draft.id.as_bytes(),
            stream: self.stream,
            version: self.draft.version.cast_signed(),
            kind: self.draft.event.type_name(),
            schema_version: self.draft.schema_version,
            recorded_at: self.recorded_at,
            actor: &self.header.actor,
            correlation_id: self.header.correlation.as_bytes(),
            causation_id: self.header.causation.as_ref().map(|id| &id.as_bytes()[..]),
            body_hash: self.body_hash.as_bytes(),
        }
    }

    fn row(&self) -> EventRow<'_> {
        EventRow {
            columns: self.columns(),
            leaf_hash: self.leaf_hash.as_bytes(),
            body: Some((&self.body_salt, &self.body)),
            text: match &self.text {
                Some((salt, text)) => TextRow::Kept(salt, text),
                None => TextRow::Absent,
            },
        }
    }
}
