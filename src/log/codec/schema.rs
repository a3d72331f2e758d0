use super::article_ingested::ArticleIngested;
use super::article_revised::ArticleRevised;
use super::article_withdrawn::ArticleWithdrawn;
use super::decision_body::{
    ArticleRedacted, ArticleReread, ArticleRestored, FeedAdded, FeedRemoved, SpeakerAliased, SpeakerDivided,
    SpeakerIdentified, SpeakerMerged, SpeakerRedacted, SpeakerReunited, SpeakerSplit, SpeakerUnaliased,
    SpeakerUnidentified, StatementConfirmed, StatementCorrected, StatementCorrectedV2, StatementDisputed,
    StatementDropped, StatementLinked, StatementMarked, StatementMarkedV2, StatementRedacted,
    StatementRestored, StatementSkipped, StatementTagged, StatementUnconfirmed, StatementUnlinked,
    StatementUnskipped, TopicDefined, TopicReset, TopicRetired,
};
use super::statement_recorded::StatementRecorded;
use super::statement_withdrawn::StatementWithdrawn;
use super::v1::{ArticleIngestedV1, ArticleRevisedV1, StatementDisputedV1, StatementRecordedV1};
use super::v2::{ArticleIngestedV2, ArticleRevisedV2, StatementDisputedV2, StatementRecordedV2};
use schemars::{Schema, schema_for};

/// The schema of one event type in one version.
#[derive(Debug, Clone, Copy)]
pub struct EventSchema {
    /// The event type, as in the column `type`.
    pub kind: &'static str,
    /// The version, as in the column `schema_version`.
    pub version: i64,
    generate: fn() -> Schema,
}

impl EventSchema {
    /// The JSON Schema (draft 2020-12) of the body, equal to the file in `schema/events/`.
    pub fn json(&self) -> Schema {
        (self.generate)()
    }

    /// Name of its file in `schema/events/`.
    pub fn file_name(&self) -> String {
        format!("{}.v{}.json", self.kind, self.version)
    }
}

macro_rules! event_schemas {
    ($($wire:ident),+) => {
        /// Every version of every event type that was ever written.
        const ALL: &[EventSchema] = &[$(EventSchema {
            kind: $wire::TYPE,
            version: $wire::VERSION,
            generate: || schema_for!($wire<'static>),
        }),+];
    };
}

event_schemas!(
    ArticleIngestedV1,
    ArticleIngestedV2,
    ArticleIngested,
    ArticleRevisedV1,
    ArticleRevisedV2,
    ArticleRevised,
    ArticleWithdrawn,
    StatementRecordedV1,
    StatementRecordedV2,
    StatementRecorded,
    StatementWithdrawn,
    ArticleReread,
    ArticleRestored,
    StatementDropped,
    StatementDisputedV1,
    StatementDisputedV2,
    StatementDisputed,
    StatementRestored,
    StatementConfirmed,
    StatementUnconfirmed,
    StatementCorrected,
    StatementCorrectedV2,
    StatementTagged,
    StatementMarked,
    StatementMarkedV2,
    StatementLinked,
    StatementUnlinked,
    StatementSkipped,
    StatementUnskipped,
    SpeakerMerged,
    SpeakerSplit,
    SpeakerAliased,
    SpeakerUnaliased,
    SpeakerIdentified,
    SpeakerUnidentified,
    SpeakerDivided,
    SpeakerReunited,
    ArticleRedacted,
    StatementRedacted,
    SpeakerRedacted,
    TopicDefined,
    TopicRetired,
    TopicReset,
    FeedAdded,
    FeedRemoved
);

/// The schemas of all versions of all event types that were ever written.
pub fn schemas() -> impl Iterator<Item = EventSchema> {
    ALL.iter().copied()
}
