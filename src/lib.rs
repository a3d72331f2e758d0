//! dixit keeps the record of who said what, when, and where it was reported.
pub mod domain;
pub mod extract;
pub mod ingest;
