//! Makes new versions of a statement and hands them to the projections. A version is a reading
//! with the decisions of people applied to it.

use super::article_version::CurrentArticleVersion;
use super::day_range::DayRange;
use super::position::OPEN_END_POS;
use super::registry::PROJECTIONS;
use super::statement_lookup::{StoredVersion, current_version, find_wording_row, next_row};
use super::statement_version::{ClosedVersion, ReadingOrigin, StatementVersion};
use super::{ProjectionError, decisions, statement_detail};
use crate::domain::{Statement, StatementDecisions, StatementId, fold};
use rusqlite::Connection;

/// Adds the reading `statement`, recorded at `position`. It becomes the current version, replacing an earlier one.
///
/// Where people decided on the statement, the reading itself is stored only as the basis of the version with the
/// decisions applied; where they withdrew it, none becomes current.
pub(super) fn insert_reading(
    conn: &Connection,
    position: i64,
    article: &CurrentArticleVersion,
    origin: ReadingOrigin,
    statement: &Statement,
) -> Result<(), ProjectionError> {
    let earlier = current_version(conn, &statement.id)?;
    let stored = decisions::load_decisions(conn, &statement.id)?;
    let writer = VersionWriter {
        position,
        article,
        origin,
        has_earlier_versions: earlier.is_some() || stored.is_some(),
    };
    let undecided = StatementDecisions::default();
    match stored {
        None => {
            writer.insert(conn, None, statement, &undecided, OPEN_END_POS)?;
        }
        Some(stored) => {
            let reading = writer.insert(conn, None, statement, &undecided, position)?;
            if !stored.is_withdrawn {
                let decided = stored.decisions.corrected(statement);
                writer.insert(conn, Some(reading), &decided, &stored.decisions, OPEN_END_POS)?;
            }
        }
    }
    match earlier {
        Some(earlier) => close_version(conn, earlier.row, position),
        None => Ok(()),
    }
}

/// Adds a version of a known statement: the reading that `latest` is based on, with the decisions that are in
/// force now. It becomes current and replaces `latest` where that was current.
pub(super) fn insert_revision(
    conn: &Connection,
    position: i64,
    article: &CurrentArticleVersion,
    id: &StatementId,
    latest: &StoredVersion,
) -> Result<(), ProjectionError> {
    let (statement, origin) = statement_detail::load_reading(conn, id, latest.reading_row)?;
    let writer = VersionWriter {
        position,
        article,
        origin,
        has_earlier_versions: true,
    };
    let decisions = decisions::load_decisions(conn, id)?
        .map(|stored| stored.decisions)
        .unwrap_or_default();
    let decided = decisions.corrected(&statement);
    writer.insert(conn, Some(latest.reading_row), &decided, &decisions, OPEN_END_POS)?;
    if latest.is_current {
        close_version(conn, latest.row, position)
    } else {
        Ok(())
    }
}

/// What all versions made by one event share.
struct VersionWriter<'a> {
    position: i64,
    article: &'a CurrentArticleVersion,
    origin: ReadingOrigin,
    /// Whether the statement may have earlier versions, whose wording row is to be shared.
    has_earlier_versions: bool,
}

impl VersionWriter<'_> {
    /// Adds a version that ends at `valid_to_pos` and returns its row. `reading_row` is the reading that it is based
    /// on; `None` for a reading itself.
    fn insert(
        &self,
        conn: &Connection,
        reading_row: Option<i64>,
        statement: &Statement,
        decisions: &StatementDecisions,
        valid_to_pos: i64,
    ) -> Result<i64, ProjectionError> {
        let row = next_row(conn)?;
        let words = statement.words();
        let wording_row = if self.has_earlier_versions {
            find_wording_row(conn, &statement.id, &words, self.article.lang.as_str())?
        } else {
            None
        };
        let mut version = StatementVersion {
            row,
            valid_from_pos: self.position,
            valid_to_pos,
            reading_row: reading_row.unwrap_or(row),
            wording_row: wording_row.unwrap_or(row),
            origin: self.origin.clone(),
            article: self.article,
            statement,
            decisions,
            words: &words,
            folded: &fold(&words),
            said: DayRange::from(statement.said.date),
            speaker: None,
            named_as: None,
            is_description: false,
            side_speaker: None,
        };
        PROJECTIONS
            .iter()
            .try_for_each(|projection| projection.on_statement_version(conn, &mut version))?;
        Ok(row)
    }
}

/// Ends the version in `row` at `position`.
pub(super) fn close_version(conn: &Connection, row: i64, position: i64) -> Result<(), ProjectionError> {
    let closed = conn
        .prepare_cached(&[ClosedVersion::SELECT, " WHERE row = ?1"].concat())?
        .query_row([row], |row| ClosedVersion::from_row(row, position))?;
    notify_closed(conn, &closed)
}

/// Tells the projections, the last one first, that a version is no longer current.
pub(super) fn notify_closed(conn: &Connection, closed: &ClosedVersion) -> Result<(), ProjectionError> {
    PROJECTIONS
        .iter()
        .rev()
        .try_for_each(|projection| projection.on_statement_closed(conn, closed))
}
