//! The result of this folder: the act of one report and what decided it.

use crate::domain::Act;
use std::ops::Range;

/// The act of one report, with the rule and the words that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct ActReading {
    pub(in crate::extract) act: Act,
    pub(in crate::extract) rule: &'static str,
    /// The words that mark the act, as tokens.
    pub(in crate::extract) words: Option<Range<usize>>,
    /// The side that proposes, calls, promises or rejects according to the words, as tokens.
    pub(in crate::extract) side: Option<Range<usize>>,
}

impl ActReading {
    /// A reading that names no side.
    pub(super) fn new(act: Act, rule: &'static str, words: Option<Range<usize>>) -> Self {
        Self {
            act,
            rule,
            words,
            side: None,
        }
    }
}
