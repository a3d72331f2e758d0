//! Which speaker somebody means by a name.
//!
//! A speaker is found by names: the whole name, an alias, a name as it sounds in Latin letters, or words of a name,
//! such as the surname. A title, an article or a role is no name, although articles have it beside one. Where a name
//! fits several speakers, none of them is taken: whoever asks gets the list.

use super::suggest::Suggestions;
use super::{IdCandidate, QueryError, people, resolve};
use crate::domain::{SpeakerId, fold, is_han, pinyin_name};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The least length of an id's beginning beside names; shorter ones are taken for names.
const ID_PREFIX_CHARS_MIN: usize = 4;
/// So many speakers are listed at most where a name fits several.
const CANDIDATES_MAX: usize = 12;

/// The rows of the speakers whose statements count as said by whoever `name` means: that speaker, all who are merged
/// with that one, and those with whom one of these spoke together.
pub(super) fn resolve_speakers(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
    let mut members = people::find_merged_speakers(conn, &[resolve_speaker(conn, name)?])?;
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

/// The row of the one speaker whom `name` means, mergers followed.
///
/// Looked for are, in this order: a whole name or alias; the name with its title, as articles have it; the beginning of
/// an id; words of a name. The first of these that fits anybody decides.
pub(super) fn resolve_speaker(conn: &Connection, name: &str) -> Result<i64, QueryError> {
    let folded = fold(name);
    let mut whole_names = add_latin_names(conn, name, find_by_name(conn, &folded, "<> 'mention'")?)?;
    if !whole_names.is_empty() && !folded.contains(' ') {
        whole_names.extend(find_by_surname(conn, &whole_names, &folded)?);
    }
    if let Some(found) = single_speaker(conn, name, &whole_names)? {
        return Ok(found);
    }
    let as_mentioned = find_by_name(conn, &folded, "= 'mention'")?;
    if let Some(found) = single_speaker(conn, name, &as_mentioned)? {
        return Ok(found);
    }
    if let Some(row) = find_by_id(conn, &folded)? {
        return Ok(people::find_canonical_speakers(conn, &[row])?
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

/// The canonical name of the one speaker that `name` means.
pub(super) fn resolve_speaker_name(conn: &Connection, name: &str) -> Result<Option<String>, QueryError> {
    let speaker = resolve_speaker(conn, name)?;
    Ok(people::load_speaker_ref(conn, speaker)?.map(|speaker| speaker.name))
}

/// The one speaker among `rows`, mergers followed; `None` where there is none, an error where there are several.
fn single_speaker(conn: &Connection, name: &str, rows: &[i64]) -> Result<Option<i64>, QueryError> {
    let wholes = people::find_canonical_speakers(conn, rows)?;
    match wholes.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => Err(QueryError::AmbiguousSpeaker {
            name: name.to_owned(),
            count: several.len(),
            candidates: load_candidates(conn, several)?,
        }),
    }
}

/// The speakers with these rows, whoever speaks most first.
fn load_candidates(conn: &Connection, speakers: &[i64]) -> Result<Vec<IdCandidate>, QueryError> {
    let sql = format!(
        "SELECT p.id, {} AS name,
             (SELECT count(*) FROM statement AS s WHERE s.speaker = p.row
                 OR s.speaker IN (SELECT m.speaker FROM canonical_speaker AS m WHERE m.canonical = p.row)) AS statements,
             (SELECT coalesce(a.publisher || ', ', '') || coalesce(a.published, '') FROM statement AS s
                 CROSS JOIN article AS a ON a.ingested_pos = s.article WHERE s.speaker = p.row ORDER BY s.recorded_pos LIMIT 1),
             EXISTS (SELECT 1 FROM speaker_name AS n WHERE n.speaker = p.row AND n.source = 'description')
         FROM speaker AS p WHERE p.row IN ({}) AND name IS NOT NULL
         ORDER BY statements DESC, name, p.id LIMIT {CANDIDATES_MAX}",
        people::canonical_name_sql("p.row"),
        super::selection::sql_list(speakers),
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

/// The rows of those who bear exactly this folded name, from a source that fulfils `source`. A description is no name.
fn find_by_name(conn: &Connection, folded: &str, source: &str) -> Result<Vec<i64>, QueryError> {
    let sql = format!(
        "SELECT DISTINCT speaker FROM speaker_name WHERE folded_name = ?1 AND source <> 'description' AND source {source}"
    );
    resolve::select_rows(conn, &sql, folded)
}

/// The persons whose surname is `folded`, where one of those `found` is a person who is called by that alone: the
/// surname may mean any of them.
fn find_by_surname(conn: &Connection, found: &[i64], folded: &str) -> Result<Vec<i64>, QueryError> {
    let bare: i64 = conn
        .prepare(&format!(
            "SELECT count(*) FROM speaker_name WHERE speaker IN ({}) AND source = 'reference' AND folded_name = ?1
                 AND kind IN ('person', 'unknown')",
            super::selection::sql_list(found)
        ))?
        .query_row([folded], |row| row.get(0))?;
    if bare == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT DISTINCT speaker FROM speaker_name
         WHERE source = 'reference' AND kind = 'person' AND substr(folded_name, -length(?1) - 1) = ' ' || ?1";
    resolve::select_rows(conn, sql, folded)
}

/// The speakers found, and those whose names are written in Latin letters as a Han `name` is: "李强" finds "Li
/// Qiang" too.
fn add_latin_names(conn: &Connection, name: &str, mut found: Vec<i64>) -> Result<Vec<i64>, QueryError> {
    let Some(latin) = pinyin_name(name.trim()) else {
        return Ok(found);
    };
    // not by way of pinyin again: another Han name may sound the same
    let alike = find_by_name(conn, &fold(&latin), "NOT IN ('pinyin', 'mention')")?;
    found.extend(alike);
    Ok(found)
}

/// The speaker whose id begins so.
fn find_by_id(conn: &Connection, folded: &str) -> Result<Option<i64>, QueryError> {
    if folded.len() < ID_PREFIX_CHARS_MIN || !resolve::is_id_prefix(folded, SpeakerId::LETTER) {
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

/// The rows of those who have all words of `asked` in one name, and the names that are near.
fn find_by_words(conn: &Connection, asked: &str) -> Result<(Vec<i64>, Vec<String>), QueryError> {
    let mut found = BTreeSet::new();
    let mut nearest = Suggestions::new(asked);
    let mut select = conn.prepare(
        "SELECT n.speaker, n.folded_name, n.name, c.name FROM speaker_name AS n CROSS JOIN named_speaker AS c ON c.row = n.speaker
         WHERE n.source NOT IN ('mention', 'description')",
    )?;
    let mut names = select.query([])?;
    while let Some(row) = names.next()? {
        let text = |number| row.get_ref(number)?.as_str().map_err(rusqlite::Error::from);
        if matches_name(text(1)?, text(2)?, asked) {
            found.insert(row.get(0)?);
        }
        if let Some(name) = row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)? {
            nearest.consider(text(1)?, name);
        }
    }
    Ok((found.into_iter().collect(), nearest.best()))
}

/// Whether `asked` names whoever is called `name`: every word of it is a word of the name, in any order ("varangeot",
/// "qiang li"), and one of these at least is a name's word; or its Han characters stand in the name; or they differ in
/// spaces only ("liqiang"). `folded` is the name folded, as `asked` is.
fn matches_name(folded: &str, name: &str, asked: &str) -> bool {
    if asked.is_empty() {
        return false;
    }
    if asked.chars().all(is_han) {
        let is_part = asked.chars().count() > 1 && folded.contains(asked);
        // One character can be a surname, or a given name.
        return is_part || folded.starts_with(asked) || folded.ends_with(asked);
    }
    let known: BTreeSet<&str> = resolve::words(folded).collect();
    let wanted: Vec<&str> = resolve::words(asked).collect();
    let all = !wanted.is_empty() && wanted.iter().all(|word| known.contains(word));
    let is_name =
        |word: &&str| word.chars().count() > 1 && capitalised_words(name).any(|known| fold(known) == **word);
    (all && wanted.iter().any(is_name)) || resolve::words(folded).flat_map(str::chars).eq(asked.chars())
}

/// The words of a name that are written as names are, with a capital: not "the" of "Ministry of the Interior". A name
/// without capitals, as pinyin is stored, has only such words.
fn capitalised_words(name: &str) -> impl Iterator<Item = &str> {
    let has_capitals = name.chars().any(char::is_uppercase);
    name.split(|c: char| !c.is_alphanumeric())
        .filter(move |word| !has_capitals || word.starts_with(|c: char| !c.is_lowercase()))
}

/// That `name` means nobody. Where it is a role or a title that articles have, they are listed who bear it there.
fn not_found_error(
    conn: &Connection,
    name: &str,
    folded: &str,
    suggestions: Vec<String>,
) -> Result<QueryError, QueryError> {
    let mut bearers = BTreeSet::new();
    let wanted: Vec<&str> = resolve::words(folded).collect();
    if !wanted.is_empty() {
        let mut select = conn.prepare(
            "SELECT speaker, folded_name FROM speaker_name WHERE source IN ('mention', 'description')
             UNION SELECT DISTINCT speaker, lower(capacity) FROM statement
             WHERE speaker IS NOT NULL AND capacity IS NOT NULL",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let text = fold(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
            let has_all = wanted
                .iter()
                .all(|word| resolve::words(&text).any(|known| known == *word));
            if has_all || folded.chars().all(is_han) && text.contains(folded) {
                bearers.insert(row.get::<_, i64>(0)?);
            }
        }
    }
    let bearers: Vec<i64> = bearers.into_iter().collect();
    let wholes = people::find_canonical_speakers(conn, &bearers)?;
    if wholes.is_empty() {
        return Ok(QueryError::NotFound {
            what: "speaker",
            name: name.to_owned(),
            suggestions,
        });
    }
    Ok(QueryError::NotAName {
        name: name.to_owned(),
        candidates: load_candidates(conn, &wholes)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(name: &str, asked: &str) -> bool {
        matches_name(&fold(name), name, &fold(asked))
    }

    #[test]
    fn words_of_a_name_mean_it() {
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
    fn small_words_and_initials_mean_nobody() {
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
