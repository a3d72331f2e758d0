//! The integration tests, one binary: a module per theme.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod addresses;
mod cli_certainty;
mod cli_checks;
#[cfg(unix)]
mod cli_completion;
mod cli_config;
mod cli_decisions;
mod cli_extract;
mod cli_former;
mod cli_identity;
mod cli_ingest;
mod cli_input;
mod cli_listings;
mod cli_readings;
mod cli_reference;
mod cli_reread;
mod cli_review;
mod cli_sentences;
mod cli_speakers;
#[cfg(unix)]
mod cli_terminal;
mod cli_time;
mod cli_topics;
mod common;
mod copies;
mod deciding;
mod decisions;
mod documents;
mod english;
mod examples;
mod examples_questions;
mod export;
mod extraction;
mod forms;
mod gaining;
mod golden_store;
mod history;
mod house;
mod identity;
mod ingest;
mod lexicons;
mod linear;
mod lists;
mod log_append;
mod log_append_only;
mod log_concurrent;
mod log_crash;
mod log_open;
mod log_tampering;
mod questions;
mod score;
mod search;
mod show;
mod sql;
mod structure;
mod timeline;
mod tracker;
mod waic;
