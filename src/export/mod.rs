//! Answers in the forms that other programs and people read: JSON, JSON Lines, CSV, Markdown.
//!
//! JSON and JSON Lines say everything, exactly, and have a JSON Schema each in `schema/output/`
//! ([`schemas`]). CSV and Markdown have the columns of a [`Tabular`].

mod afterwards;
mod alikes;
mod article_hits;
mod articles;
mod brief;
mod carried;
mod checked;
mod counts;
mod csl;
mod csv;
mod deadlines;
mod dossier;
mod entries;
mod firsts;
mod json;
mod ledger;
mod markdown;
mod news;
mod pairs;
mod periods;
mod queue;
mod schemas;
mod silence;
mod speakers;
mod topics;

pub use brief::write_brief;
pub use csl::{CslItem, csl_items, write_csl};
pub use csv::write_csv;
pub use json::{write_json, write_jsonl, write_jsonl_line};
pub use markdown::write_markdown;
pub use schemas::output_schemas;

mod extraction;
mod ingestion;
mod log_line;
mod rereading;
mod settings;
mod snapshot;
mod verified;
mod vocabulary;

pub use extraction::{ExtractedPiece, Extraction, TextSpan};
pub use ingestion::{Ingestion, IngestionChange, RejectedStatement};
pub use log_line::{LogLine, LogLines};
pub use rereading::{Rereading, Rereadings};
pub use settings::{Setting, Settings};
pub use snapshot::{SNAPSHOT_HEADER, format_snapshot};
pub use verified::{VerificationReport, VerifiedReadModel};
pub use vocabulary::{TopicVocabulary, VocabularyTopic};

/// An answer that is a list of rows.
pub trait Tabular {
    /// The names of the columns.
    fn columns(&self) -> Vec<&'static str>;

    /// The cells of every row, as many as there are columns. A list in a cell is joined by `; `.
    fn rows(&self) -> Vec<Vec<String>>;
}

/// The text of a value that may be missing, which is an empty cell.
fn cell(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
