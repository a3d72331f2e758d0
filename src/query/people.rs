//! Speakers as persons have merged them: a statement keeps the speaker that its article names, and whoever is whole
//! with that one is found beside it.

use super::{QueryError, SpeakerName, row};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// The row of whom the speaker of `statement AS s` is, where `whole AS w` is joined by that speaker.
pub(super) const WHOLE: &str = "coalesce(w.whole, s.speaker)";

/// Who speaks in `statement AS s`, as text that is equal for the same speaker in the copies of one story, where
/// `whole AS w` is joined by that speaker: whom a description means there is told by its words.
pub(super) const IN_STORY: &str = "CASE WHEN s.described AND w.whole IS NULL THEN lower(s.reference) ELSE CAST(coalesce(w.whole, s.speaker) AS TEXT) END";

/// The row of whom the speaker in `column` is.
pub(super) fn whole(column: &str) -> String {
    format!("coalesce((SELECT whole FROM whole WHERE whole.speaker = {column}), {column})")
}

/// The canonical name of the whole speaker with the row `speaker`, as SQL: of the references of that speaker, else of
/// those merged, the one with the most lower case and accents, which is the last in the order of code points.
/// Whoever has no name is called by the description.
pub(super) fn name(speaker: &str) -> String {
    format!(
        "coalesce((SELECT max(n.name) FROM name AS n WHERE n.speaker = {speaker} AND n.source = 'reference'),
            (SELECT max(n.name) FROM whole AS m CROSS JOIN name AS n ON n.speaker = m.speaker AND n.source = 'reference'
             WHERE m.whole = {speaker}),
            (SELECT max(n.name) FROM name AS n WHERE n.speaker = {speaker} AND n.source = 'description'),
            (SELECT max(n.name) FROM whole AS m CROSS JOIN name AS n
                ON n.speaker = m.speaker AND n.source = 'description' WHERE m.whole = {speaker}))"
    )
}

/// The kind of the whole speaker with the row `speaker`, as SQL; an unknown kind gives way to any other.
pub(super) fn kind(speaker: &str) -> String {
    format!(
        "coalesce((SELECT n.kind FROM name AS n WHERE n.source IN ('reference', 'description')
             AND n.speaker IN (SELECT {speaker} UNION SELECT m.speaker FROM whole AS m WHERE m.whole = {speaker})
         ORDER BY instr('person institution document group unknown', n.kind) LIMIT 1), 'unknown')"
    )
}

/// The rows of whom the speakers in `rows` are, each once, in order.
pub(super) fn wholes(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT whole FROM whole WHERE speaker = ?1")?;
    let mut found = BTreeSet::new();
    for speaker in rows {
        let whole = select.query_row([speaker], |row| row.get(0)).optional()?;
        found.insert(whole.unwrap_or(*speaker));
    }
    Ok(found.into_iter().collect())
}

/// The rows of all speakers that are whole with one of `rows`, those included, in order.
pub(super) fn members(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT speaker FROM whole WHERE whole = ?1")?;
    let mut found = BTreeSet::new();
    for whole in wholes(conn, rows)? {
        found.insert(whole);
        for member in select.query_map([whole], |row| row.get(0))? {
            found.insert(member?);
        }
    }
    Ok(found.into_iter().collect())
}

/// The name of the whole speaker with this row.
pub(super) fn named(conn: &Connection, speaker: i64) -> Result<Option<SpeakerName>, QueryError> {
    let sql = format!("SELECT id, {} FROM speaker AS p WHERE row = ?1", name("p.row"));
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([speaker])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    let name: Option<String> = cells.get(1)?;
    let id = row::parsed(cells, 0, "a speaker id")?;
    Ok(name.map(|name| SpeakerName { id, name }))
}

/// The names of the whole speakers with these rows, of those that have one.
pub(super) fn all_named(conn: &Connection, speakers: &[i64]) -> Result<Vec<SpeakerName>, QueryError> {
    let names = speakers.iter().map(|speaker| named(conn, *speaker));
    names.filter_map(Result::transpose).collect()
}
