//! The integration tests, one module per theme, in one binary.

mod common;
mod export;
mod history;
mod lists;
mod search;
mod show;
mod timeline;
