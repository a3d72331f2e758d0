//! Finds the one speaker that a typed name refers to.
//!
//! A speaker is found by the full name, an alias, the pinyin of a Han name, or words of a name such as the surname. A
//! title ("Ms"), a grammatical article ("the") or a role ("minister") is not a name, although mentions contain them. If
//! a name fits several speakers, none is chosen: the error lists them.

use super::matching::{has_words_of, is_id_prefix, words};
use super::suggestions::Suggestions;
use crate::domain::{SpeakerId, fold, is_han, pinyin_name};
use crate::query::{IdCandidate, QueryError, canonical_speakers, sql};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Shortest beginning of an id, in characters; a shorter text is treated as a name.
const ID_PREFIX_CHARS_MIN: usize = 4;
/// Maximum number of speakers listed for an ambiguous name.
const CANDIDATES_MAX: usize = 12;

/// The rows of the speakers whose statements are those of `name`: the speaker, all speakers merged with it, and the
/// groups in which one of these spoke jointly with others.
pub(in crate::query) fn resolve_speakers(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
    let mut members = canonical_speakers::find_merged_speakers(conn, &[resolve_speaker(conn, name)?])?;
    let mut select = conn.prepare_cached("SELECT joint FROM speaker_part WHERE part = ?1")?;
    let mut joint = BTreeSet::new();
    for member in &members {
        for row in select.query_map([member], |row| row.get::<_, i64>(0))? {
            joint.insert(row?);
        }
    }
    members.extend(joint);
    Ok(members)
}

/// The row of the canonical speaker that `name` refers to.
///
/// Tries in this order: full names and aliases; mentions with title, as in articles; the beginning of an id; words of
/// a name. The first that matches any speaker decides. Errors if there is none or several.
pub(in crate::query) fn resolve_speaker(conn: &Connection, name: &str) -> Result<i64, QueryError> {
    let folded = fold(name);
    let mut full_names = add_latin_names(conn, name, find_by_name(conn, &folded, "<> 'mention'")?)?;
    if !full_names.is_empty() && !folded.contains(' ') {
        full_names.extend(find_by_surname(conn, &full_names, &folded)?);
    }
    if let Some(found) = single_speaker(conn, name, &full_names)? {
        return Ok(found);
    }
    let as_mentioned = find_by_name(conn, &folded, "= 'mention'")?;
    if let Some(found) = single_speaker(conn, name, &as_mentioned)? {
        return Ok(found);
    }
    if let Some(row) = find_by_id(conn, &folded)? {
        return Ok(canonical_speakers::find_canonical_speakers(conn, &[row])?
            .first()
            .copied()
            .unwrap_or(row));
    }
    let (by_words, suggestions) = find_by_words(conn, &folded)?;
    if let Some(found) = single_speaker(conn, name, &by_words)? {
        return Ok(found);
    }
    Err(not_found_error(conn, name, &folded, suggestions)?)
}

/// The canonical name of the speaker that `name` refers to.
pub(in crate::query) fn resolve_speaker_name(
    conn: &Connection,
    name: &str,
) -> Result<Option<String>, QueryError> {
    let speaker = resolve_speaker(conn, name)?;
    Ok(canonical_speakers::load_speaker_ref(conn, speaker)?.map(|speaker| speaker.name))
}

/// The only canonical speaker of `rows`; `None` if `rows` is empty, an error if there are several.
fn single_speaker(conn: &Connection, name: &str, rows: &[i64]) -> Result<Option<i64>, QueryError> {
    let canonical = canonical_speakers::find_canonical_speakers(conn, rows)?;
    match canonical.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => Err(QueryError::AmbiguousSpeaker {
            name: name.to_owned(),
            count: several.len(),
            candidates: load_candidates(conn, several)?,
        }),
    }
}

/// Loads these speakers as candidates, the most frequent first.
fn load_candidates(conn: &Connection, speakers: &[i64]) -> Result<Vec<IdCandidate>, QueryError> {
    let sql = format!(
        "SELECT p.id, {} AS name,
             (SELECT count(*) FROM statement AS s WHERE s.speaker = p.row
                 OR s.speaker IN (SELECT m.speaker FROM merged_speaker AS m
                     WHERE m.canonical = p.row)) AS statements,
             (SELECT coalesce(a.publisher || ', ', '') || coalesce(a.published, '') FROM statement AS s
                 CROSS JOIN article AS a ON a.ingested_pos = s.article WHERE s.speaker = p.row
                     ORDER BY s.recorded_pos LIMIT 1),
             EXISTS (SELECT 1 FROM speaker_name AS n WHERE n.speaker = p.row AND n.source = 'description')
         FROM speaker AS p WHERE p.row IN ({}) AND name IS NOT NULL
         ORDER BY statements DESC, name, p.id LIMIT {CANDIDATES_MAX}",
        canonical_speakers::canonical_name_sql("p.row"),
        sql::row_list(speakers),
    );
    let mut select = conn.prepare(&sql)?;
    let found = select.query_map([], |row| {
        let (name, statements): (String, i64) = (row.get(1)?, row.get(2)?);
        let article: Option<String> = row.get(3)?;
        let said = if statements == 1 {
            "statement"
        } else {
            "statements"
        };
        let place = match (row.get(4)?, article.filter(|article| !article.is_empty())) {
            (true, Some(article)) => format!(", only in {article}"),
            _ => String::new(),
        };
        Ok(IdCandidate {
            id: row.get(0)?,
            what: "speaker",
            summary: format!("{name} ({statements} {said}{place})"),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The rows of the speakers with exactly this folded name. `source` is the end of a SQL condition on the source of the
/// name; descriptions are never names.
fn find_by_name(conn: &Connection, folded: &str, source: &str) -> Result<Vec<i64>, QueryError> {
    let sql = format!(
        "SELECT DISTINCT speaker FROM speaker_name
                 WHERE folded_name = ?1 AND source <> 'description' AND source {source}"
    );
    sql::select_rows(conn, &sql, folded)
}

/// The persons with the surname `folded`, if one of those `found` is known by the surname alone: it may then refer to
/// any of them.
fn find_by_surname(conn: &Connection, found: &[i64], folded: &str) -> Result<Vec<i64>, QueryError> {
    let bare: i64 = conn
        .prepare(&format!(
            "SELECT count(*) FROM speaker_name
                 WHERE speaker IN ({}) AND source = 'reference' AND folded_name = ?1
                 AND kind IN ('person', 'unknown')",
            sql::row_list(found)
        ))?
        .query_row([folded], |row| row.get(0))?;
    if bare == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT DISTINCT speaker FROM speaker_name
         WHERE source = 'reference' AND kind = 'person' AND substr(folded_name, -length(?1) - 1) = ' ' || ?1";
    sql::select_rows(conn, sql, folded)
}

/// Adds the speakers whose Latin name is the pinyin of the Han `name`: "李强" also finds "Li Qiang".
fn add_latin_names(conn: &Connection, name: &str, mut found: Vec<i64>) -> Result<Vec<i64>, QueryError> {
    let Some(latin) = pinyin_name(name.trim()) else {
        return Ok(found);
    };
    // Stored pinyin is not compared, because another Han name may sound the same.
    let alike = find_by_name(conn, &fold(&latin), "NOT IN ('pinyin', 'mention')")?;
    found.extend(alike);
    Ok(found)
}

/// The row of the speaker whose id begins with `folded`; `None` if there is none or the text is no such beginning.
fn find_by_id(conn: &Connection, folded: &str) -> Result<Option<i64>, QueryError> {
    if folded.len() < ID_PREFIX_CHARS_MIN || !is_id_prefix(folded, SpeakerId::LETTER) {
        return Ok(None);
    }
    let mut select = conn.prepare_cached(
        "SELECT row, id, name FROM named_speaker
         WHERE id >= ?1 AND id < ?1 || '~' AND name IS NOT NULL ORDER BY id LIMIT 10",
    )?;
    let found: Vec<(i64, IdCandidate)> = select
        .query_map([folded], |row| {
            let candidate = IdCandidate {
                id: row.get(1)?,
                what: "speaker",
                summary: row.get(2)?,
            };
            Ok((row.get(0)?, candidate))
        })?
        .collect::<Result<_, _>>()?;
    if found.len() > 1 {
        return Err(QueryError::AmbiguousId {
            prefix: folded.to_owned(),
            candidates: found.into_iter().map(|(_, candidate)| candidate).collect(),
        });
    }
    Ok(found.first().map(|(row, _)| *row))
}

/// The rows of the speakers with a name that matches the words of `asked`, and similar names to suggest.
///
/// Compares each folded name once, from its index; whose name it is, is looked up for those that match.
fn find_by_words(conn: &Connection, asked: &str) -> Result<(Vec<i64>, Vec<String>), QueryError> {
    let mut found = BTreeSet::new();
    let mut nearest = Suggestions::new(asked);
    let mut bearers = conn.prepare_cached(
        "SELECT n.speaker, n.name, c.name FROM speaker_name AS n
         CROSS JOIN named_speaker AS c ON c.row = n.speaker
         WHERE n.folded_name = ?1 AND n.source NOT IN ('mention', 'description')",
    )?;
    for_each_folded_name(conn, |folded| {
        let score = nearest.score(folded);
        if score.is_none() && !has_words_of(folded, asked) {
            return Ok(());
        }
        let mut rows = bearers.query([folded])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if matches_name(folded, name, asked) {
                found.insert(row.get(0)?);
            }
            let shown = row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            if let Some((score, shown)) = score.zip(shown) {
                nearest.add(score, shown);
            }
        }
        Ok(())
    })?;
    Ok((found.into_iter().collect(), nearest.best()))
}

/// Calls `visit` with each folded name that a speaker has or had, once.
fn for_each_folded_name(
    conn: &Connection,
    mut visit: impl FnMut(&str) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let mut select = conn.prepare_cached("SELECT DISTINCT folded_name FROM speaker_name_version")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        visit(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
    }
    Ok(())
}

/// Whether `asked` may refer to a speaker called `name`: every word of it is a word of the name, in any order
/// ("varangeot", "qiang li"), and at least one is a capitalised word of more than one letter; or the name contains its
/// Han characters; or they differ in spaces only ("liqiang"). `folded` is the folded name; `asked` is folded, too.
fn matches_name(folded: &str, name: &str, asked: &str) -> bool {
    if asked.is_empty() {
        return false;
    }
    if asked.chars().all(is_han) {
        let is_part = asked.chars().count() > 1 && folded.contains(asked);
        // A single character can be a surname or a given name.
        return is_part || folded.starts_with(asked) || folded.ends_with(asked);
    }
    let known: BTreeSet<&str> = words(folded).collect();
    let wanted: Vec<&str> = words(asked).collect();
    let all = !wanted.is_empty() && wanted.iter().all(|word| known.contains(word));
    let is_name =
        |word: &&str| word.chars().count() > 1 && capitalised_words(name).any(|known| fold(known) == **word);
    (all && wanted.iter().any(is_name)) || words(folded).flat_map(str::chars).eq(asked.chars())
}

/// The capitalised words of a name: not "of" or "the" in "Ministry of the Interior". In a name without capitals, such
/// as stored pinyin, all words.
fn capitalised_words(name: &str) -> impl Iterator<Item = &str> {
    let has_capitals = name.chars().any(char::is_uppercase);
    name.split(|c: char| !c.is_alphanumeric())
        .filter(move |word| !has_capitals || word.starts_with(|c: char| !c.is_lowercase()))
}

/// The error for a `name` that refers to no speaker. If it is a role or title in some article, the error lists the
/// speakers with that role or title.
fn not_found_error(
    conn: &Connection,
    name: &str,
    folded: &str,
    suggestions: Vec<String>,
) -> Result<QueryError, QueryError> {
    let bearers = find_role_bearers(conn, folded)?;
    let canonical = canonical_speakers::find_canonical_speakers(conn, &bearers)?;
    if canonical.is_empty() {
        return Ok(QueryError::NotFound {
            what: "speaker",
            name: name.to_owned(),
            suggestions,
        });
    }
    Ok(QueryError::NotAName {
        name: name.to_owned(),
        candidates: load_candidates(conn, &canonical)?,
    })
}

/// The rows of the speakers whom an article mentions or describes with all words of `folded`, or who have these in
/// their capacity.
fn find_role_bearers(conn: &Connection, folded: &str) -> Result<Vec<i64>, QueryError> {
    let wanted: Vec<&str> = words(folded).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let is_han_only = folded.chars().all(is_han);
    let is_meant = |text: &str| {
        let has_all = wanted.iter().all(|word| words(text).any(|known| known == *word));
        has_all || is_han_only && text.contains(folded)
    };
    let mut bearers = BTreeSet::new();
    let mut mentioned = conn.prepare_cached(
        "SELECT speaker FROM speaker_name WHERE folded_name = ?1 AND source IN ('mention', 'description')",
    )?;
    for_each_folded_name(conn, |name| {
        if is_meant(&fold(name)) {
            for speaker in mentioned.query_map([name], |row| row.get::<_, i64>(0))? {
                bearers.insert(speaker?);
            }
        }
        Ok(())
    })?;
    let mut select =
        conn.prepare_cached("SELECT DISTINCT capacity FROM statement_version WHERE capacity IS NOT NULL")?;
    let mut speakers = conn.prepare_cached(
        "SELECT DISTINCT speaker FROM statement
         WHERE capacity = ?1 AND capacity IS NOT NULL AND speaker IS NOT NULL",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let capacity = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if is_meant(&fold(&capacity.to_ascii_lowercase())) {
            for speaker in speakers.query_map([capacity], |row| row.get::<_, i64>(0))? {
                bearers.insert(speaker?);
            }
        }
    }
    Ok(bearers.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(name: &str, asked: &str) -> bool {
        matches_name(&fold(name), name, &fold(asked))
    }

    #[test]
    fn words_of_a_name_match_it() {
        for asked in [
            "Varangeot",
            "varangeot helene",
            "Hélène Varangeot",
            "helenevarangeot",
        ] {
            assert!(means("Hélène Varangeot", asked), "{asked}");
        }
        for asked in ["", "-", "varan", "hélène dupont"] {
            assert!(!means("Hélène Varangeot", asked), "{asked}");
        }
        assert!(means("国家数据局", "数据局"));
        assert!(means("li qiang", "qiang"));
    }

    #[test]
    fn small_words_and_initials_match_nobody() {
        for asked in ["the", "of", "of the", "i"] {
            assert!(!means("Ministry of the Interior I", asked), "{asked}");
        }
        assert!(!means("Dominique de Villepin", "de"));
        assert!(!means("M. Durand", "M"));
        assert!(!means("国家数据局", "数"));
        assert!(means("李强", "李"));
        assert!(means("Dominique de Villepin", "de Villepin"));
    }
}
