//! Finds expressions of time in languages with spaces: where they stand, how long they are, and which day they mean.
//!
//! Relative expressions are counted from the day of publication. An expression that cannot be resolved keeps its
//! place and has the date `Unknown`. Which statement a date belongs to is decided in `said_date`.
//!
//! Files, top-down: `date_parser`, `calendar` (days that are written with numbers), `date_expression` (the type).

mod calendar;
mod date_expression;
mod date_parser;

pub(super) use date_expression::DateExpression;
pub(super) use date_parser::{date_length_at, find_dateline, find_dates, is_possessive};
