//! The versions of a statement: each is the reading with what persons decided on it.

use super::facts::{
    ClosedVersion, CurrentArticleVersion, DayRange, OPEN_END_POS, ReadingOrigin, StatementVersion,
};
use super::{ALL, ProjectionError, decisions, statement_detail};
use crate::domain::{Decisions, SpeakerKind, Statement, StatementId, fold};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A version that is there, and the reading behind it.
pub(super) struct VersionRef {
    /// Its row.
    pub(super) row: i64,
    /// The row of the reading.
    reading: i64,
    /// Whether it counts.
    is_current: bool,
}

const SELECT_VERSION_REF: &str = "SELECT row, reading_row, valid_to_pos FROM statement_version";

impl VersionRef {
    /// The row of the reading behind it.
    pub(super) const fn reading(&self) -> i64 {
        self.reading
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            reading: row.get(1)?,
            is_current: row.get::<_, i64>(2)? == OPEN_END_POS,
        })
    }
}

/// The version of a statement that counts, if one does.
pub(super) fn current_version(
    conn: &Connection,
    id: &StatementId,
) -> Result<Option<VersionRef>, ProjectionError> {
    let found = conn
        .prepare_cached(&[SELECT_VERSION_REF, " WHERE id = ?1 AND valid_to_pos = ?2"].concat())?
        .query_row(params![id.as_str(), OPEN_END_POS], VersionRef::from_row)
        .optional()?;
    Ok(found)
}

/// The last version that there was of a statement.
pub(super) fn latest_version(
    conn: &Connection,
    id: &StatementId,
) -> Result<Option<VersionRef>, ProjectionError> {
    let found = conn
        .prepare_cached(&[SELECT_VERSION_REF, " WHERE id = ?1 ORDER BY row DESC LIMIT 1"].concat())?
        .query_row([id.as_str()], VersionRef::from_row)
        .optional()?;
    Ok(found)
}

/// The versions of an article's statements that counted until `until`, in the order of their rows.
pub(super) fn versions_of_article(
    conn: &Connection,
    article: i64,
    until: i64,
) -> Result<Vec<(StatementId, VersionRef)>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT row, reading_row, valid_to_pos, id FROM statement_version
         WHERE article = ?1 AND valid_to_pos = ?2 AND valid_from_pos < valid_to_pos ORDER BY row",
    )?;
    let mut rows = select.query([article, until])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        let id = id
            .parse()
            .map_err(|_| ProjectionError::Damaged("the id of a statement"))?;
        found.push((id, VersionRef::from_row(row)?));
    }
    Ok(found)
}

/// `statement` was read at the position `at`.
pub(super) fn insert_reading(
    conn: &Connection,
    at: i64,
    article: &CurrentArticleVersion,
    read: ReadingOrigin,
    statement: &Statement,
) -> Result<(), ProjectionError> {
    let earlier = current_version(conn, &statement.id)?;
    let ruled = decisions::load_decisions(conn, &statement.id)?;
    let new = VersionWriter {
        position: at,
        article,
        origin: read,
        has_earlier_versions: earlier.is_some() || ruled.is_some(),
    };
    match ruled {
        None => {
            new.insert(conn, None, statement, &Decisions::default(), OPEN_END_POS)?;
        }
        Some(decisions::StoredDecisions {
            is_withdrawn: withdrawn,
            decisions,
        }) => {
            let reading = new.insert(conn, None, statement, &Decisions::default(), at)?;
            if !withdrawn {
                new.insert(
                    conn,
                    Some(reading),
                    &decisions.of(statement),
                    &decisions,
                    OPEN_END_POS,
                )?;
            }
        }
    }
    match earlier {
        Some(earlier) => close_version(conn, earlier.row, at),
        None => Ok(()),
    }
}

/// The statement in a version of its own, as the reading behind `latest` and what is decided by now make it.
pub(super) fn insert_revision(
    conn: &Connection,
    at: i64,
    article: &CurrentArticleVersion,
    id: &StatementId,
    latest: &VersionRef,
) -> Result<(), ProjectionError> {
    let (statement, read) = statement_detail::load_reading(conn, id, latest.reading)?;
    let new = VersionWriter {
        position: at,
        article,
        origin: read,
        has_earlier_versions: true,
    };
    let decisions = decisions::load_decisions(conn, id)?
        .map(|ruled| ruled.decisions)
        .unwrap_or_default();
    new.insert(
        conn,
        Some(latest.reading),
        &decisions.of(&statement),
        &decisions,
        OPEN_END_POS,
    )?;
    if latest.is_current {
        close_version(conn, latest.row, at)
    } else {
        Ok(())
    }
}

/// What the versions share that one event brings in.
struct VersionWriter<'a> {
    position: i64,
    article: &'a CurrentArticleVersion,
    origin: ReadingOrigin,
    /// Whether there may be an earlier version of the statement.
    has_earlier_versions: bool,
}

impl VersionWriter<'_> {
    /// Adds a version and returns its row. It counts until `until`; `reading` is the row of the reading behind it,
    /// where it is not the reading itself.
    fn insert(
        &self,
        conn: &Connection,
        reading: Option<i64>,
        statement: &Statement,
        decisions: &Decisions,
        until: i64,
    ) -> Result<i64, ProjectionError> {
        let row = next_row(conn)?;
        let words = statement.words();
        let wording = if self.has_earlier_versions {
            find_wording_row(conn, statement, &words, self.article)?
        } else {
            None
        };
        let mut version = StatementVersion {
            row,
            valid_from_pos: self.position,
            valid_to_pos: until,
            reading_row: reading.unwrap_or(row),
            wording_row: wording.unwrap_or(row),
            origin: self.origin.clone(),
            article: self.article,
            statement,
            decisions,
            words: &words,
            folded: &fold(&words),
            said: DayRange::from(statement.said.date),
            speaker: None,
            named_as: None,
            is_described: false,
            side_speaker: None,
        };
        ALL.iter()
            .try_for_each(|projection| projection.on_statement_version(conn, &mut version))?;
        Ok(row)
    }
}

fn next_row(conn: &Connection) -> Result<i64, ProjectionError> {
    let mut last = conn.prepare_cached("SELECT coalesce(max(row), 0) + 1 FROM statement_version")?;
    Ok(last.query_row([], |row| row.get(0))?)
}

/// The first version of the statement that had these words, in the language of its article.
fn find_wording_row(
    conn: &Connection,
    statement: &Statement,
    words: &str,
    article: &CurrentArticleVersion,
) -> Result<Option<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT wording_row FROM statement_version WHERE id = ?1 AND words = ?2 AND lang = ?3 LIMIT 1",
    )?;
    let found = select.query_row(
        params![statement.id.as_str(), words, article.lang.as_str()],
        |row| row.get(0),
    );
    Ok(found.optional()?)
}

/// Ends the version with this row.
pub(super) fn close_version(conn: &Connection, row: i64, at: i64) -> Result<(), ProjectionError> {
    let gone = conn
        .prepare_cached(&[ClosedVersion::SELECT, " WHERE row = ?1"].concat())?
        .query_row([row], |row| ClosedVersion::from_row(row, at))?;
    notify_closed(conn, &gone)
}

/// Tells the projections that a version no longer counts.
pub(super) fn notify_closed(conn: &Connection, statement: &ClosedVersion) -> Result<(), ProjectionError> {
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.on_statement_closed(conn, statement))
}

impl ClosedVersion {
    /// What selects the cells that [`ClosedVersion::read`] reads.
    pub(super) const SELECT: &'static str = "SELECT row, speaker, reference, speaker_kind, mention, named_as, side, \
                                             side_speaker, reader FROM statement_version";

    /// What is gone from the position `until` on.
    pub(super) fn from_row(row: &Row<'_>, until: i64) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            valid_to_pos: until,
            speaker: row.get(1)?,
            reference: row.get(2)?,
            kind: row.get_ref(3)?.as_str()?.parse().unwrap_or(SpeakerKind::Unknown),
            mention: row.get(4)?,
            named_as: row.get(5)?,
            side: row.get::<_, Option<String>>(6)?.zip(row.get(7)?),
            reader: row.get(8)?,
        })
    }
}
