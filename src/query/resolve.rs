//! From what a user types to rows: topics and publishers by any of their names. Speakers are in `speaker_names`.

use super::QueryError;
use super::suggest::suggest_names;
use crate::domain::{fold, is_han};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The least length of a word's beginning by which a publisher is found.
const WORD_PREFIX_CHARS_MIN: usize = 3;

/// Whether `text` can begin an id of the kind with this letter.
pub(super) fn is_id_prefix(text: &str, letter: char) -> bool {
    text.starts_with(letter)
        && text.len() <= 13
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// Whether every word of `asked` is a word of `known`, in any order ("varangeot", "qiang li"), or the Han
/// characters of `asked` stand in it, or they differ in spaces only ("liqiang"). Both are folded.
fn has_words_of(known: &str, asked: &str) -> bool {
    if asked.is_empty() {
        return false;
    }
    if asked.chars().all(is_han) {
        return known.contains(asked);
    }
    let mut wanted = words(asked).peekable();
    let all = wanted.peek().is_some() && wanted.all(|word| words(known).any(|known| known == word));
    all || words(known).flat_map(str::chars).eq(asked.chars())
}

/// The words of a folded text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// What the one topic that `name` means is called in English; what was typed, where it means several.
pub(super) fn canonical_topic_label(conn: &Connection, name: &str) -> Result<String, QueryError> {
    Ok(match find_topics(conn, name)?.as_slice() {
        [one] => conn
            .prepare_cached("SELECT label_en FROM topic WHERE row = ?1")?
            .query_row([one], |row| row.get(0))?,
        _ => name.to_owned(),
    })
}

/// The topics that `name` means, with all below them: by id (with or without `own:` or `medtop:`); else by a label in
/// any language; else by a term; else by all words of a label.
pub(super) fn resolve_topics(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
    let found = find_topics(conn, name)?;
    if found.is_empty() {
        return Err(QueryError::NotFound {
            what: "topic",
            name: name.to_owned(),
            suggestions: suggest_names(
                &fold(name),
                load_topic_labels(conn)?.iter().map(|(_, label)| label.as_str()),
            ),
        });
    }
    load_topics_below(conn, &found)
}

/// The topics with these rows and all below them, in order.
pub(super) fn load_topics_below(conn: &Connection, topics: &[i64]) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "WITH RECURSIVE below(row, id) AS (
             SELECT row, id FROM topic WHERE row = ?1
             UNION SELECT n.row, n.id FROM below JOIN topic AS n ON n.broader = below.id)
         SELECT row FROM below",
    )?;
    let mut below = BTreeSet::new();
    for topic in topics {
        for row in select.query_map([topic], |row| row.get::<_, i64>(0))? {
            below.insert(row?);
        }
    }
    Ok(below.into_iter().collect())
}

/// The topics that `name` means themselves; none where it means none.
pub(super) fn find_topics(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
    let folded = fold(name);
    let by_id = select_rows(
        conn,
        "SELECT row FROM topic WHERE id IN (?1, 'own:' || ?1, 'medtop:' || ?1)",
        &folded,
    )?;
    if !by_id.is_empty() {
        return Ok(by_id);
    }
    let labels = load_topic_labels(conn)?;
    let labelled = |matches: &dyn Fn(&str) -> bool| -> Vec<i64> {
        let rows: BTreeSet<i64> = labels
            .iter()
            .filter(|(_, label)| matches(&fold(label)))
            .map(|(row, _)| *row)
            .collect();
        rows.into_iter().collect()
    };
    let exact = labelled(&|label| label == folded);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let mut by_term = BTreeSet::new();
    let mut select =
        conn.prepare_cached("SELECT topic, term FROM topic_term AS e JOIN topic AS t ON t.row = e.topic")?;
    let mut terms = select.query([])?;
    while let Some(row) = terms.next()? {
        if fold(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) == folded {
            by_term.insert(row.get(0)?);
        }
    }
    if !by_term.is_empty() {
        return Ok(by_term.into_iter().collect());
    }
    Ok(labelled(&|label| has_words_of(label, &folded)))
}

fn load_topic_labels(conn: &Connection) -> Result<Vec<(i64, String)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT row, label_en FROM topic UNION ALL SELECT row, label_fr FROM topic WHERE label_fr IS NOT NULL
         UNION ALL SELECT row, label_zh FROM topic WHERE label_zh IS NOT NULL",
    )?;
    let labels = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(labels.collect::<Result<_, _>>()?)
}

/// The folded name of the publisher that `name` means: the one that has exactly this name; else the one whose name has
/// all of its words; else the one in whose name words begin so.
pub(super) fn resolve_publisher(conn: &Connection, name: &str) -> Result<String, QueryError> {
    let folded = fold(name);
    let mut publishers = BTreeMap::new();
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT publisher_folded, publisher FROM article WHERE publisher IS NOT NULL",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        publishers.insert(row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    }
    if publishers.contains_key(&folded) {
        return Ok(folded);
    }
    for is_part in [has_words_of, has_words_beginning] {
        let known = publishers.iter().filter(|(known, _)| is_part(known, &folded));
        match known.collect::<Vec<_>>().as_slice() {
            [] => {}
            [(one, _)] => return Ok((*one).clone()),
            several => {
                return Err(QueryError::AmbiguousPublisher {
                    name: name.to_owned(),
                    publishers: several.iter().map(|(_, name)| (*name).clone()).collect(),
                });
            }
        }
    }
    Err(QueryError::NotFound {
        what: "publisher",
        name: name.to_owned(),
        suggestions: suggest_names(&folded, publishers.values().map(String::as_str)),
    })
}

/// Whether every word of `asked` begins a word of `known`. Both are folded.
fn has_words_beginning(known: &str, asked: &str) -> bool {
    let mut wanted = words(asked).peekable();
    wanted.peek().is_some()
        && wanted.all(|word| {
            word.chars().count() >= WORD_PREFIX_CHARS_MIN && words(known).any(|known| known.starts_with(word))
        })
}

/// The row numbers that `sql` finds with `value`.
pub(super) fn select_rows(conn: &Connection, sql: &str, value: &str) -> Result<Vec<i64>, QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([value], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_by_its_words() {
        for asked in [
            "varangeot",
            "varangeot helene",
            "helene varangeot",
            "helenevarangeot",
        ] {
            assert!(has_words_of("helene varangeot", asked), "{asked}");
        }
        for asked in ["", "-", "varan", "helene dupont"] {
            assert!(!has_words_of("helene varangeot", asked), "{asked}");
        }
        assert!(has_words_of("国家数据局", "数据局"));
    }

    #[test]
    fn publisher_is_found_by_how_its_words_begin() {
        assert!(has_words_beginning("the harbour gazette", "harb gaz"));
        for asked in ["", "ha", "arbour", "harbour times", "harbours"] {
            assert!(!has_words_beginning("the harbour gazette", asked), "{asked}");
        }
    }
}
