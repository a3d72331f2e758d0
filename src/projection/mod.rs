//! Folds of the log into read models: one file per read model, and the runner that feeds them.
//!
//! A fold is pure: the same events in the same order give the same rows, whether they come one by one or all
//! in a rebuild ([`digests`] tell). The tables are in `schema/read/`, one file per projection. All read models
//! share row numbers (the position of the event that brought a row in), so they are rebuilt together: when the
//! code version of one changes, [`prepare`] names it and the whole log is folded anew.
//!
//! To add a read model: a file here that implements `Projection`, its tables in `schema/read/`, and a line
//! in `ALL`.

mod articles;
#[cfg_attr(not(test), expect(dead_code, reason = "the read model that asks comes next"))]
mod deadline;
mod detail;
mod digest;
mod error;
mod facts;
mod grammar;
mod names;
mod pattern;
mod period;
#[expect(
    clippy::module_inception,
    reason = "the file is named after the one type it has"
)]
mod projection;
mod proposals;
#[cfg_attr(not(test), expect(dead_code, reason = "the read model that asks comes next"))]
mod reply;
mod runner;
mod search;
mod sides;
mod speakers;
#[cfg_attr(not(test), expect(dead_code, reason = "the read model that asks comes next"))]
mod stance;
mod taxonomy;
mod timeline;
mod token;
mod topics;

pub use digest::{Digest, digests};
pub use error::ProjectionError;
pub use runner::{apply, checkpoint, position, prepare, reset, stale};

/// Every read model, in the order in which an event reaches them.
const ALL: &[&dyn projection::Projection] = &[
    &articles::Articles,
    &speakers::Speakers,
    &timeline::Timeline,
    &topics::Topics,
    &proposals::Proposals,
    &search::Search,
];
