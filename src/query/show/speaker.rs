use super::sheets::{Capacity, Merger, Name, SpeakerSheet};
use crate::query::ending::merger_of;
use crate::query::selection::list;
use crate::query::{QueryError, days, mentions, people, row, speakers, topics};
use rusqlite::Connection;

/// Everything about the speaker with this row.
pub(super) fn sheet(conn: &Connection, speaker: i64) -> Result<SpeakerSheet, QueryError> {
    let members = people::members(conn, &[speaker])?;
    let mut lines = speakers::lines(conn, Some(&members), None)?;
    Ok(SpeakerSheet {
        line: lines.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        names: names(conn, &members)?,
        identifiers: identifiers(conn, &members)?,
        named_by: mentions::naming(conn, &members)?,
        answers: mentions::exchanges(conn, &members, false)?,
        answered_by: mentions::exchanges(conn, &members, true)?,
        capacities: capacities(conn, &members)?,
        topics: topics::of_speaker(conn, &members)?,
        merged: merger(conn, speaker)?,
        ended: None,
    })
}

/// How the speaker with this row was merged into another one; `None` where that is not so.
fn merger(conn: &Connection, speaker: i64) -> Result<Option<Merger>, QueryError> {
    if people::wholes(conn, &[speaker])? == [speaker] {
        return Ok(None);
    }
    let mut select = conn.prepare_cached("SELECT id, name FROM called WHERE row = ?1")?;
    let (id, name): (String, Option<String>) =
        select.query_row([speaker], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let by = merger_of(conn, &id)?;
    Ok(by.map(|by| Merger { id, name, by }))
}

fn names(conn: &Connection, speakers: &[i64]) -> Result<Vec<Name>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT n.name, n.source, CASE n.source
             WHEN 'reference' THEN (SELECT count(*) FROM statement AS s WHERE s.speaker IN ({0}) AND s.named_as = n.name)
             WHEN 'description' THEN (SELECT count(*) FROM statement AS s WHERE s.speaker IN ({0}) AND s.named_as = n.name)
             WHEN 'namesake' THEN (SELECT count(*) FROM statement AS s
                 WHERE s.speaker IN ({0}) AND s.reference = n.name AND s.named_as <> n.name)
             WHEN 'mention' THEN (SELECT count(*) FROM statement AS s WHERE s.speaker IN ({0}) AND s.mention = n.name)
             WHEN 'pinyin' THEN (SELECT count(*) FROM statement AS s WHERE s.speaker = min(n.speaker))
             ELSE 0 END AS uses
         FROM name AS n WHERE n.speaker IN ({0})
         GROUP BY n.source, n.name ORDER BY uses DESC, n.source DESC, n.name",
        list(speakers)
    ))?;
    let mut rows = select.query([])?;
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

fn identifiers(conn: &Connection, speakers: &[i64]) -> Result<Vec<String>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT DISTINCT identifier FROM identifier WHERE speaker IN ({}) ORDER BY identifier",
        list(speakers)
    ))?;
    let found = select.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn capacities(conn: &Connection, speakers: &[i64]) -> Result<Vec<Capacity>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT capacity, count(*), min(said_from) AS first, max(said_to) FROM statement
         WHERE speaker IN ({}) AND capacity IS NOT NULL GROUP BY capacity ORDER BY first, capacity",
        list(speakers)
    ))?;
    let mut rows = select.query([])?;
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
