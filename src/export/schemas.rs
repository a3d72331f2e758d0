use super::{CslItem, Extraction, Ingestion, LogLines, Rereadings, Settings, Verified, Vocabulary};
use crate::query::{
    Afterwards, Alikes, ArticleHits, ArticleLines, Carried, Checked, Counts, Deadlines, Dossier, Entries,
    Firsts, Hits, Ledger, News, Pairs, Periods, Queue, Shown, Silence, SpeakerLines, TopicLines,
};
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
        schema("brief", SchemaGenerator::into_root_schema_for::<Dossier>),
        schema("brief-csl", SchemaGenerator::into_root_schema_for::<Vec<CslItem>>),
        schema("changes", SchemaGenerator::into_root_schema_for::<Periods>),
        schema("check", SchemaGenerator::into_root_schema_for::<Checked>),
        schema("config", SchemaGenerator::into_root_schema_for::<Settings>),
        schema("conflicts", SchemaGenerator::into_root_schema_for::<Pairs>),
        schema("due", SchemaGenerator::into_root_schema_for::<Deadlines>),
        schema(
            "extract",
            SchemaGenerator::into_root_schema_for::<Vec<Extraction>>,
        ),
        schema("first", SchemaGenerator::into_root_schema_for::<Firsts>),
        schema("ingest", SchemaGenerator::into_root_schema_for::<Vec<Ingestion>>),
        schema("log", SchemaGenerator::into_root_schema_for::<LogLines>),
        schema("matrix", SchemaGenerator::into_root_schema_for::<Counts>),
        schema("new", SchemaGenerator::into_root_schema_for::<News>),
        schema("proposals", SchemaGenerator::into_root_schema_for::<Ledger>),
        schema("replies", SchemaGenerator::into_root_schema_for::<Afterwards>),
        schema("reread", SchemaGenerator::into_root_schema_for::<Rereadings>),
        schema("review", SchemaGenerator::into_root_schema_for::<Queue>),
        schema("search", SchemaGenerator::into_root_schema_for::<Hits>),
        schema(
            "search-articles",
            SchemaGenerator::into_root_schema_for::<ArticleHits>,
        ),
        schema("show", SchemaGenerator::into_root_schema_for::<Shown>),
        schema("since", SchemaGenerator::into_root_schema_for::<Afterwards>),
        schema("silent", SchemaGenerator::into_root_schema_for::<Silence>),
        schema("similar", SchemaGenerator::into_root_schema_for::<Alikes>),
        schema("sources", SchemaGenerator::into_root_schema_for::<Carried>),
        schema("speakers", SchemaGenerator::into_root_schema_for::<SpeakerLines>),
        schema("timeline", SchemaGenerator::into_root_schema_for::<Entries>),
        schema("topic-list", SchemaGenerator::into_root_schema_for::<Vocabulary>),
        schema("topics", SchemaGenerator::into_root_schema_for::<TopicLines>),
        schema("verify", SchemaGenerator::into_root_schema_for::<Verified>),
    ]
}
