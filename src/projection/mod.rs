//! Folds of the log into read models: one file per read model, and the runner that feeds them.
//!
//! A fold is pure: the same events in the same order give the same rows, whether they come one by one or all
//! in a rebuild ([`digests`] tell). The tables are in `schema/read/`, one file per projection. Nothing leaves a
//! table: rows count between two positions, and `schema/read/views.sql` shows what counted at any of them. All
//! read models share row numbers, so they are rebuilt together: when the code version of one changes,
//! [`prepare`] names it and the whole log is folded anew.
//!
//! To add a read model: a file here that implements `Projection`, its tables in `schema/read/`, and a line
//! in `ALL`.

mod article_search;
mod articles;
mod checkpoints;
mod code_version;
mod current_topics;
mod deadlines;
mod decisions;
mod descriptions;
mod digest;
mod error;
mod facts;
mod inflected_terms;
mod inflection;
mod links;
mod points;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the one type it has"
)]
mod projection;
mod public_views;
mod replies;
mod retag;
mod reviews;
mod runner;
mod similarity;
mod speaker_divisions;
mod speaker_names;
mod speakers;
mod stances;
mod statement_detail;
mod statement_search;
mod statement_versions;
mod stories;
mod taxonomy;
mod token;
mod topics;
mod url_key;
mod versions;
mod vocabulary;

pub use articles::article_by_address;
pub use checkpoints::{folded_position, prepare, reset, set_checkpoint, stale_projections};
pub use digest::{ReadModelDigest, digest_read_models};
pub use error::ProjectionError;
pub use runner::apply_event;
pub use taxonomy::embedded_topics;

/// Every read model, in the order in which an event reaches them.
const ALL: &[&dyn projection::Projection] = &[
    &articles::Articles,
    &article_search::ArticleSearch,
    &stories::Stories,
    &speakers::Speakers,
    &statement_versions::StatementVersions,
    &topics::Topics,
    &points::Points,
    &statement_search::StatementSearch,
    &links::Links,
    &reviews::Reviews,
    &similarity::Similarities,
    &replies::Replies,
    &deadlines::Deadlines,
    &stances::Stances,
    &public_views::PublicViews,
];

#[cfg(test)]
mod tests;
