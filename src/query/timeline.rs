use super::selection::Selection;
use super::{Query, QueryError, ReliabilityFilter, StatementList};
use crate::domain::{Act, Edtf, Lang, Mode, Report};
use rusqlite::Connection;

/// What was said, in the order of saying; what is not dated comes last.
///
/// All filters must hold. A statement lies in a range when its date *can* lie in it: `2025-07` lies in what
/// begins on 2025-07-15. With a range, statements of unknown date are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatementFilter {
    /// Only by this speaker: an id or its beginning, or any of the names, whatever the case and accents.
    /// What is said for that one by somebody else counts too. A name that several speakers share is asked about.
    pub speaker: Option<String>,
    /// Only about this topic or one below it: an id, or a label in any language.
    pub topic: Option<String>,
    /// Only what does this.
    pub act: Option<Act>,
    /// Only what came to be known so.
    pub report: Option<Report>,
    /// Only what is rendered so.
    pub mode: Option<Mode>,
    /// Only from the first day of this date on.
    pub since: Option<Edtf>,
    /// Only up to the last day of this date.
    pub until: Option<Edtf>,
    /// Only from articles in this language.
    pub lang: Option<Lang>,
    /// Only from this publisher, whatever the case and accents.
    pub publisher: Option<String>,
    /// Only what can be relied on so far.
    pub reliability: ReliabilityFilter,
    /// Only the first so many.
    pub limit: Option<usize>,
}

impl Query for StatementFilter {
    type Answer = StatementList;

    fn answer(&self, conn: &Connection) -> Result<StatementList, QueryError> {
        Selection::from_filter(self, conn)?.load_chronologically(conn, self.limit)
    }
}
