//! The integration tests, one binary: a module per theme.

mod common;
mod ingest;
mod log_append;
mod log_append_only;
mod log_concurrent;
mod log_crash;
mod log_open;
mod log_tampering;
mod tracker;
