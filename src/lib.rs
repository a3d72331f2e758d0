//! dixit keeps the record of who said what, when, and where it was reported.
pub mod cli;
pub mod domain;
pub mod export;
pub mod extract;
pub mod ingest;
pub mod log;
pub mod projection;
pub mod query;
pub mod tracker;
