//! Canonical speakers: persons merge speakers, and statements keep the speaker that their article names. This file maps
//! a named speaker to the canonical one that it was merged into, or to itself.

use super::{QueryError, SpeakerRef, sql};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// SQL: the row of the canonical speaker of `statement AS s`, with `canonical_speaker AS w` joined by its speaker.
pub(super) const CANONICAL_SPEAKER_SQL: &str = "coalesce(w.canonical, s.speaker)";

/// SQL: text that is equal for the same speaker of `statement AS s` in all copies of one story, with
/// `canonical_speaker AS w` joined by its speaker. A described speaker ("the minister") is compared by the words of the
/// description, because each article gives it a row of its own.
pub(super) const SPEAKER_IN_STORY_SQL: &str = "CASE WHEN s.is_description AND w.canonical IS NULL THEN lower(s.reference) ELSE CAST(coalesce(w.canonical, s.speaker) AS TEXT) END";

/// SQL: the row of the canonical speaker of the speaker in `column`.
pub(super) fn canonical_speaker_sql(column: &str) -> String {
    format!(
        "coalesce((SELECT canonical FROM canonical_speaker
                 WHERE canonical_speaker.speaker = {column}), {column})"
    )
}

/// SQL: the name of the canonical speaker with the row `speaker`.
///
/// Takes the references of that speaker, else those of the speakers merged into it, else the descriptions. Of several,
/// the last in code point order wins, because it has the most lower-case letters and accents.
pub(super) fn canonical_name_sql(speaker: &str) -> String {
    format!(
        "coalesce((SELECT max(n.name) FROM speaker_name AS n
            WHERE n.speaker = {speaker} AND n.source = 'reference'),
            (SELECT max(n.name) FROM merged_speaker AS m
                CROSS JOIN speaker_name AS n ON n.speaker = m.speaker AND n.source = 'reference'
             WHERE m.canonical = {speaker}),
            (SELECT max(n.name) FROM speaker_name AS n
                WHERE n.speaker = {speaker} AND n.source = 'description'),
            (SELECT max(n.name) FROM merged_speaker AS m CROSS JOIN speaker_name AS n
                ON n.speaker = m.speaker AND n.source = 'description' WHERE m.canonical = {speaker}))"
    )
}

/// The rows of the canonical speakers of `rows`, each once, in order.
pub(super) fn find_canonical_speakers(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT canonical FROM canonical_speaker WHERE speaker = ?1")?;
    let mut found = BTreeSet::new();
    for speaker in rows {
        let canonical = select.query_row([speaker], |row| row.get(0)).optional()?;
        found.insert(canonical.unwrap_or(*speaker));
    }
    Ok(found.into_iter().collect())
}

/// The rows of all speakers that share a canonical speaker with one of `rows`, including these, in order.
pub(super) fn find_merged_speakers(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT speaker FROM merged_speaker WHERE canonical = ?1")?;
    let mut found = BTreeSet::new();
    for canonical in find_canonical_speakers(conn, rows)? {
        found.insert(canonical);
        for member in select.query_map([canonical], |row| row.get(0))? {
            found.insert(member?);
        }
    }
    Ok(found.into_iter().collect())
}

/// Loads the reference to the canonical speaker with this row; `None` if it has no name.
pub(super) fn load_speaker_ref(conn: &Connection, speaker: i64) -> Result<Option<SpeakerRef>, QueryError> {
    let sql = format!(
        "SELECT id, {} FROM speaker AS p WHERE row = ?1",
        canonical_name_sql("p.row")
    );
    let mut select = conn.prepare_cached(&sql)?;
    let mut rows = select.query([speaker])?;
    let Some(cells) = rows.next()? else {
        return Ok(None);
    };
    let name: Option<String> = cells.get(1)?;
    let id = sql::parse_cell(cells, 0, "a speaker id")?;
    Ok(name.map(|name| SpeakerRef { id, name }))
}

/// Loads the references to these canonical speakers; leaves out those without a name.
pub(super) fn load_speaker_refs(conn: &Connection, speakers: &[i64]) -> Result<Vec<SpeakerRef>, QueryError> {
    let names = speakers.iter().map(|speaker| load_speaker_ref(conn, *speaker));
    names.filter_map(Result::transpose).collect()
}
