//! Arguments and value parsers that several commands share. Nothing here opens the database or knows a command.
//!
//! Top-down: [`filters`], [`metadata`], [`fetching`] and [`global`] are groups of options; [`log_moment`],
//! [`date_input`] and [`time_span`] parse positions, dates and durations; [`values`] parses the other values.

pub(crate) mod date_input;
pub(crate) mod fetching;
pub(crate) mod filters;
pub(crate) mod global;
pub(crate) mod log_moment;
pub(crate) mod metadata;
pub(crate) mod time_span;
pub(crate) mod values;
