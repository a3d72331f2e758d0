//! The type that all files of this folder build: one date expression of a text.

use crate::domain::{DateRule, Edtf};
use std::ops::Range;

/// A date expression: its tokens, the date that it means and the rule that resolved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct DateExpression {
    pub(in crate::extract) tokens: Range<usize>,
    pub(in crate::extract) date: Edtf,
    pub(in crate::extract) rule: DateRule,
    /// "that evening": the expression means the day that was named before.
    pub(in crate::extract) is_same_day: bool,
}

impl DateExpression {
    /// A date expression that means a day of its own.
    pub(super) const fn new(tokens: Range<usize>, date: Edtf, rule: DateRule) -> Self {
        Self {
            tokens,
            date,
            rule,
            is_same_day: false,
        }
    }

    /// The expression with its date, or with an unknown date if none could be resolved.
    pub(super) fn or_unknown(tokens: Range<usize>, date: Option<Edtf>, rule: DateRule) -> Self {
        match date {
            Some(date) => Self::new(tokens, date, rule),
            None => Self::new(tokens, Edtf::Unknown, DateRule::None),
        }
    }
}
