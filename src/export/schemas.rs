use super::{
    CslItem, Extraction, Ingestion, LogLines, Rereadings, Settings, TopicVocabulary, VerificationReport,
};
use crate::query::{
    ArticleHits, ArticleList, CheckedStatements, ConflictList, Details, Dossier, DueStatements,
    FirstStatements, Followers, MatrixCounts, NewRecords, PeriodComparisons, ProposalLedger, ReviewQueue,
    SearchHits, SilentStatements, SimilarStatements, SpeakerList, StatementList, StatementSources, TopicList,
};
use schemars::{Schema, SchemaGenerator};

/// The JSON Schema of what each command prints as JSON, by the name of its file in `schema/output/`.
///
/// ```
/// assert!(dixit::export::schemas().iter().any(|(name, _)| *name == "timeline"));
/// ```
pub fn output_schemas() -> Vec<(&'static str, Schema)> {
    let schema = |name, of: fn(SchemaGenerator) -> Schema| (name, of(SchemaGenerator::default()));
    vec![
        schema("articles", SchemaGenerator::into_root_schema_for::<ArticleList>),
        schema("brief", SchemaGenerator::into_root_schema_for::<Dossier>),
        schema("brief-csl", SchemaGenerator::into_root_schema_for::<Vec<CslItem>>),
        schema(
            "changes",
            SchemaGenerator::into_root_schema_for::<PeriodComparisons>,
        ),
        schema(
            "check",
            SchemaGenerator::into_root_schema_for::<CheckedStatements>,
        ),
        schema("config", SchemaGenerator::into_root_schema_for::<Settings>),
        schema("conflicts", SchemaGenerator::into_root_schema_for::<ConflictList>),
        schema("due", SchemaGenerator::into_root_schema_for::<DueStatements>),
        schema(
            "extract",
            SchemaGenerator::into_root_schema_for::<Vec<Extraction>>,
        ),
        schema("first", SchemaGenerator::into_root_schema_for::<FirstStatements>),
        schema("ingest", SchemaGenerator::into_root_schema_for::<Vec<Ingestion>>),
        schema("log", SchemaGenerator::into_root_schema_for::<LogLines>),
        schema("matrix", SchemaGenerator::into_root_schema_for::<MatrixCounts>),
        schema("new", SchemaGenerator::into_root_schema_for::<NewRecords>),
        schema(
            "proposals",
            SchemaGenerator::into_root_schema_for::<ProposalLedger>,
        ),
        schema("replies", SchemaGenerator::into_root_schema_for::<Followers>),
        schema("reread", SchemaGenerator::into_root_schema_for::<Rereadings>),
        schema("review", SchemaGenerator::into_root_schema_for::<ReviewQueue>),
        schema("search", SchemaGenerator::into_root_schema_for::<SearchHits>),
        schema(
            "search-articles",
            SchemaGenerator::into_root_schema_for::<ArticleHits>,
        ),
        schema("show", SchemaGenerator::into_root_schema_for::<Details>),
        schema("since", SchemaGenerator::into_root_schema_for::<Followers>),
        schema(
            "silent",
            SchemaGenerator::into_root_schema_for::<SilentStatements>,
        ),
        schema(
            "similar",
            SchemaGenerator::into_root_schema_for::<SimilarStatements>,
        ),
        schema(
            "sources",
            SchemaGenerator::into_root_schema_for::<StatementSources>,
        ),
        schema("speakers", SchemaGenerator::into_root_schema_for::<SpeakerList>),
        schema("timeline", SchemaGenerator::into_root_schema_for::<StatementList>),
        schema(
            "topic-list",
            SchemaGenerator::into_root_schema_for::<TopicVocabulary>,
        ),
        schema("topics", SchemaGenerator::into_root_schema_for::<TopicList>),
        schema(
            "verify",
            SchemaGenerator::into_root_schema_for::<VerificationReport>,
        ),
    ]
}
