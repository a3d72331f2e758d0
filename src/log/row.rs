use super::LogError;
use super::codec::{CodecError, WireBody};
use super::hash::EventColumns;
use crate::domain::{ArticleText, EventId, Position, RecordedEvent, Timestamp};

/// A row of the log, borrowed.
#[derive(Debug)]
pub struct EventRow<'a> {
    /// The header.
    pub columns: EventColumns<'a>,
    /// The hash over the header.
    pub leaf_hash: &'a [u8],
    /// Salt and content of the body; `None` where its row is missing.
    pub body: Option<(&'a [u8], &'a str)>,
    /// The text, if it has a row.
    pub text: TextRow<'a>,
}

/// What the table of texts has for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRow<'a> {
    /// No row.
    Absent,
    /// A row whose text was redacted.
    Redacted,
    /// Salt and content.
    Kept(&'a [u8], &'a str),
}

impl EventRow<'_> {
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
