//! Loads the last version of items that are no longer current.

use super::details::Details;
use super::{article, speaker, statement, topic};
use crate::query::as_of::ask_as_of;
use crate::query::ending_lookup::load_ending_at;
use crate::query::resolve::{FormerItem, FormerKind};
use crate::query::{EndingCause, QueryError};
use rusqlite::{Connection, OptionalExtension};

impl FormerItem {
    /// Loads its details as of its last version, with what ended it.
    pub(super) fn load_details(&self, conn: &Connection, around: u32) -> Result<Details, QueryError> {
        let ended = load_ending_at(conn, self.ended_pos)?;
        let before = match (self.kind, ended.what) {
            (FormerKind::Statement, EndingCause::Revised) => self.position_before_revision(conn)?,
            _ => self.ended_pos - 1,
        };
        let mut shown = ask_as_of(conn, before, || self.load_current_details(conn, around))?;
        let place = match &mut shown {
            Details::Statement(sheet) => &mut sheet.ended,
            Details::Article(sheet) => &mut sheet.ended,
            Details::Speaker(sheet) => &mut sheet.ended,
            Details::Topic(sheet) => &mut sheet.ended,
            Details::Redacted(_) => return Ok(shown),
        };
        *place = Some(ended);
        Ok(shown)
    }

    /// The last position at which the article still contained the words of a statement that a revision removed.
    fn position_before_revision(&self, conn: &Connection) -> Result<i64, QueryError> {
        let mut select = conn.prepare_cached(
            "SELECT max(a.valid_from_pos) - 1 FROM statement_version AS v
                 CROSS JOIN article_version AS a ON a.ingested_pos = v.article AND a.valid_from_pos <= ?2
             WHERE v.id = ?1 AND EXISTS (SELECT 1 FROM statement_version AS b
                 WHERE b.id = ?1 AND b.valid_from_pos < a.valid_from_pos
                     AND b.valid_to_pos >= a.valid_from_pos AND b.valid_from_pos < b.valid_to_pos)",
        )?;
        let before: Option<i64> = select
            .query_row((&self.id, self.ended_pos), |row| row.get(0))
            .optional()?
            .flatten();
        Ok(before.unwrap_or(self.ended_pos - 1))
    }

    /// Loads its details as of a position at which it is current.
    fn load_current_details(&self, conn: &Connection, around: u32) -> Result<Details, QueryError> {
        let row = |sql: &str| -> Result<i64, QueryError> {
            let mut select = conn.prepare(sql)?;
            Ok(select.query_row([&self.id], |row| row.get(0))?)
        };
        Ok(match self.kind {
            FormerKind::Statement => {
                let row = row("SELECT row FROM statement_of_any_reader WHERE id = ?1")?;
                Details::Statement(Box::new(statement::load_details_as_read(conn, row, around)?))
            }
            FormerKind::Article => {
                let row = row("SELECT ingested_pos FROM article WHERE id = ?1")?;
                Details::Article(Box::new(article::load_details(conn, row)?))
            }
            FormerKind::Speaker => {
                let row = row("SELECT row FROM speaker WHERE id = ?1")?;
                Details::Speaker(Box::new(speaker::load_details(conn, row)?))
            }
            FormerKind::Topic => {
                let row = row("SELECT row FROM topic WHERE id = ?1")?;
                Details::Topic(Box::new(topic::load_details(conn, row)?))
            }
        })
    }
}
