use super::{Extraction, Ingestion, LogLines, Rereadings, Verified, Vocabulary};
use crate::query::{ArticleLines, Entries, Hits, Ledger, Queue, Shown, SpeakerLines, TopicLines};
use schemars::{Schema, SchemaGenerator};

/// The JSON Schema of what each command prints as JSON, by the name of its file in `schema/output/`.
///
/// ```
/// assert!(dixit::export::schemas().iter().any(|(name, _)| *name == "timeline"));
/// ```
pub fn schemas() -> Vec<(&'static str, Schema)> {
    let schema = |name, of: fn(SchemaGenerator) -> Schema| (name, of(SchemaGenerator::default()));
    vec![
        schema("articles", SchemaGenerator::into_root_schema_for::<ArticleLines>),
        schema(
            "extract",
            SchemaGenerator::into_root_schema_for::<Vec<Extraction>>,
        ),
        schema("ingest", SchemaGenerator::into_root_schema_for::<Vec<Ingestion>>),
        schema("log", SchemaGenerator::into_root_schema_for::<LogLines>),
        schema("proposals", SchemaGenerator::into_root_schema_for::<Ledger>),
        schema("reread", SchemaGenerator::into_root_schema_for::<Rereadings>),
        schema("review", SchemaGenerator::into_root_schema_for::<Queue>),
        schema("search", SchemaGenerator::into_root_schema_for::<Hits>),
        schema("show", SchemaGenerator::into_root_schema_for::<Shown>),
        schema("speakers", SchemaGenerator::into_root_schema_for::<SpeakerLines>),
        schema("timeline", SchemaGenerator::into_root_schema_for::<Entries>),
        schema("topic-list", SchemaGenerator::into_root_schema_for::<Vocabulary>),
        schema("topics", SchemaGenerator::into_root_schema_for::<TopicLines>),
        schema("verify", SchemaGenerator::into_root_schema_for::<Verified>),
    ]
}
