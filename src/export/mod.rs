//! Answers in the forms that other programs and people read: JSON, JSON Lines, CSV, Markdown.

mod extraction;
mod ingestion;
mod log_line;
mod snapshot;
mod verified;

pub use extraction::{Extraction, Item, Words};
pub use ingestion::{Ingestion, IngestionChange};
pub use log_line::{LogLine, LogLines};
pub use snapshot::snapshot;
pub use verified::{Verified, VerifiedModel};

/// An answer that is a list of rows.
pub trait Listing {
    /// The names of the columns.
    fn columns(&self) -> &'static [&'static str];

    /// The cells of every row, as many as there are columns.
    fn rows(&self) -> Vec<Vec<String>>;
}
