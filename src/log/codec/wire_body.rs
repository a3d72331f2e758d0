//! The body of an event of any type: from the event to its JSON, and back from JSON of any version.

use super::CodecError;
use super::article_ingested::ArticleIngested;
use super::article_revised::ArticleRevised;
use super::article_withdrawn::ArticleWithdrawn;
use super::decision_body::DecisionBody;
use super::schema::schemas;
use super::statement_recorded::StatementRecorded;
use super::statement_withdrawn::StatementWithdrawn;
use super::text_ref::TextRef;
use super::v1::{ArticleIngestedV1, ArticleRevisedV1, StatementDisputedV1, StatementRecordedV1};
use super::v2::{ArticleIngestedV2, ArticleRevisedV2, StatementDisputedV2, StatementRecordedV2};
use crate::domain::{ArticleText, Event};

/// The body of an event in the newest wire type of its event type.
#[derive(Debug)]
pub(in crate::log) enum WireBody<'a> {
    ArticleIngested(ArticleIngested<'a>),
    ArticleRevised(ArticleRevised<'a>),
    ArticleWithdrawn(ArticleWithdrawn<'a>),
    StatementRecorded(Box<StatementRecorded<'a>>),
    StatementWithdrawn(StatementWithdrawn<'a>),
    Decision(DecisionBody<'a>),
}

impl<'a> WireBody<'a> {
    /// The wire type of `event`, with [`UNSEALED_TEXT_HASH`] for the hash of its text.
    pub(in crate::log) fn from_event(event: &'a Event) -> Self {
        match event {
            Event::ArticleIngested {
                article,
                source,
                lang,
                text,
                extractor,
                provenance,
            } => Self::ArticleIngested(ArticleIngested::new(
                article,
                source,
                *lang,
                text,
                extractor,
                provenance.as_deref(),
            )),
            Event::ArticleRevised {
                article,
                revision,
                source,
                lang,
                text,
                extractor,
                provenance,
            } => Self::ArticleRevised(ArticleRevised::new(
                (article, *revision),
                source,
                *lang,
                text,
                extractor,
                provenance.as_deref(),
            )),
            Event::ArticleWithdrawn { article, reason } => {
                Self::ArticleWithdrawn(ArticleWithdrawn::new(article, reason))
            }
            Event::StatementRecorded {
                article,
                revision,
                statement,
            } => Self::StatementRecorded(Box::new(StatementRecorded::new(article, *revision, statement))),
            Event::StatementWithdrawn {
                article,
                statement,
                reason,
            } => Self::StatementWithdrawn(StatementWithdrawn::new(article, statement, reason)),
            Event::ArticleReread { article, extractor } => {
                Self::Decision(DecisionBody::reread(article, extractor))
            }
            Event::ArticleRestored { article, reason } => {
                Self::Decision(DecisionBody::restored(article, None, reason.as_ref()))
            }
            Event::StatementRestored {
                article,
                statement,
                reason,
            } => Self::Decision(DecisionBody::restored(article, Some(statement), reason.as_ref())),
            Event::StatementDropped {
                article,
                statement,
                extractor,
            } => Self::Decision(DecisionBody::dropped(article, statement, extractor)),
            Event::StatementDisputed {
                article,
                statement,
                extractor,
                reading,
            } => Self::Decision(DecisionBody::disputed(
                article,
                statement,
                extractor,
                reading.as_deref(),
            )),
            Event::StatementDecided {
                article,
                statement,
                decision,
                reason,
            } => Self::Decision(DecisionBody::on_statement(
                article,
                statement,
                decision,
                reason.as_ref(),
            )),
            Event::SpeakerDecided {
                speaker,
                decision,
                reason,
            } => Self::Decision(DecisionBody::on_speaker(speaker, decision, reason.as_ref())),
            Event::ArticleRedacted {
                article,
                reason,
                redacted,
            } => Self::Decision(DecisionBody::redacted(article, None, reason, redacted)),
            Event::StatementRedacted {
                article,
                statement,
                reason,
                redacted,
            } => Self::Decision(DecisionBody::redacted(article, Some(statement), reason, redacted)),
            Event::SpeakerRedacted {
                speaker,
                reason,
                redacted,
            } => Self::Decision(DecisionBody::redacted_speaker(speaker, reason, redacted)),
            Event::TopicDecided {
                topic,
                decision,
                reason,
            } => Self::Decision(DecisionBody::on_topic(topic, decision, reason.as_ref())),
            Event::FeedDecided {
                feed,
                decision,
                reason,
            } => Self::Decision(DecisionBody::on_feed(feed, decision, reason.as_ref())),
        }
    }

    /// Decodes a stored body of any version, and upgrades it to the newest wire type of its event type.
    pub(in crate::log) fn decode(kind: &str, version: i64, body: &'a str) -> Result<Self, CodecError> {
        let malformed = |source| CodecError::Malformed {
            kind: kind.to_owned(),
            version,
            source,
        };
        match (kind, version) {
            (ArticleIngested::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: ArticleIngestedV1<'a>| Self::ArticleIngested(wire.upgrade())),
            (ArticleRevised::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: ArticleRevisedV1<'a>| Self::ArticleRevised(wire.upgrade())),
            (StatementRecorded::TYPE, 1) => serde_json::from_str(body)
                .map(|wire: StatementRecordedV1<'a>| Self::StatementRecorded(Box::new(wire.upgrade()))),
            (StatementDisputedV1::TYPE, 1) => {
                serde_json::from_str(body).map(|wire: StatementDisputedV1<'a>| {
                    Self::Decision(DecisionBody::StatementDisputed(wire.upgrade()))
                })
            }
            (StatementRecorded::TYPE, 2) => serde_json::from_str(body)
                .map(|wire: StatementRecordedV2<'a>| Self::StatementRecorded(Box::new(wire.upgrade()))),
            (StatementDisputedV2::TYPE, 2) => {
                serde_json::from_str(body).map(|wire: StatementDisputedV2<'a>| {
                    Self::Decision(DecisionBody::StatementDisputed(wire.upgrade()))
                })
            }
            (ArticleIngested::TYPE, 2) => serde_json::from_str(body)
                .map(|wire: ArticleIngestedV2<'a>| Self::ArticleIngested(wire.upgrade())),
            (ArticleRevised::TYPE, 2) => serde_json::from_str(body)
                .map(|wire: ArticleRevisedV2<'a>| Self::ArticleRevised(wire.upgrade())),
            (ArticleIngested::TYPE, 3) => serde_json::from_str(body).map(Self::ArticleIngested),
            (ArticleRevised::TYPE, 3) => serde_json::from_str(body).map(Self::ArticleRevised),
            (ArticleWithdrawn::TYPE, 1) => serde_json::from_str(body).map(Self::ArticleWithdrawn),
            (StatementRecorded::TYPE, 3) => {
                serde_json::from_str(body).map(|wire| Self::StatementRecorded(Box::new(wire)))
            }
            (StatementWithdrawn::TYPE, 1) => serde_json::from_str(body).map(Self::StatementWithdrawn),
            _ => match DecisionBody::decode(kind, version, body) {
                Some(read) => read.map(Self::Decision),
                None => return Err(unknown_form(kind, version)),
            },
        }
        .map_err(malformed)
    }

    /// The version of the wire type.
    pub(in crate::log) const fn version(&self) -> i64 {
        match self {
            Self::ArticleIngested(wire) => wire.version(),
            Self::ArticleRevised(wire) => wire.version(),
            Self::ArticleWithdrawn(_) => ArticleWithdrawn::VERSION,
            Self::StatementRecorded(_) => StatementRecorded::VERSION,
            Self::StatementWithdrawn(_) => StatementWithdrawn::VERSION,
            Self::Decision(wire) => wire.version(),
        }
    }

    /// The reference to the text that is stored apart from the body, if the event carries one.
    pub(in crate::log) const fn text(&self) -> Option<&TextRef<'a>> {
        match self {
            Self::ArticleIngested(wire) => Some(&wire.text),
            Self::ArticleRevised(wire) => Some(&wire.text),
            Self::ArticleWithdrawn(_)
            | Self::StatementRecorded(_)
            | Self::StatementWithdrawn(_)
            | Self::Decision(_) => None,
        }
    }

    /// The body as stored.
    pub(in crate::log) fn to_json(&self) -> Result<String, CodecError> {
        match self {
            Self::ArticleIngested(wire) => serde_json::to_string(wire),
            Self::ArticleRevised(wire) => serde_json::to_string(wire),
            Self::ArticleWithdrawn(wire) => serde_json::to_string(wire),
            Self::StatementRecorded(wire) => serde_json::to_string(wire),
            Self::StatementWithdrawn(wire) => serde_json::to_string(wire),
            Self::Decision(wire) => wire.to_json(),
        }
        .map_err(CodecError::Unwritable)
    }

    /// The recorded event, with the text that is stored apart from its body.
    pub(in crate::log) fn into_event(self, text: Option<ArticleText>) -> Result<Event, CodecError> {
        match self {
            Self::ArticleIngested(wire) => wire.into_event(text),
            Self::ArticleRevised(wire) => wire.into_event(text),
            Self::ArticleWithdrawn(wire) => wire.into_event(),
            Self::StatementRecorded(wire) => wire.into_event(),
            Self::StatementWithdrawn(wire) => wire.into_event(),
            Self::Decision(wire) => wire.into_event(),
        }
    }
}

/// The text that `event` carries apart from its body.
pub(in crate::log) const fn text_of_event(event: &Event) -> Option<&ArticleText> {
    match event {
        Event::ArticleIngested { text, .. } | Event::ArticleRevised { text, .. } => Some(text),
        _ => None,
    }
}

/// Replaces the hash of the text in a body: the last occurrence of `instead_of` becomes `hash`.
///
/// The id of an event is a hash of its body with [`UNSEALED_TEXT_HASH`] in this place, so that it depends on what is
/// recorded and not on a salt.
pub(in crate::log) fn replace_text_hash(body: &mut String, instead_of: &str, hash: &str) {
    if let Some(at) = body.rfind(instead_of) {
        body.replace_range(at..at + instead_of.len(), hash);
    }
}

/// Placeholder for the hash of the text until it is known.
pub(in crate::log) const UNSEALED_TEXT_HASH: &str = TextRef::UNSEALED_HASH;

/// The error for a body whose type or version this program does not know.
fn unknown_form(kind: &str, version: i64) -> CodecError {
    let known = schemas()
        .filter(|schema| schema.kind == kind)
        .map(|schema| schema.version);
    match known.max() {
        Some(known) => CodecError::UnknownVersion {
            kind: kind.to_owned(),
            version,
            known,
        },
        None => CodecError::UnknownType {
            kind: kind.to_owned(),
        },
    }
}
