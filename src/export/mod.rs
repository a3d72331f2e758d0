//! Answers in the forms that other programs and people read: JSON, JSON Lines, CSV, Markdown, CSL-JSON, snapshots.
//!
//! JSON and JSON Lines contain everything, exactly, and each output has a JSON Schema in `schema/output/`
//! ([`output_schemas`]). CSV and Markdown have the columns of a [`Tabular`] answer.
//!
//! Forms of output, one file each: `json`, `csv`, `markdown`, `brief`, `csl`, `annotation`, `atom`, `snapshot`;
//! `list_writer` writes the first three item by item. `chart` draws counts as SVG. `tables` has the columns of the
//! answers of `query`. `article_text`, `checkpoint`, `cloud_event`, `copies`, `extraction`, `feeds`, `ingestion`,
//! `log_line`, `origin`, `proof_check`, `rereading`, `settings`, `verified` and `vocabulary` are outputs of commands
//! that are not answers of `query`. `schemas` lists all outputs; `tabular` and `cells` are used by most files.

mod annotation;
mod article_text;
mod atom;
mod brief;
mod cells;
mod chart;
mod checkpoint;
mod cloud_event;
mod copies;
mod csl;
mod csv;
mod extraction;
mod feeds;
mod ingestion;
mod json;
mod list_writer;
mod log_line;
mod markdown;
mod origin;
mod proof_check;
mod redaction;
mod rereading;
mod schemas;
mod settings;
mod snapshot;
mod tables;
mod tabular;
mod verified;
mod vocabulary;

pub use annotation::annotation_of;
pub use article_text::ArticleTextLine;
pub use atom::{AtomEntry, AtomFeed, write_atom};
pub use brief::write_brief;
pub use chart::{
    ChartLabels, HeatMatrix, HeatPanel, format_english_number, format_english_period, write_heat_matrix,
    write_timeline_chart,
};
pub use checkpoint::CheckpointReport;
pub use cloud_event::CloudEvent;
pub use copies::{BackupSummary, ImportSummary, RestoreSummary};
pub use csl::{CslItem, csl_items, write_csl, write_csl_source};
pub use csv::write_csv;
pub use extraction::{ExtractedPiece, Extraction, ExtractionSlice};
pub use feeds::{FeedStatus, FeedStatusList};
pub use ingestion::{Ingestion, IngestionChange, RejectedStatement};
pub use json::{ControlEscaper, format_json, write_json, write_jsonl, write_jsonl_line};
pub use list_writer::{ListFormat, ListWriter};
pub use log_line::{LogLine, LogLines};
pub use markdown::write_markdown;
pub use origin::{CloneSummary, GrantedRight, OriginReport, OriginVerification, ShareSummary, SyncSummary};
pub use proof_check::{ProofCheck, ProofCheckEvent};
pub use redaction::RedactionReport;
pub use rereading::{Rereading, Rereadings};
pub use schemas::output_schemas;
pub use settings::{Setting, Settings};
pub use snapshot::{SNAPSHOT_HEADER, format_snapshot_item};
pub use tabular::{TableRow, Tabular};
pub use verified::{
    LastFullCheck, QuickVerificationReport, VerificationFinding, VerificationReport, VerifiedCheckpoint,
    VerifiedReadModel,
};
pub use vocabulary::{TopicVocabulary, VocabularyTopic};
