use super::LogError;
use super::codec::{CodecError, WireBody};
use super::hash::EventColumns;
use crate::domain::{ArticleText, EventId, Position, RecordedEvent, Timestamp};
use rusqlite::Row;

/// The columns of an event, in the order that [`EventRow::from_row`] expects.
///
/// `t.pos` distinguishes a redacted text (a row without content) from a lost one (no row).
pub(super) const SELECT: &str = "
    SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
           e.correlation_id, e.causation_id, b.content, t.pos, t.content, e.body_hash, e.leaf_hash, b.salt, t.salt
    FROM event e LEFT JOIN body b ON b.pos = e.pos LEFT JOIN text t ON t.pos = e.pos";

/// The same columns for a header alone, without its body and text.
pub(super) const SELECT_HEADER: &str = "
    SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
           e.correlation_id, e.causation_id, NULL, NULL, NULL, e.body_hash, e.leaf_hash, NULL, NULL
    FROM event e";

/// A row of [`SELECT`], borrowed.
#[derive(Debug)]
pub(super) struct EventRow<'a> {
    /// The header.
    pub(super) columns: EventColumns<'a>,
    /// The hash over the header.
    pub(super) leaf_hash: &'a [u8],
    /// Salt and content of the body; `None` where its row is missing.
    pub(super) body: Option<(&'a [u8], &'a str)>,
    /// The text, if it has a row.
    pub(super) text: TextRow<'a>,
}

/// What the table of texts has for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextRow<'a> {
    /// No row.
    Absent,
    /// A row whose text was redacted.
    Redacted,
    /// Salt and content.
    Kept(&'a [u8], &'a str),
}

impl<'a> EventRow<'a> {
    pub(super) fn from_row(row: &'a Row<'_>) -> rusqlite::Result<Self> {
        let blob = |i| Ok::<_, rusqlite::Error>(row.get_ref(i)?.as_blob()?);
        let text = |i| Ok::<_, rusqlite::Error>(row.get_ref(i)?.as_str()?);
        Ok(Self {
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

    /// Its position in the log.
    pub(super) const fn position(&self) -> Position {
        Position::new(self.columns.pos.cast_unsigned())
    }

    /// Decodes the event.
    pub(super) fn to_recorded_event(&self) -> Result<RecordedEvent, LogError> {
        let (_, body) = self
            .body
            .ok_or_else(|| self.undecodable_error(CodecError::BodyMissing))?;
        let wire = WireBody::decode(self.columns.kind, self.columns.schema_version, body);
        self.with_decoded_body(wire.map_err(|source| self.undecodable_error(source))?)
    }

    /// The event, with `wire` as its decoded body.
    pub(super) fn with_decoded_body(&self, wire: WireBody<'_>) -> Result<RecordedEvent, LogError> {
        self.build_recorded_event(wire)
            .map_err(|source| self.undecodable_error(source))
    }

    fn undecodable_error(&self, source: CodecError) -> LogError {
        LogError::Undecodable {
            position: self.position(),
            source,
        }
    }

    /// The event, with `wire` as its decoded body, or why it is none.
    pub(super) fn build_recorded_event(&self, wire: WireBody<'_>) -> Result<RecordedEvent, CodecError> {
        let columns = &self.columns;
        let text = match self.text {
            TextRow::Absent => None,
            TextRow::Redacted => Some(ArticleText::Redacted),
            TextRow::Kept(_, text) => Some(ArticleText::Kept(text.to_owned())),
        };
        Ok(RecordedEvent {
            position: self.position(),
            id: id("event id", columns.event_id)?,
            stream: columns
                .stream
                .parse()
                .map_err(|error| CodecError::value("stream", &error))?,
            version: columns.version.cast_unsigned(),
            recorded_at: Timestamp::from_micros(columns.recorded_at),
            actor: columns.actor.to_owned(),
            correlation: id("correlation", columns.correlation_id)?,
            causation: columns
                .causation_id
                .map(|bytes| id("causation", bytes))
                .transpose()?,
            event: wire.into_event(text)?,
        })
    }
}

fn id(field: &'static str, bytes: &[u8]) -> Result<EventId, CodecError> {
    let bytes = <[u8; 16]>::try_from(bytes).map_err(|error| CodecError::value(field, &error))?;
    Ok(EventId::from_bytes(bytes))
}
