//! Settings in `dixit.toml`: what applies if the command line does not say otherwise.
//!
//! Up to three files are read, nearest first: in the current directory, next to the database, and in the user
//! configuration. The first file with a key wins. Relative paths count from the file that contains them.
//!
//! Top-down: [`effective`] combines the files; [`mod@file`] parses one; [`filter_defaults`] turns filters into defaults
//! of options; [`sourced`] is a value with its origin.

mod effective;
mod file;
mod filter_defaults;
mod sourced;

pub(crate) use effective::Config;
pub(crate) use file::FILE_NAME;
pub(crate) use filter_defaults::{AppliedFilter, applied_filters, filter_names, set_filter_defaults};
pub(crate) use sourced::Sourced;
