//! The versions of a statement: each is the reading with what persons decided on it.

use super::facts::{Days, FOREVER, Gone, Held, Read, Version};
use super::{ALL, ProjectionError, detail, rulings};
use crate::domain::{Decisions, SpeakerKind, Statement, StatementId, fold};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A version that is there, and the reading behind it.
pub(super) struct Latest {
    /// Its row.
    pub(super) row: i64,
    /// The row of the reading.
    reading: i64,
    /// Whether it counts.
    counts: bool,
}

const LATEST: &str = "SELECT row, reading, until FROM statement_version";

impl Latest {
    /// The row of the reading behind it.
    pub(super) const fn reading(&self) -> i64 {
        self.reading
    }

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            reading: row.get(1)?,
            counts: row.get::<_, i64>(2)? == FOREVER,
        })
    }
}

/// The version of a statement that counts, if one does.
pub(super) fn counting(conn: &Connection, id: &StatementId) -> Result<Option<Latest>, ProjectionError> {
    let found = conn
        .prepare_cached(&[LATEST, " WHERE id = ?1 AND until = ?2"].concat())?
        .query_row(params![id.as_str(), FOREVER], Latest::of)
        .optional()?;
    Ok(found)
}

/// The last version that there was of a statement.
pub(super) fn latest(conn: &Connection, id: &StatementId) -> Result<Option<Latest>, ProjectionError> {
    let found = conn
        .prepare_cached(&[LATEST, " WHERE id = ?1 ORDER BY row DESC LIMIT 1"].concat())?
        .query_row([id.as_str()], Latest::of)
        .optional()?;
    Ok(found)
}

/// The versions of an article's statements that counted until `until`, in the order of their rows.
pub(super) fn of_article(
    conn: &Connection,
    article: i64,
    until: i64,
) -> Result<Vec<(StatementId, Latest)>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT row, reading, until, id FROM statement_version
         WHERE article = ?1 AND until = ?2 AND since < until ORDER BY row",
    )?;
    let mut rows = select.query([article, until])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        let id = id
            .parse()
            .map_err(|_| ProjectionError::Damaged("the id of a statement"))?;
        found.push((id, Latest::of(row)?));
    }
    Ok(found)
}

/// `statement` was read at the position `at`.
pub(super) fn read(
    conn: &Connection,
    at: i64,
    article: &Held,
    read: Read,
    statement: &Statement,
) -> Result<(), ProjectionError> {
    let earlier = counting(conn, &statement.id)?;
    let ruled = rulings::of(conn, &statement.id)?;
    let new = New {
        at,
        article,
        read,
        known: earlier.is_some() || ruled.is_some(),
    };
    match ruled {
        None => {
            new.insert(conn, None, statement, &Decisions::default(), FOREVER)?;
        }
        Some(rulings::Ruled { withdrawn, decisions }) => {
            let reading = new.insert(conn, None, statement, &Decisions::default(), at)?;
            if !withdrawn {
                new.insert(conn, Some(reading), &decisions.of(statement), &decisions, FOREVER)?;
            }
        }
    }
    match earlier {
        Some(earlier) => close(conn, earlier.row, at),
        None => Ok(()),
    }
}

/// The statement in a version of its own, as the reading behind `latest` and what is decided by now make it.
pub(super) fn again(
    conn: &Connection,
    at: i64,
    article: &Held,
    id: &StatementId,
    latest: &Latest,
) -> Result<(), ProjectionError> {
    let (statement, read) = detail::reading(conn, id, latest.reading)?;
    let new = New {
        at,
        article,
        read,
        known: true,
    };
    let decisions = rulings::of(conn, id)?
        .map(|ruled| ruled.decisions)
        .unwrap_or_default();
    new.insert(
        conn,
        Some(latest.reading),
        &decisions.of(&statement),
        &decisions,
        FOREVER,
    )?;
    if latest.counts {
        close(conn, latest.row, at)
    } else {
        Ok(())
    }
}

/// What the versions share that one event brings in.
struct New<'a> {
    at: i64,
    article: &'a Held,
    read: Read,
    /// Whether there may be an earlier version of the statement.
    known: bool,
}

impl New<'_> {
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
        let wording = if self.known {
            wording(conn, statement, &words, self.article)?
        } else {
            None
        };
        let mut version = Version {
            row,
            since: self.at,
            until,
            reading: reading.unwrap_or(row),
            wording: wording.unwrap_or(row),
            read: self.read.clone(),
            article: self.article,
            statement,
            decisions,
            words: &words,
            folded: &fold(&words),
            said: Days::from(statement.said.date),
            speaker: None,
            named_as: None,
            is_described: false,
            side_speaker: None,
        };
        ALL.iter()
            .try_for_each(|projection| projection.statement_read(conn, &mut version))?;
        Ok(row)
    }
}

fn next_row(conn: &Connection) -> Result<i64, ProjectionError> {
    let mut last = conn.prepare_cached("SELECT coalesce(max(row), 0) + 1 FROM statement_version")?;
    Ok(last.query_row([], |row| row.get(0))?)
}

/// The first version of the statement that had these words, in the language of its article.
fn wording(
    conn: &Connection,
    statement: &Statement,
    words: &str,
    article: &Held,
) -> Result<Option<i64>, ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT wording FROM statement_version WHERE id = ?1 AND words = ?2 AND lang = ?3 LIMIT 1",
    )?;
    let found = select.query_row(
        params![statement.id.as_str(), words, article.lang.as_str()],
        |row| row.get(0),
    );
    Ok(found.optional()?)
}

/// Ends the version with this row.
pub(super) fn close(conn: &Connection, row: i64, at: i64) -> Result<(), ProjectionError> {
    let gone = conn
        .prepare_cached(&[Gone::SELECT, " WHERE row = ?1"].concat())?
        .query_row([row], |row| Gone::read(row, at))?;
    remove(conn, &gone)
}

/// Tells the projections that a version no longer counts.
pub(super) fn remove(conn: &Connection, statement: &Gone) -> Result<(), ProjectionError> {
    ALL.iter()
        .rev()
        .try_for_each(|projection| projection.statement_gone(conn, statement))
}

impl Gone {
    /// What selects the cells that [`Gone::read`] reads.
    pub(super) const SELECT: &'static str = "SELECT row, speaker, reference, kind, mention, named_as, side, \
                                             side_speaker, reader FROM statement_version";

    /// What is gone from the position `until` on.
    pub(super) fn read(row: &Row<'_>, until: i64) -> rusqlite::Result<Self> {
        Ok(Self {
            row: row.get(0)?,
            until,
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
