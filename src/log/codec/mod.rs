//! Events as they are stored: wire types per event type and schema version, apart from the domain's types.
//!
//! A body is canonical JSON in the sense of RFC 8785: no white space, members sorted by name (the fields of
//! every wire type are declared in that order), nothing but strings, whole numbers, lists and objects. What is
//! not known is left out. A body of version 1 decodes for ever: a change of form is a new file with a new wire
//! type, to which the older one is converted in `Wire::read`, and a new schema in `schema/events/`.

mod article_ingested;
mod article_revised;
mod article_withdrawn;
mod decided;
mod division;
mod error;
mod parts;
mod rereading;
mod schema;
mod speaker_decisions;
mod statement_recorded;
mod statement_withdrawn;
mod v1;
mod v2;
mod words;

#[cfg(test)]
mod tests;

pub use error::CodecError;
pub use schema::{EventSchema, schemas};

use crate::domain::{Event, Text};
use article_ingested::ArticleIngested;
use article_revised::ArticleRevised;
use article_withdrawn::ArticleWithdrawn;
use decided::Decided;
use parts::TextRef;
use statement_recorded::StatementRecorded;
use statement_withdrawn::StatementWithdrawn;
use v1::{ArticleIngestedV1, ArticleRevisedV1, StatementDisputedV1, StatementRecordedV1};
use v2::{StatementDisputedV2, StatementRecordedV2};

/// The body of an event in its newest wire type.
#[derive(Debug)]
pub(super) enum Wire<'a> {
    ArticleIngested(ArticleIngested<'a>),
    ArticleRevised(ArticleRevised<'a>),
    ArticleWithdrawn(ArticleWithdrawn<'a>),
    StatementRecorded(Box<StatementRecorded<'a>>),
    StatementWithdrawn(StatementWithdrawn<'a>),
    Decided(Decided<'a>),
}

impl<'a> Wire<'a> {
    /// The wire form of `event`, with [`UNSEALED`] for the hash of its text.
    pub(super) fn of(event: &'a Event) -> Self {
        match event {
            Event::ArticleIngested {
                article,
                source,
                lang,
                text,
                extractor,
            } => Self::ArticleIngested(ArticleIngested::of(article, source, *lang, text, extractor)),
            Event::ArticleRevised {
                article,
                revision,
                source,
                lang,
                text,
                extractor,
            } => Self::ArticleRevised(ArticleRevised::of(
                article, *revision, source, *lang, text, extractor,
            )),
            Event::ArticleWithdrawn { article, reason } => {
                Self::ArticleWithdrawn(ArticleWithdrawn::of(article, reason))
            }
            Event::StatementRecorded {
                article,
                revision,
                statement,
            } => Self::StatementRecorded(Box::new(StatementRecorded::of(article, *revision, statement))),
            Event::StatementWithdrawn {
                article,
                statement,
                reason,
            } => Self::StatementWithdrawn(StatementWithdrawn::of(article, statement, reason)),
            Event::ArticleReread { article, extractor } => Self::Decided(Decided::reread(article, extractor)),
            Event::ArticleRestored { article, reason } => {
                Self::Decided(Decided::restored(article, None, reason.as_ref()))
            }
            Event::StatementRestored {
                article,
                statement,
                reason,
            } => Self::Decided(Decided::restored(article, Some(statement), reason.as_ref())),
            Event::StatementDropped {
                article,
                statement,
                extractor,
            } => Self::Decided(Decided::dropped(article, statement, extractor)),
            Event::StatementDisputed {
                article,
                statement,
                extractor,
                reading,
            } => Self::Decided(Decided::disputed(
                article,
                statement,
                extractor,
                reading.as_deref(),
            )),
            Event::StatementDecided {
                article,
                statement,
                ruling,
                reason,
            } => Self::Decided(Decided::on_statement(article, statement, ruling, reason.as_ref())),
            Event::SpeakerDecided {
                speaker,
                ruling,
                reason,
            } => Self::Decided(Decided::on_speaker(speaker, ruling, reason.as_ref())),
            Event::TopicDecided {
                topic,
                ruling,
                reason,
            } => Self::Decided(Decided::on_topic(topic, ruling, reason.as_ref())),
        }
    }

    /// Reads a stored body of any version ever written, brought up to the newest wire type of its event type.
    pub(super) fn read(kind: &str, version: i64, body: &'a str) -> Result<Self, CodecError> {
        let malformed = |source| CodecError::Malformed {
            kind: kind.to_owned(),
            version,
            source,
        };
        match (kind, version) {
            (ArticleIngested::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: ArticleIngestedV1<'a>| Self::ArticleIngested(wire.upgraded())),
            (ArticleRevised::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: ArticleRevisedV1<'a>| Self::ArticleRevised(wire.upgraded())),
            (StatementRecorded::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: StatementRecordedV1<'a>| Self::StatementRecorded(Box::new(wire.upgraded()))),
            (StatementDisputedV1::TYPE, 1) => {
                serde_json::from_str(body).map(|wire: StatementDisputedV1<'a>| {
                    Self::Decided(Decided::StatementDisputed(wire.upgraded()))
                })
            }
            (StatementRecorded::TYPE, 2) => serde_json::from_str(body)
                .map(|wire: StatementRecordedV2<'a>| Self::StatementRecorded(Box::new(wire.upgraded()))),
            (StatementDisputedV2::TYPE, 2) => {
                serde_json::from_str(body).map(|wire: StatementDisputedV2<'a>| {
                    Self::Decided(Decided::StatementDisputed(wire.upgraded()))
                })
            }
            (ArticleIngested::TYPE, 2) => serde_json::from_str(body).map(Self::ArticleIngested),
            (ArticleRevised::TYPE, 2) => serde_json::from_str(body).map(Self::ArticleRevised),
            (ArticleWithdrawn::TYPE, 1) => serde_json::from_str(body).map(Self::ArticleWithdrawn),
            (StatementRecorded::TYPE, 3) => {
                serde_json::from_str(body).map(|wire| Self::StatementRecorded(Box::new(wire)))
            }
            (StatementWithdrawn::TYPE, 1) => serde_json::from_str(body).map(Self::StatementWithdrawn),
            _ => match Decided::read(kind, version, body) {
                Some(read) => read.map(Self::Decided),
                None => return Err(CodecError::unknown(kind, version)),
            },
        }
        .map_err(malformed)
    }

    /// The version of the wire type.
    pub(super) const fn version(&self) -> i64 {
        match self {
            Self::ArticleIngested(_) => ArticleIngested::VERSION,
            Self::ArticleRevised(_) => ArticleRevised::VERSION,
            Self::ArticleWithdrawn(_) => ArticleWithdrawn::VERSION,
            Self::StatementRecorded(_) => StatementRecorded::VERSION,
            Self::StatementWithdrawn(_) => StatementWithdrawn::VERSION,
            Self::Decided(wire) => wire.version(),
        }
    }

    /// What the body says of the text that stands apart from it, if the event carries one.
    pub(super) const fn text(&self) -> Option<&TextRef<'a>> {
        match self {
            Self::ArticleIngested(wire) => Some(&wire.text),
            Self::ArticleRevised(wire) => Some(&wire.text),
            Self::ArticleWithdrawn(_)
            | Self::StatementRecorded(_)
            | Self::StatementWithdrawn(_)
            | Self::Decided(_) => None,
        }
    }

    /// The body as it is stored.
    pub(super) fn to_json(&self) -> Result<String, CodecError> {
        match self {
            Self::ArticleIngested(wire) => serde_json::to_string(wire),
            Self::ArticleRevised(wire) => serde_json::to_string(wire),
            Self::ArticleWithdrawn(wire) => serde_json::to_string(wire),
            Self::StatementRecorded(wire) => serde_json::to_string(wire),
            Self::StatementWithdrawn(wire) => serde_json::to_string(wire),
            Self::Decided(wire) => wire.to_json(),
        }
        .map_err(CodecError::Unwritable)
    }

    /// The event that was recorded, with the text that stands apart where it carries one.
    pub(super) fn into_event(self, text: Option<Text>) -> Result<Event, CodecError> {
        match self {
            Self::ArticleIngested(wire) => wire.into_event(text),
            Self::ArticleRevised(wire) => wire.into_event(text),
            Self::ArticleWithdrawn(wire) => wire.into_event(),
            Self::StatementRecorded(wire) => wire.into_event(),
            Self::StatementWithdrawn(wire) => wire.into_event(),
            Self::Decided(wire) => wire.into_event(),
        }
    }
}

/// The text that `event` carries apart from its body.
pub(super) const fn text(event: &Event) -> Option<&Text> {
    match event {
        Event::ArticleIngested { text, .. } | Event::ArticleRevised { text, .. } => Some(text),
        _ => None,
    }
}

/// Puts `hash` where the body says that of its text: at the last place where `instead_of` stands.
///
/// The id of an event is taken over its body with [`TextRef::UNSEALED`] there, so that it depends on what is
/// recorded and not on a salt.
pub(super) fn reseal(body: &mut String, instead_of: &str, hash: &str) {
    if let Some(at) = body.rfind(instead_of) {
        body.replace_range(at..at + instead_of.len(), hash);
    }
}

/// What stands in a body before the salted hash of its text is known.
pub(super) const UNSEALED: &str = TextRef::UNSEALED;
