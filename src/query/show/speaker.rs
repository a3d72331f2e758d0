//! Loads the details of a speaker.

use super::details::{CapacityUse, NameUse, SpeakerDetails, SpeakerMerger};
use crate::query::ending_lookup::load_merger_of_speaker;
use crate::query::sql::row_list;
use crate::query::{QueryError, canonical_speakers, days, named_speakers, speakers, sql, topics};
use rusqlite::Connection;

/// Loads the details of the speaker with this row, together with all speakers merged with it.
pub(super) fn load_details(conn: &Connection, speaker: i64) -> Result<SpeakerDetails, QueryError> {
    let members = canonical_speakers::find_merged_speakers(conn, &[speaker])?;
    let mut lines = speakers::load_speaker_entries(conn, Some(&members), None)?;
    Ok(SpeakerDetails {
        line: lines.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        names: load_names(conn, &members)?,
        identifiers: load_identifiers(conn, &members)?,
        named_by: named_speakers::count_statements_naming(conn, &members)?,
        answers: named_speakers::load_exchanges(conn, &members, false)?,
        answered_by: named_speakers::load_exchanges(conn, &members, true)?,
        capacities: load_capacities(conn, &members)?,
        topics: topics::load_topics_of_speakers(conn, &members)?,
        merged: load_merger(conn, speaker)?,
        ended: None,
    })
}

/// Loads how the speaker with this row was merged into another one; `None` if it was not.
fn load_merger(conn: &Connection, speaker: i64) -> Result<Option<SpeakerMerger>, QueryError> {
    if canonical_speakers::find_canonical_speakers(conn, &[speaker])? == [speaker] {
        return Ok(None);
    }
    let mut select = conn.prepare_cached("SELECT id, name FROM named_speaker WHERE row = ?1")?;
    let (id, name): (String, Option<String>) =
        select.query_row([speaker], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let by = load_merger_of_speaker(conn, &id)?;
    Ok(by.map(|by| SpeakerMerger { id, name, by }))
}

fn load_names(conn: &Connection, speakers: &[i64]) -> Result<Vec<NameUse>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT n.name, n.source, CASE n.source
             WHEN 'reference' THEN (SELECT count(*) FROM statement AS s
                 WHERE s.speaker IN ({0}) AND s.named_as = n.name)
             WHEN 'description' THEN (SELECT count(*) FROM statement AS s
                 WHERE s.speaker IN ({0}) AND s.named_as = n.name)
             WHEN 'namesake' THEN (SELECT count(*) FROM statement AS s
                 WHERE s.speaker IN ({0}) AND s.reference = n.name AND s.named_as <> n.name)
             WHEN 'mention' THEN (SELECT count(*) FROM statement AS s
                 WHERE s.speaker IN ({0}) AND s.mention = n.name)
             WHEN 'pinyin' THEN (SELECT count(*) FROM statement AS s WHERE s.speaker = min(n.speaker))
             ELSE 0 END AS uses
         FROM speaker_name AS n WHERE n.speaker IN ({0})
         GROUP BY n.source, n.name ORDER BY uses DESC, n.source DESC, n.name",
        row_list(speakers)
    ))?;
    let mut rows = select.query([])?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        names.push(NameUse {
            name: row.get(0)?,
            source: row.get(1)?,
            uses: sql::count_cell(row, 2)?,
        });
    }
    Ok(names)
}

fn load_identifiers(conn: &Connection, speakers: &[i64]) -> Result<Vec<String>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT DISTINCT identifier FROM speaker_identifier WHERE speaker IN ({}) ORDER BY identifier",
        row_list(speakers)
    ))?;
    let found = select.query_map([], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn load_capacities(conn: &Connection, speakers: &[i64]) -> Result<Vec<CapacityUse>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT capacity, count(*), min(said_from) AS first, max(said_to) FROM statement
         WHERE speaker IN ({}) AND capacity IS NOT NULL GROUP BY capacity ORDER BY first, capacity",
        row_list(speakers)
    ))?;
    let mut rows = select.query([])?;
    let mut capacities = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last) = days::date_range(row.get(2)?, row.get(3)?);
        capacities.push(CapacityUse {
            capacity: row.get(0)?,
            statements: sql::count_cell(row, 1)?,
            first,
            last,
        });
    }
    Ok(capacities)
}
