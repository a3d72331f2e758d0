use super::selection::Selection;
use super::{Entries, QueryError, Question, Timeline};
use crate::domain::{Act, Edtf, Lang};
use rusqlite::Connection;

/// What was put forward, with its points, in the order of saying. The filters are those of
/// [`Timeline`](super::Timeline).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposals {
    /// Only by this speaker.
    pub speaker: Option<String>,
    /// Only about this topic or one below it.
    pub topic: Option<String>,
    /// Only from the first day of this date on.
    pub since: Option<Edtf>,
    /// Only up to the last day of this date.
    pub until: Option<Edtf>,
    /// Only from articles in this language.
    pub lang: Option<Lang>,
    /// Only from this publisher.
    pub publisher: Option<String>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

impl Question for Proposals {
    type Answer = Entries;

    fn answer(&self, conn: &Connection) -> Result<Entries, QueryError> {
        let proposals = Timeline {
            act: Some(Act::Proposal),
            speaker: self.speaker.clone(),
            topic: self.topic.clone(),
            since: self.since,
            until: self.until,
            lang: self.lang,
            publisher: self.publisher.clone(),
            ..Timeline::default()
        };
        Selection::of(&proposals, conn)?.in_order(conn, self.limit)
    }
}
