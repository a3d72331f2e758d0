//! The integration tests, one module per theme, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

mod common;
mod export;
mod history;
mod lists;
mod search;
mod show;
mod timeline;
