use super::sheets::{Capacity, Name, SpeakerSheet};
use crate::query::{QueryError, days, row, speakers, topics};
use rusqlite::Connection;

/// Everything about the speaker with this row.
pub(super) fn sheet(conn: &Connection, speaker: i64) -> Result<SpeakerSheet, QueryError> {
    let mut lines = speakers::lines(conn, Some(&[speaker]), None)?;
    Ok(SpeakerSheet {
        line: lines.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        names: names(conn, speaker)?,
        capacities: capacities(conn, speaker)?,
        topics: topics::of_speaker(conn, speaker)?,
    })
}

fn names(conn: &Connection, speaker: i64) -> Result<Vec<Name>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT name, source, sum(uses) AS uses FROM speaker_name WHERE speaker = ?1
         GROUP BY source, name ORDER BY uses DESC, source DESC, name",
    )?;
    let mut rows = select.query([speaker])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        names.push(Name {
            name: row.get(0)?,
            source: row.get(1)?,
            uses: row::count(row, 2)?,
        });
    }
    Ok(names)
}

fn capacities(conn: &Connection, speaker: i64) -> Result<Vec<Capacity>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT capacity, count(*), min(said_from) AS first, max(said_to) FROM statement
         WHERE speaker = ?1 AND capacity IS NOT NULL GROUP BY capacity ORDER BY first, capacity",
    )?;
    let mut rows = select.query([speaker])?;
    let mut capacities = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last) = days::range(row.get(2)?, row.get(3)?);
        capacities.push(Capacity {
            capacity: row.get(0)?,
            statements: row::count(row, 1)?,
            first,
            last,
        });
    }
    Ok(capacities)
}
