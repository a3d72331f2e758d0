//! One event with everything that the log stores of it, byte for byte: what proofs and exchange are made of.

use super::codec::{CodecError, WireBody};
use super::event_hashes::{expected_event_id, find_text_damage, is_redacted_salt};
use super::hash::{EventColumns, SALT_LENGTH, salted_hash};
use super::row::{EventRow, TextRow};
use super::store::{EventRange, LogStore, RowSelection};
use super::{Damage, DamagedPart, Hash, LogError};
use crate::domain::{ArticleText, Event, Position, StreamId, Timestamp};

/// An event as the log stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Its place in the log.
    pub position: Position,
    /// Its id: 16 bytes.
    pub id: Vec<u8>,
    /// The stream that it belongs to.
    pub stream: String,
    /// Its place in that stream, from 1.
    pub version: u64,
    /// The event type.
    pub kind: String,
    /// The version of the body's form.
    pub schema_version: i64,
    /// When it was recorded, in microseconds since 1970 in UTC.
    pub recorded_at: i64,
    /// Who had it recorded.
    pub actor: String,
    /// Shared by all events of one operation: 16 bytes.
    pub correlation: Vec<u8>,
    /// The id of the event that caused it: 16 bytes.
    pub causation: Option<Vec<u8>>,
    /// SHA-256 of the salt and the content of the body as it was recorded.
    pub body_hash: Hash,
    /// The salt of the body: 16 bytes, all zero where the body was redacted.
    pub body_salt: Vec<u8>,
    /// The body, as canonical JSON.
    pub body: String,
    /// The text of the article, where the event came with one.
    pub text: Option<TextRecord>,
}

/// The text of an article as the log stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextRecord {
    /// Its salt (16 bytes) and content.
    Kept(Vec<u8>, String),
    /// It was redacted, with its salt.
    Redacted,
}

impl EventRecord {
    /// The leaf hash over all columns of the header.
    pub fn leaf_hash(&self) -> Hash {
        self.columns().leaf_hash()
    }

    /// When it was recorded.
    pub const fn recorded_time(&self) -> Timestamp {
        Timestamp::from_micros(self.recorded_at)
    }

    /// Size of its body and text in bytes.
    pub fn bytes(&self) -> usize {
        let text = match &self.text {
            Some(TextRecord::Kept(_, content)) => content.len(),
            Some(TextRecord::Redacted) | None => 0,
        };
        self.body.len() + text
    }

    /// Whether the body is what stayed after a redaction.
    pub fn is_body_redacted(&self) -> bool {
        is_redacted_salt(&self.body_salt)
    }

    /// Checks everything that the event says of itself: its body and text against their salted hashes, its id, and
    /// that this program can decode it. Returns the first part that does not hold.
    ///
    /// What a redaction left has no hash here: that is in the event of the redaction.
    pub fn find_damage(&self) -> Option<DamagedPart> {
        self.find_damage_of_body().or_else(|| self.find_damage_of_text())
    }

    /// As [`find_damage`](Self::find_damage), without the text: a proof may leave it out.
    pub fn find_damage_of_body(&self) -> Option<DamagedPart> {
        if !self.is_body_redacted()
            && (self.body_salt.len() != SALT_LENGTH
                || salted_hash(&self.body_salt, &self.body) != self.body_hash)
        {
            return Some(DamagedPart::Body);
        }
        let Ok(wire) = WireBody::decode(&self.kind, self.schema_version, &self.body) else {
            return Some(DamagedPart::Body);
        };
        if self.is_body_redacted() {
            // The id is that of the whole body.
            return None;
        }
        let text_hash = wire.text().map(|text| &*text.sha256);
        let expected = expected_event_id(&self.columns(), &self.body, text_hash);
        (expected.as_bytes()[..] != self.id[..]).then_some(DamagedPart::Identity)
    }

    fn find_damage_of_text(&self) -> Option<DamagedPart> {
        let wire = WireBody::decode(&self.kind, self.schema_version, &self.body).ok()?;
        find_text_damage(self.text_row(), wire.text().map(|text| &*text.sha256))
    }

    /// What the event says. A text that is not at hand counts as redacted.
    pub fn decode(&self) -> Result<Event, CodecError> {
        let wire = WireBody::decode(&self.kind, self.schema_version, &self.body)?;
        let text = wire.text().map(|_| match &self.text {
            Some(TextRecord::Kept(_, content)) => ArticleText::Kept(content.clone()),
            Some(TextRecord::Redacted) | None => ArticleText::Redacted,
        });
        wire.into_event(text)
    }

    /// The rows that it is stored in, with this leaf hash.
    pub(super) fn row<'a>(&'a self, leaf_hash: &'a Hash) -> EventRow<'a> {
        EventRow {
            columns: self.columns(),
            leaf_hash: leaf_hash.as_bytes(),
            body: Some((&self.body_salt, &self.body)),
            text: self.text_row(),
        }
    }

    fn text_row(&self) -> TextRow<'_> {
        match &self.text {
            None => TextRow::Absent,
            Some(TextRecord::Redacted) => TextRow::Redacted,
            Some(TextRecord::Kept(salt, content)) => TextRow::Kept(salt, content),
        }
    }

    pub(super) fn columns(&self) -> EventColumns<'_> {
        EventColumns {
            pos: self.position.number().cast_signed(),
            event_id: &self.id,
            stream: &self.stream,
            version: self.version.cast_signed(),
            kind: &self.kind,
            schema_version: self.schema_version,
            recorded_at: self.recorded_at,
            actor: &self.actor,
            correlation_id: &self.correlation,
            causation_id: self.causation.as_deref(),
            body_hash: self.body_hash.as_bytes(),
        }
    }

    /// The event of a row. Fails where it has no body or another leaf hash: whoever is given the record computes that
    /// anew, so a damaged header would look sound.
    fn require_row(row: &EventRow<'_>) -> Result<Self, LogError> {
        let damaged = |part| Damage {
            position: row.position(),
            part,
        };
        let record = Self::from_row(row).ok_or_else(|| damaged(DamagedPart::Body))?;
        if record.leaf_hash().as_bytes() != row.leaf_hash {
            return Err(damaged(DamagedPart::Header).into());
        }
        Ok(record)
    }

    fn from_row(row: &EventRow<'_>) -> Option<Self> {
        let columns = &row.columns;
        let (salt, body) = row.body?;
        Some(Self {
            position: row.position(),
            id: columns.event_id.to_vec(),
            stream: columns.stream.to_owned(),
            version: columns.version.cast_unsigned(),
            kind: columns.kind.to_owned(),
            schema_version: columns.schema_version,
            recorded_at: columns.recorded_at,
            actor: columns.actor.to_owned(),
            correlation: columns.correlation_id.to_vec(),
            causation: columns.causation_id.map(<[u8]>::to_vec),
            body_hash: Hash::from_bytes(columns.body_hash.try_into().ok()?),
            body_salt: salt.to_vec(),
            body: body.to_owned(),
            text: match row.text {
                TextRow::Absent => None,
                TextRow::Redacted => Some(TextRecord::Redacted),
                TextRow::Kept(salt, content) => Some(TextRecord::Kept(salt.to_vec(), content.to_owned())),
            },
        })
    }
}

/// The stored form of the event at `position`, if there is one.
pub fn read_record(log: &dyn LogStore, position: Position) -> Result<Option<EventRecord>, LogError> {
    let mut found = None;
    for_each_record(
        log,
        position.number().saturating_sub(1),
        Some(position),
        &mut |record| {
            found = Some(record);
            Ok::<_, LogError>(())
        },
    )?;
    Ok(found)
}

/// The stored form of every event of `stream`, in order.
pub fn read_stream_records(log: &dyn LogStore, stream: &StreamId) -> Result<Vec<EventRecord>, LogError> {
    let range = EventRange {
        stream: Some(stream),
        ..EventRange::default()
    };
    let mut records = Vec::new();
    log.for_each_row(&RowSelection::Range(range), &mut |row| {
        records.push(EventRecord::require_row(&row.event?)?);
        Ok(true)
    })?;
    Ok(records)
}

/// Calls `f` with the stored form of every event after the position with the number `after` and up to `upto`, in
/// order, and stops at the first error.
pub fn for_each_record<E: From<LogError>>(
    log: &dyn LogStore,
    after: u64,
    upto: Option<Position>,
    f: &mut dyn FnMut(EventRecord) -> Result<(), E>,
) -> Result<(), E> {
    let range = EventRange {
        after: Position::new(after),
        upto,
        ..EventRange::default()
    };
    let mut stopped = None;
    log.for_each_row(&RowSelection::Range(range), &mut |row| {
        stopped = f(EventRecord::require_row(&row.event?)?).err();
        Ok(stopped.is_none())
    })?;
    match stopped {
        Some(error) => Err(error),
        None => Ok(()),
    }
}
