use super::article_text::ArticleTextLine;
use super::checkpoint::CheckpointReport;
use super::cloud_event::CloudEvent;
use super::copies::{BackupSummary, ImportSummary, RestoreSummary};
use super::csl::CslItem;
use super::extraction::Extraction;
use super::feeds::FeedStatusList;
use super::ingestion::Ingestion;
use super::log_line::LogLines;
use super::origin::{CloneSummary, OriginReport, OriginVerification, ShareSummary, SyncSummary};
use super::proof_check::ProofCheck;
use super::redaction::RedactionReport;
use super::rereading::Rereadings;
use super::settings::Settings;
use super::verified::{QuickVerificationReport, VerificationReport};
use super::vocabulary::TopicVocabulary;
use crate::proof::{ConsistencyProof, EventProof};
use crate::query::{
    ArticleCoverage, ArticleHits, ArticleList, CheckedStatements, ConflictList, Details, Dossier,
    DueStatements, FirstStatements, Followers, MatrixCounts, NewRecords, PeriodComparisons, ProposalLedger,
    ReviewQueue, SearchHits, SilentStatements, SimilarStatements, SpeakerList, StatementList,
    StatementSources, TimelineCounts, TopicList,
};
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// The JSON Schema of the JSON output of each command, and of the numbers behind each chart, by the name of its file in
/// `schema/output/`.
///
/// ```
/// assert!(dixit::export::output_schemas().iter().any(|(name, _)| *name == "timeline"));
/// ```
pub fn output_schemas() -> Vec<(&'static str, Schema)> {
    vec![
        schema::<ArticleList>("articles"),
        schema::<BackupSummary>("backup"),
        schema::<Dossier>("brief"),
        schema::<Vec<CslItem>>("brief-csl"),
        schema::<PeriodComparisons>("changes"),
        schema::<CheckedStatements>("check"),
        schema::<CheckpointReport>("checkpoint"),
        schema::<CloneSummary>("clone"),
        schema::<Settings>("config"),
        schema::<ConflictList>("conflicts"),
        schema::<ArticleCoverage>("coverage"),
        schema::<DueStatements>("due"),
        schema::<CloudEvent<'_>>("export-events"),
        schema::<Vec<Extraction>>("extract"),
        schema::<Vec<ArticleTextLine>>("extract-text"),
        schema::<FeedStatusList>("feed-list"),
        schema::<FirstStatements>("first"),
        schema::<ImportSummary>("import"),
        schema::<Vec<Ingestion>>("ingest"),
        schema::<LogLines>("log"),
        schema::<MatrixCounts>("matrix"),
        schema::<NewRecords>("new"),
        schema::<OriginReport>("origin"),
        schema::<OriginVerification>("origin-verify"),
        schema::<ProposalLedger>("proposals"),
        schema::<EventProof>("prove"),
        schema::<ProofCheck>("prove-check"),
        schema::<ConsistencyProof>("prove-since"),
        schema::<Followers>("replies"),
        schema::<Vec<RedactionReport>>("redact"),
        schema::<Rereadings>("reread"),
        schema::<RestoreSummary>("restore"),
        schema::<ReviewQueue>("review"),
        schema::<SearchHits>("search"),
        schema::<ArticleHits>("search-articles"),
        schema::<Details>("show"),
        schema::<Followers>("since"),
        schema::<ShareSummary>("share"),
        schema::<SilentStatements>("silent"),
        schema::<SimilarStatements>("similar"),
        schema::<StatementSources>("sources"),
        schema::<SpeakerList>("speakers"),
        schema::<SyncSummary>("sync"),
        schema::<StatementList>("timeline"),
        schema::<TimelineCounts>("timeline-counts"),
        schema::<TopicVocabulary>("topic-list"),
        schema::<TopicList>("topics"),
        schema::<VerificationReport>("verify"),
        schema::<QuickVerificationReport>("verify-quick"),
    ]
}

/// The schema of `T`, with the name of its file.
fn schema<T: JsonSchema>(name: &'static str) -> (&'static str, Schema) {
    (name, SchemaGenerator::default().into_root_schema_for::<T>())
}
