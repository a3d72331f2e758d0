use super::people::WHOLE;
use super::selection::{CELL_COUNT, Selection, entry};
use super::{Entry, QueryError};
use rusqlite::Connection;

/// A statement with where it stands beside others: what cross-references are told by.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// The statement.
    pub(super) entry: Entry,
    /// Its row.
    pub(super) row: i64,
    /// The row of its wording.
    pub(super) wording: i64,
    /// The row of the speaker, mergers followed.
    pub(super) whole: Option<i64>,
    /// The first day that it can have been said.
    pub(super) said_from: i64,
    /// The last day.
    pub(super) said_to: i64,
    /// The day of publication.
    pub(super) published_day: i64,
    /// The position of its reading.
    pub(super) position: i64,
    /// The story that its article belongs to.
    pub(super) story: i64,
}

impl Placed {
    /// Whether it certainly was said before the other.
    pub(super) const fn is_before(&self, other: &Self) -> bool {
        self.said_from <= self.said_to && self.said_to < other.said_from && other.said_from <= other.said_to
    }

    /// What orders statements in time: the first day that each can have been said, then publication, then recording.
    pub(super) const fn order(&self) -> (i64, i64, i64) {
        (self.said_from, self.published_day, self.position)
    }
}

/// The statements that `selection` lets through, in the order of saying.
pub(super) fn placed(
    conn: &Connection,
    selection: Selection,
    limit: Option<usize>,
) -> Result<Vec<Placed>, QueryError> {
    let more = format!(
        ", s.row, s.wording, {WHOLE}, s.said_from, s.said_to, s.published_day, s.position,
         coalesce((SELECT story FROM story WHERE story.text = a.text), a.text)"
    );
    let mut found = Vec::new();
    selection.each(conn, &more, Selection::ORDER, limit, |cells| {
        let cell = |number| cells.get(CELL_COUNT + number);
        found.push(Placed {
            row: cell(0)?,
            wording: cell(1)?,
            whole: cells.get(CELL_COUNT + 2)?,
            said_from: cell(3)?,
            said_to: cell(4)?,
            published_day: cell(5)?,
            position: cell(6)?,
            story: cell(7)?,
            entry: entry(cells)?,
        });
        Ok(())
    })?;
    Ok(found)
}
