//! The integration tests: one binary with one module per subject. ARCHITECTURE.md lists the files by subject.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod addresses;
mod atom;
mod backups;
mod bench_archives;
mod charts;
mod cli_certainty;
mod cli_checkpoint;
mod cli_checks;
#[cfg(unix)]
mod cli_completion;
mod cli_config;
#[cfg(all(unix, feature = "postgres"))]
mod cli_copies;
mod cli_decisions;
mod cli_extract;
#[cfg(unix)]
mod cli_failures;
mod cli_former;
mod cli_identity;
mod cli_ingest;
mod cli_input;
mod cli_intake;
mod cli_listings;
#[cfg(feature = "fetch")]
mod cli_pull;
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
mod cli_verify;
mod cli_web;
mod common;
mod conformance;
mod copies;
mod decide_cases;
mod decision_properties;
mod display_controls;
mod documents;
mod examples;
mod examples_questions;
mod exchange;
mod export;
mod extraction;
mod extraction_english;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "fetch")]
mod fetch_memory;
#[cfg(feature = "fetch")]
mod fetch_politeness;
#[cfg(feature = "fetch")]
mod fetch_private;
mod golden_store;
mod hostile_input;
mod house;
mod identity;
mod ingest;
mod lexicons;
mod listings;
mod log_concurrent;
mod log_indexed_reads;
mod log_open;
mod log_tampering;
mod log_tree;
mod matrix_tables;
mod newly_read_fields;
#[cfg(all(unix, feature = "postgres"))]
mod origin;
mod page_score;
mod period_counts;
#[cfg(all(unix, feature = "postgres"))]
mod postgres_log;
mod projection_properties;
#[cfg(feature = "web")]
mod publish;
mod query_plans;
mod questions;
mod redaction;
mod score;
mod search;
#[cfg(feature = "web")]
mod serve;
mod show;
mod sql;
mod stored_counts;
mod structure;
mod text_genres;
mod timeline;
mod tracker;
#[cfg(feature = "web")]
mod web_items;
#[cfg(feature = "web")]
mod web_lists;
mod wire_story;
