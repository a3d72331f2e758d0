//! When Chinese words were said. Files, top-down: `said_date` decides for each report which date is its own;
//! `date_expression` finds the dates of a sentence and resolves them.

mod date_expression;
mod said_date;

pub(super) use said_date::{SaidDate, resolve_said_dates};
