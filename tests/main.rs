//! The integration tests, one binary: a module per theme.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod cli_checks;
mod cli_extract;
mod cli_ingest;
mod cli_listings;
mod cli_reference;
mod common;
mod export;
mod history;
mod ingest;
mod lists;
mod log_append;
mod log_append_only;
mod log_concurrent;
mod log_crash;
mod log_open;
mod log_tampering;
mod search;
mod show;
mod timeline;
mod tracker;
