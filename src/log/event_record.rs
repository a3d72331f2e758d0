use super::LogError;
use super::codec::CodecError;
use super::hash::{EventColumns, Hash, SALT_LENGTH};
use super::read::select_events;
use super::row::{EventRow, TextRow};
use crate::domain::{EventId, Position, Timestamp};
use rusqlite::Connection;

/// An event exactly as it is stored: every column of its rows in the tables of the log. What is made of it elsewhere
/// is the same log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Its position in the log.
    pub position: Position,
    /// Its id.
    pub id: EventId,
    /// The stream that it belongs to.
    pub stream: String,
    /// Its position in that stream.
    pub version: u64,
    /// The event type.
    pub kind: String,
    /// The version of the form of its body.
    pub schema_version: i64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub actor: String,
    /// Shared by all events of one operation.
    pub correlation: EventId,
    /// The event that caused it.
    pub causation: Option<EventId>,
    /// The salt of the body; zero where the body is what a redaction left of it.
    pub body_salt: Salt,
    /// The body, as JSON.
    pub body: String,
    /// The salted hash of the body as it was recorded.
    pub body_hash: Hash,
    /// The hash over the header.
    pub leaf_hash: Hash,
    /// The text that the event carries apart from its body.
    pub text: Option<TextRecord>,
}

/// A salt, as stored.
pub type Salt = [u8; SALT_LENGTH];

/// The text of an event, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextRecord {
    /// The text and its salt.
    Kept {
        /// The salt.
        salt: Salt,
        /// The text.
        content: String,
    },
    /// The text was redacted, with its salt.
    Redacted,
}

impl EventRecord {
    /// Whether its body or text was redacted.
    pub fn is_redacted(&self) -> bool {
        self.is_body_redacted() || self.text == Some(TextRecord::Redacted)
    }

    /// Whether its body is only what a redaction left of it.
    pub(super) fn is_body_redacted(&self) -> bool {
        self.body_salt == [0; SALT_LENGTH]
    }

    /// The columns of its header, except the leaf hash.
    pub(super) fn columns(&self) -> EventColumns<'_> {
        EventColumns {
            pos: self.position.number().cast_signed(),
            event_id: self.id.as_bytes(),
            stream: &self.stream,
            version: self.version.cast_signed(),
            kind: &self.kind,
            schema_version: self.schema_version,
            recorded_at: self.recorded_at.micros(),
            actor: &self.actor,
            correlation_id: self.correlation.as_bytes(),
            causation_id: self.causation.as_ref().map(|id| &id.as_bytes()[..]),
            body_hash: self.body_hash.as_bytes(),
        }
    }

    /// The rows that it is stored in.
    pub(super) fn row(&self) -> EventRow<'_> {
        EventRow {
            columns: self.columns(),
            leaf_hash: self.leaf_hash.as_bytes(),
            body: Some((&self.body_salt, &self.body)),
            text: match &self.text {
                None => TextRow::Absent,
                Some(TextRecord::Redacted) => TextRow::Redacted,
                Some(TextRecord::Kept { salt, content }) => TextRow::Kept(salt, content),
            },
        }
    }

    fn from_row(row: &EventRow<'_>) -> Result<Self, LogError> {
        let undecodable = |source| LogError::Undecodable {
            position: row.position(),
            source,
        };
        let columns = &row.columns;
        let read = || {
            let (body_salt, body) = row.body.ok_or(CodecError::BodyMissing)?;
            Ok(Self {
                position: row.position(),
                id: EventId::from_bytes(fixed("event id", columns.event_id)?),
                stream: columns.stream.to_owned(),
                version: columns.version.cast_unsigned(),
                kind: columns.kind.to_owned(),
                schema_version: columns.schema_version,
                recorded_at: Timestamp::from_micros(columns.recorded_at),
                actor: columns.actor.to_owned(),
                correlation: EventId::from_bytes(fixed("correlation", columns.correlation_id)?),
                causation: match columns.causation_id {
                    Some(id) => Some(EventId::from_bytes(fixed("causation", id)?)),
                    None => None,
                },
                body_salt: fixed("salt", body_salt)?,
                body: body.to_owned(),
                body_hash: Hash::from_bytes(fixed("hash", columns.body_hash)?),
                leaf_hash: Hash::from_bytes(fixed("leaf hash", row.leaf_hash)?),
                text: match row.text {
                    TextRow::Absent => None,
                    TextRow::Redacted => Some(TextRecord::Redacted),
                    TextRow::Kept(salt, content) => Some(TextRecord::Kept {
                        salt: fixed("salt of the text", salt)?,
                        content: content.to_owned(),
                    }),
                },
            })
        };
        read().map_err(undecodable)
    }
}

fn fixed<const N: usize>(field: &'static str, bytes: &[u8]) -> Result<[u8; N], CodecError> {
    bytes.try_into().map_err(|error| CodecError::value(field, &error))
}

/// Calls `f` with every event after `after`, up to and including `up_to` if that is given, as stored and in order.
/// Stops at the first error.
pub fn for_each_record<E: From<LogError>>(
    conn: &Connection,
    after: Position,
    up_to: Option<Position>,
    f: &mut dyn FnMut(EventRecord) -> Result<(), E>,
) -> Result<(), E> {
    let last = up_to.map_or(i64::MAX, |position| position.number().cast_signed());
    let sql = select_events(" WHERE e.pos > ?1 AND e.pos <= ?2 ORDER BY e.pos");
    let mut statement = conn.prepare(&sql).map_err(LogError::from)?;
    let range = [after.number().cast_signed(), last];
    let mut rows = statement.query(range).map_err(LogError::from)?;
    while let Some(row) = rows.next().map_err(LogError::from)? {
        let row = EventRow::from_row(row).map_err(LogError::from)?;
        f(EventRecord::from_row(&row)?)?;
    }
    Ok(())
}
