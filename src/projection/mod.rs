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

mod alike;
mod article_search;
mod articles;
mod checkpoints;
mod code;
mod copies;
mod deadlines;
mod descriptions;
mod detail;
mod digest;
mod divisions;
mod error;
mod facts;
mod inflection;
mod links;
mod names;
mod points;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the one type it has"
)]
mod projection;
mod public;
mod replies;
mod retag;
mod reviews;
mod rulings;
mod runner;
mod search;
mod speakers;
mod stances;
mod taxonomy;
mod term_words;
mod timeline;
mod token;
mod topics;
mod topics_now;
mod url_key;
mod versions;
mod vocabulary;

pub use articles::article_at;
pub use checkpoints::{checkpoint, position, prepare, reset, stale};
pub use digest::{Digest, digests};
pub use error::ProjectionError;
pub use runner::apply;
pub use taxonomy::embedded_topics;

/// Every read model, in the order in which an event reaches them.
const ALL: &[&dyn projection::Projection] = &[
    &articles::Articles,
    &article_search::ArticleSearch,
    &copies::Copies,
    &speakers::Speakers,
    &timeline::Timeline,
    &topics::Topics,
    &points::Points,
    &search::Search,
    &links::Links,
    &reviews::Reviews,
    &alike::Alike,
    &replies::Replies,
    &deadlines::Deadlines,
    &stances::Stances,
    &public::Public,
];

#[cfg(test)]
mod tests;
