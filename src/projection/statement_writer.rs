//! Makes new versions of a statement and hands them to the projections. A version is a reading
//! with the decisions of people applied to it.

use super::article_version::CurrentArticleVersion;
use super::day_range::DayRange;
use super::derived::{Derived, DerivedStatement};
use super::fold::Fold;
use super::position::OPEN_END_POS;
use super::registry::PROJECTIONS;
use super::statement_lookup::{StoredVersion, current_version, find_wording_row, next_row};
use super::statement_version::{ClosedVersion, ReadingOrigin, StatementVersion};
use super::{ProjectionError, decisions, statement_detail};
use crate::domain::{Statement, StatementDecisions, StatementId};

/// Adds the reading `statement`, recorded at `position`. It becomes the current version, replacing an earlier one.
///
/// Where people decided on the statement, the reading itself is stored only as the basis of the version with the
/// decisions applied; where they withdrew it, none becomes current.
pub(super) fn insert_reading(
    fold: &Fold<'_>,
    position: i64,
    article: &CurrentArticleVersion,
    origin: ReadingOrigin,
    (statement, derived): (&Statement, Derived),
) -> Result<(), ProjectionError> {
    let (earlier, stored) = if is_first_version(fold, article, statement) {
        (None, None)
    } else {
        (
            current_version(fold.conn, &statement.id)?,
            decisions::load_decisions(fold.conn, &statement.id)?,
        )
    };
    let writer = VersionWriter {
        position,
        article,
        origin,
        has_earlier_versions: earlier.is_some() || stored.is_some(),
    };
    let undecided = StatementDecisions::default();
    let derived = derived.statement_in(article.lang, article.published_day);
    match stored {
        None => {
            writer.insert(fold, None, (statement, derived), &undecided, OPEN_END_POS)?;
        }
        Some(stored) => {
            let reading = writer.insert(fold, None, (statement, derived), &undecided, position)?;
            if !stored.is_withdrawn {
                let decided = stored.decisions.corrected(statement);
                writer.insert(
                    fold,
                    Some(reading),
                    (&decided, None),
                    &stored.decisions,
                    OPEN_END_POS,
                )?;
            }
        }
    }
    match earlier {
        Some(earlier) => close_version(fold, earlier.row, position),
        None => Ok(()),
    }
}

/// Whether the article is new and the statement was not recorded in it before.
fn is_first_version(fold: &Fold<'_>, article: &CurrentArticleVersion, statement: &Statement) -> bool {
    let mut new_article = fold.memory.new_article.borrow_mut();
    new_article
        .as_mut()
        .filter(|new| new.id == article.id)
        .is_some_and(|new| new.statements.insert(statement.id.clone()))
}

/// Adds a version of a known statement: the reading that `latest` is based on, with the decisions that are in
/// force now. It becomes current and replaces `latest` where that was current.
pub(super) fn insert_revision(
    fold: &Fold<'_>,
    position: i64,
    article: &CurrentArticleVersion,
    id: &StatementId,
    latest: &StoredVersion,
) -> Result<(), ProjectionError> {
    let (statement, origin) = statement_detail::load_reading(fold.conn, id, latest.reading_row)?;
    let writer = VersionWriter {
        position,
        article,
        origin,
        has_earlier_versions: true,
    };
    let decisions = decisions::load_decisions(fold.conn, id)?
        .map(|stored| stored.decisions)
        .unwrap_or_default();
    let decided = decisions.corrected(&statement);
    writer.insert(
        fold,
        Some(latest.reading_row),
        (&decided, None),
        &decisions,
        OPEN_END_POS,
    )?;
    if latest.is_current {
        close_version(fold, latest.row, position)
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
        fold: &Fold<'_>,
        reading_row: Option<i64>,
        (statement, derived): (&Statement, Option<Box<DerivedStatement>>),
        decisions: &StatementDecisions,
        valid_to_pos: i64,
    ) -> Result<i64, ProjectionError> {
        let row = next_row(fold)?;
        let (lang, published_day) = (self.article.lang, self.article.published_day);
        let derived = match derived {
            Some(derived) => derived,
            None => Box::new(DerivedStatement::new(lang, published_day, statement)?),
        };
        let wording_row = if self.has_earlier_versions {
            find_wording_row(fold.conn, &statement.id, &derived.words, lang.as_str())?
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
            derived: &derived,
            said: DayRange::from(statement.said.date),
            speaker: None,
            named_as: None,
            is_description: false,
            side_speaker: None,
            topics: Vec::new(),
        };
        PROJECTIONS
            .iter()
            .try_for_each(|projection| projection.on_statement_version(fold, &mut version))?;
        Ok(row)
    }
}

/// Ends the version in `row` at `position`.
pub(super) fn close_version(fold: &Fold<'_>, row: i64, position: i64) -> Result<(), ProjectionError> {
    let closed = fold
        .conn
        .prepare_cached(&[ClosedVersion::SELECT, " WHERE row = ?1"].concat())?
        .query_row([row], |row| ClosedVersion::from_row(row, position))?;
    notify_closed(fold, &closed)
}

/// Tells the projections, the last one first, that a version is no longer current.
pub(super) fn notify_closed(fold: &Fold<'_>, closed: &ClosedVersion) -> Result<(), ProjectionError> {
    PROJECTIONS
        .iter()
        .rev()
        .try_for_each(|projection| projection.on_statement_closed(fold, closed))
}
