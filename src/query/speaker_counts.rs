//! Counts statements by canonical speaker, from indexes alone.

use super::QueryError;
use super::speaker_names::SpeakerNames;
use super::sql::{self, row_list};
use super::stored_counts::DatedCount;
use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};

/// Counts the statements of the speakers `only` (all if `None`), by canonical speaker.
///
/// With `topics`, only statements about these topics are counted. A joint statement is counted for each of its
/// speakers and for the group; a statement made for a side is counted for the side too.
pub(super) fn count_statements(
    conn: &Connection,
    names: &SpeakerNames<'_>,
    only: Option<&[i64]>,
    topics: Option<&[i64]>,
) -> Result<HashMap<i64, DatedCount>, QueryError> {
    let about = topics.map_or(String::new(), |rows| {
        format!(
            "AND s.row IN (SELECT statement FROM statement_topic WHERE topic IN ({}))",
            row_list(rows)
        )
    });
    let parts = load_parts(conn, only)?;
    let listed: Option<BTreeSet<i64>> = only.map(|rows| rows.iter().copied().collect());
    let among = |column: &str, further: &[(i64, i64)]| {
        only.map_or(format!("{column} IS NOT NULL"), |rows| {
            let joint = further.iter().map(|(_, joint)| *joint);
            format!(
                "{column} IN ({})",
                row_list(&rows.iter().copied().chain(joint).collect::<Vec<_>>())
            )
        })
    };
    let sum = "count(*), min(s.said_from), max(s.said_to) FROM statement AS s WHERE";
    let mut select = conn.prepare(&format!(
        "SELECT s.speaker, {sum} {} {about} GROUP BY s.speaker",
        among("s.speaker", &parts)
    ))?;
    let mut rows = select.query([])?;
    let mut own = HashMap::new();
    while let Some(row) = rows.next()? {
        own.insert(row.get(0)?, read_count(row, 1)?);
    }
    let mut counts = HashMap::with_capacity(own.len());
    for (speaker, count) in &own {
        if listed.as_ref().is_none_or(|listed| listed.contains(speaker)) {
            add_count(&mut counts, names.canonical_of(*speaker), count);
        }
    }
    for (part, joint) in &parts {
        if let Some(count) = own.get(joint) {
            add_count(&mut counts, names.canonical_of(*part), count);
        }
    }
    let mut select = conn.prepare(&format!(
        "SELECT s.side_speaker, s.speaker, {sum} {} {about} GROUP BY 1, 2",
        among("s.side_speaker", &[])
    ))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (side, speaker): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let side = names.canonical_of(side);
        if speaker.map(|speaker| names.canonical_of(speaker)) != Some(side) {
            add_count(&mut counts, side, &read_count(row, 2)?);
        }
    }
    Ok(counts)
}

/// Reads the columns from `first` on: count, first day, last day.
fn read_count(row: &Row<'_>, first: usize) -> Result<DatedCount, QueryError> {
    Ok(DatedCount::new(
        sql::count_cell(row, first)?,
        row.get(first + 1)?,
        row.get(first + 2)?,
    ))
}

/// Adds `count` to what is counted for `speaker`.
pub(super) fn add_count(counts: &mut HashMap<i64, DatedCount>, speaker: i64, count: &DatedCount) {
    counts.entry(speaker).or_insert(DatedCount::NONE).add(count);
}

/// The speakers `only` (all if `None`) that have a part in joint speakers, with these.
pub(super) fn load_parts(conn: &Connection, only: Option<&[i64]>) -> Result<Vec<(i64, i64)>, QueryError> {
    let among = only.map_or(String::new(), |rows| {
        format!("WHERE part IN ({})", row_list(rows))
    });
    let mut select = conn.prepare(&format!("SELECT part, joint FROM speaker_part {among}"))?;
    let parts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(parts.collect::<Result<_, _>>()?)
}
