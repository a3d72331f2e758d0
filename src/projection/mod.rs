//! Projections: folds of the event log into read models (SQL tables).
//!
//! A projection takes recorded events in the order of the log and returns nothing but rows. It is pure: the same events
//! give the same rows, whether they come one by one or all in a rebuild ([`digest_read_models`] compares the two). The
//! tables are in `schema/read/`, one file per projection. Rows are never deleted: a row is valid from one position of
//! the log to another, and `schema/read/views.sql` selects what is valid as of any position. All read models share row
//! numbers, so they are rebuilt together: when the code version of one projection changes, [`stale_projections`] names
//! it and the whole log is folded again.
//!
//! Read the files from the top down:
//!
//! 1. `checkpoints` (with `drop_objects`) and `digest`: what `tracker` calls to create, reset and verify read models.
//! 2. `derived`, `derived_harm`: what follows from an event alone. `fold`: what a fold keeps in memory. `runner`: one
//!    event in, calls to the writers and projections out.
//! 3. `article_writer` and `statement_writer`: make new versions of articles and statements.
//! 4. `registry`: the list of projections.
//! 5. The projections: `articles`, `documents`, `article_search`, `stories`, `speakers`, `statements`, `topics`,
//!    `points`, `statement_search`, `links`, `reviews`, `similarity`, `replies`, `deadlines`, `stances`, `feeds`,
//!    `reading_records`, `counts`, `public_views`.
//! 6. Parts of projections. Of speakers: `speaker_names`, `name_uses`, `speaker_divisions`, `speaker_mergers`,
//!    `descriptions`. Of topics: `topic_backfill`, `topic_rows`, `current_topics`, `taxonomy`, `vocabulary`,
//!    `inflected_terms`, `inflection`, `term_match`. Of articles: `url_key`, `article_text`. Of texts: `token`. Of the
//!    indexes: `search_words`, `search_rows`, `posting_index`. Of the records: `record_block`. Of counts:
//!    `statement_counts`, `tally`. Of similarity: `known_words`.
//! 7. What people decided and what was stored: `decisions`, `statement_detail`, `statement_lookup`.
//! 8. The types that all share: `projection` (the trait), `article_version`, `statement_version`, `day_range`,
//!    `position`, `code_version`, `error`.
//!
//! To add a projection: a file here that implements `Projection`, its tables in `schema/read/`, and a line in
//! `registry`.
//!
//! *Absent*: events as stored (`log` decodes them), and questions (`query` reads the tables).

mod article_search;
mod article_text;
mod article_version;
mod article_writer;
mod articles;
mod checkpoints;
mod code_version;
mod counts;
mod current_topics;
mod day_range;
mod deadlines;
mod decisions;
mod derived;
mod derived_harm;
mod descriptions;
mod digest;
mod documents;
mod drop_objects;
mod error;
mod feeds;
mod fold;
mod inflected_terms;
mod inflection;
mod known_words;
mod links;
mod name_uses;
mod points;
mod position;
mod posting_index;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the one type it has"
)]
mod projection;
mod public_views;
mod reading_records;
mod record_block;
mod registry;
mod replies;
mod reviews;
mod runner;
mod search_rows;
mod search_words;
mod similarity;
mod speaker_divisions;
mod speaker_mergers;
mod speaker_names;
mod speakers;
mod stances;
mod statement_counts;
mod statement_detail;
mod statement_lookup;
mod statement_search;
mod statement_version;
mod statement_writer;
mod statements;
mod stories;
mod tally;
mod taxonomy;
mod term_match;
mod token;
mod topic_backfill;
mod topic_rows;
mod topics;
mod url_key;
mod vocabulary;

pub use articles::article_by_address;
pub use checkpoints::{
    finish_fold, folded_position, mark_stale, prepare, reset, stale_projections, uneven_projections,
};
pub use derived::{Derived, DerivedReading, DerivedStatement, DerivedText, Deriver};
pub use digest::{ReadModelDigest, digest_each_read_model, digest_read_models};
pub use documents::{article_by_document, latest_document};
pub use error::ProjectionError;
pub use fold::{Fold, FoldMemory};
pub use runner::apply_event;
pub use taxonomy::embedded_topics;

#[cfg(test)]
mod tests;
