//! When Chinese words were said.
//!
//! Files, top-down: `resolve_dates` assigns a date to each report, `article_dates` decides which dates may be its own,
//! `date_expression` finds the dates of a sentence and resolves them.

mod article_dates;
mod date_expression;
mod resolve_dates;

pub(super) use resolve_dates::resolve_said_dates;
