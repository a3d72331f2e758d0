//! Speakers as persons have merged them: a statement keeps the speaker that its article names, and whoever is whole
//! with that one is found beside it.

use super::{QueryError, SpeakerRef, row};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// The row of whom the speaker of `statement AS s` is, where `whole AS w` is joined by that speaker.
pub(super) const CANONICAL_SPEAKER_SQL: &str = "coalesce(w.canonical, s.speaker)";

/// Who speaks in `statement AS s`, as text that is equal for the same speaker in the copies of one story, where
/// `whole AS w` is joined by that speaker: whom a description means there is told by its words.
pub(super) const SPEAKER_IN_STORY_SQL: &str = "CASE WHEN s.is_description AND w.canonical IS NULL THEN lower(s.reference) ELSE CAST(coalesce(w.canonical, s.speaker) AS TEXT) END";

/// The row of whom the speaker in `column` is.
pub(super) fn canonical_speaker_sql(column: &str) -> String {
    format!(
        "coalesce((SELECT canonical FROM canonical_speaker WHERE canonical_speaker.speaker = {column}), {column})"
    )
}

/// The canonical name of the whole speaker with the row `speaker`, as SQL: of the references of that speaker, else of
/// those merged, the one with the most lower case and accents, which is the last in the order of code points.
/// Whoever has no name is called by the description.
pub(super) fn canonical_name_sql(speaker: &str) -> String {
    format!(
        "coalesce((SELECT max(n.name) FROM speaker_name AS n WHERE n.speaker = {speaker} AND n.source = 'reference'),
            (SELECT max(n.name) FROM canonical_speaker AS m CROSS JOIN speaker_name AS n ON n.speaker = m.speaker AND n.source = 'reference'
             WHERE m.canonical = {speaker}),
            (SELECT max(n.name) FROM speaker_name AS n WHERE n.speaker = {speaker} AND n.source = 'description'),
            (SELECT max(n.name) FROM canonical_speaker AS m CROSS JOIN speaker_name AS n
                ON n.speaker = m.speaker AND n.source = 'description' WHERE m.canonical = {speaker}))"
    )
}

/// The kind of the whole speaker with the row `speaker`, as SQL; an unknown kind gives way to any other.
pub(super) fn speaker_kind_sql(speaker: &str) -> String {
    format!(
        "coalesce((SELECT n.kind FROM speaker_name AS n WHERE n.source IN ('reference', 'description')
             AND n.speaker IN (SELECT {speaker} UNION SELECT m.speaker FROM canonical_speaker AS m WHERE m.canonical = {speaker})
         ORDER BY instr('person institution document group unknown', n.kind) LIMIT 1), 'unknown')"
    )
}

/// The rows of whom the speakers in `rows` are, each once, in order.
pub(super) fn find_canonical_speakers(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT canonical FROM canonical_speaker WHERE speaker = ?1")?;
    let mut found = BTreeSet::new();
    for speaker in rows {
        let whole = select.query_row([speaker], |row| row.get(0)).optional()?;
        found.insert(whole.unwrap_or(*speaker));
    }
    Ok(found.into_iter().collect())
}

/// The rows of all speakers that are whole with one of `rows`, those included, in order.
pub(super) fn find_merged_speakers(conn: &Connection, rows: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached("SELECT speaker FROM canonical_speaker WHERE canonical = ?1")?;
    let mut found = BTreeSet::new();
    for whole in find_canonical_speakers(conn, rows)? {
        found.insert(whole);
        for member in select.query_map([whole], |row| row.get(0))? {
            found.insert(member?);
        }
    }
    Ok(found.into_iter().collect())
}

/// The name of the whole speaker with this row.
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
    let id = row::parse_cell(cells, 0, "a speaker id")?;
    Ok(name.map(|name| SpeakerRef { id, name }))
}

/// The names of the whole speakers with these rows, of those that have one.
pub(super) fn load_speaker_refs(conn: &Connection, speakers: &[i64]) -> Result<Vec<SpeakerRef>, QueryError> {
    let names = speakers.iter().map(|speaker| load_speaker_ref(conn, *speaker));
    names.filter_map(Result::transpose).collect()
}
