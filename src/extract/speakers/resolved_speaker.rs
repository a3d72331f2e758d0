//! The result: who speaks in a report.

use crate::domain::{Doubt, SpeakerKind};
use std::ops::Range;

/// The speaker of a report, as far as it was resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct ResolvedSpeaker {
    pub(in crate::extract) mention: Option<Range<usize>>,
    pub(in crate::extract) reference: Option<String>,
    pub(in crate::extract) capacity: Option<String>,
    pub(in crate::extract) kind: SpeakerKind,
    pub(in crate::extract) doubt: Option<Doubt>,
    /// The rule that found it.
    pub(in crate::extract) rule: &'static str,
    /// Its number among the speakers of the article.
    pub(super) speaker: Option<usize>,
}
