//! Finds versions of statements in the table that the projection of statements fills.

use super::ProjectionError;
use super::fold::Fold;
use super::position::OPEN_END_POS;
use crate::domain::StatementId;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A stored version of a statement.
pub(super) struct StoredVersion {
    /// `statement_version.row`.
    pub(super) row: i64,
    /// Row of the uncorrected reading that the version is based on.
    pub(super) reading_row: i64,
    /// Whether the version is current.
    pub(super) is_current: bool,
}

const SELECT: &str = "SELECT row, reading_row, valid_to_pos FROM statement_version";

impl StoredVersion {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            reading_row: row.get(1)?,
            is_current: row.get::<_, i64>(2)? == OPEN_END_POS,
        })
    }
}

/// The current version of a statement, if it has one.
pub(super) fn current_version(
    conn: &Connection,
    id: &StatementId,
) -> Result<Option<StoredVersion>, ProjectionError> {
    let found = conn
        .prepare_cached(&[SELECT, " WHERE id = ?1 AND valid_to_pos = ?2"].concat())?
        .query_row(params![id.as_str(), OPEN_END_POS], StoredVersion::from_row)
        .optional()?;
    Ok(found)
}

/// The newest version of a statement, current or not.
pub(super) fn latest_version(
    conn: &Connection,
    id: &StatementId,
) -> Result<Option<StoredVersion>, ProjectionError> {
    let found = conn
        .prepare_cached(&[SELECT, " WHERE id = ?1 ORDER BY row DESC LIMIT 1"].concat())?
        .query_row([id.as_str()], StoredVersion::from_row)
        .optional()?;
    Ok(found)
}

/// The versions of an article's statements that were current until `valid_to_pos`, ordered by row. `article` is
/// `article_version.ingested_pos`.
pub(super) fn versions_of_article(
    conn: &Connection,
    article: i64,
    valid_to_pos: i64,
) -> Result<Vec<(StatementId, StoredVersion)>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT row, reading_row, valid_to_pos, id FROM statement_version
         WHERE article = ?1 AND valid_to_pos = ?2 AND valid_from_pos < valid_to_pos ORDER BY row",
    )?;
    let mut rows = select.query([article, valid_to_pos])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        let id = id
            .parse()
            .map_err(|_| ProjectionError::Damaged("the id of a statement"))?;
        found.push((id, StoredVersion::from_row(row)?));
    }
    Ok(found)
}

/// `wording_row` of an earlier version of the statement with the same words in the same language, if there is one.
pub(super) fn find_wording_row(
    conn: &Connection,
    id: &StatementId,
    words: &str,
    lang: &str,
) -> Result<Option<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_row FROM statement_version WHERE id = ?1 AND words = ?2 AND lang = ?3 LIMIT 1",
    )?;
    let found = select.query_row(params![id.as_str(), words, lang], |row| row.get(0));
    Ok(found.optional()?)
}

/// The row for the next version, which the caller inserts.
pub(super) fn next_row(fold: &Fold<'_>) -> Result<i64, ProjectionError> {
    let next = &fold.memory.next_statement_row;
    if next.get() == 0 {
        let mut last = fold
            .conn
            .prepare_cached("SELECT coalesce(max(row), 0) + 1 FROM statement_version")?;
        next.set(last.query_row([], |row| row.get(0))?);
    }
    Ok(next.replace(next.get() + 1))
}
