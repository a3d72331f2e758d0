//! The filter that most queries share: which statements they are about.

use super::ReliabilityFilter;
use crate::domain::{Act, Edtf, Lang, Mode, Report};

/// Which statements a query is about. As a query by itself, it answers with the timeline: these statements in
/// chronological order, undated ones last.
///
/// All conditions must hold. A statement lies in a date range if its date *may* lie in it: `2025-07` lies in a range
/// that begins on 2025-07-15. A date range excludes statements of unknown date.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatementFilter {
    /// Only statements by this speaker or made for this speaker by somebody else: an id, the beginning of an id, or a
    /// name; case and accents are ignored. A name that several speakers share is an error that lists them.
    pub speaker: Option<String>,
    /// Only statements about this topic or one below it: an id, or a label in any language.
    pub topic: Option<String>,
    /// Only statements with this act.
    pub act: Option<Act>,
    /// Only statements that came to be known in this way.
    pub report: Option<Report>,
    /// Only statements quoted in this mode.
    pub mode: Option<Mode>,
    /// Only statements that may have been said on or after the first day of this date.
    pub since: Option<Edtf>,
    /// Only statements that may have been said on or before the last day of this date.
    pub until: Option<Edtf>,
    /// Only statements from articles in this language.
    pub lang: Option<Lang>,
    /// Only statements from articles of this publisher; case and accents are ignored.
    pub publisher: Option<String>,
    /// Only statements that are reliable enough.
    pub reliability: ReliabilityFilter,
    /// Maximum number of results.
    pub limit: Option<usize>,
}
