//! Arguments and value parsers that several commands share. Nothing here opens the database or knows a command.
//!
//! Top-down: [`filters`], [`metadata`], [`fetching`] and [`global`] are groups of options; [`clock_values`] parses
//! dates and moments, which may be relative to today; [`values`] parses the other values. What `query::input` parses
//! without a clock (spans, positions, certainties, counts) is used as it is.

pub(crate) mod clock_values;
pub(crate) mod fetching;
pub(crate) mod filters;
pub(crate) mod global;
pub(crate) mod metadata;
pub(crate) mod values;
