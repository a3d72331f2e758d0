//! Finds the topics that a typed id, label or term refers to.

use super::matching::has_words_of;
use super::suggestions::suggest_names;
use crate::domain::fold;
use crate::query::{QueryError, sql};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The topics that `name` refers to and all topics below them; see [`find_topics`]. Errors if there is none.
pub(in crate::query) fn resolve_topics(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
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

/// The topics that `name` refers to: by id (with or without `own:` or `medtop:`), else by a label in any language, else
/// by a term, else by words that a label contains. Empty if there is none.
pub(in crate::query) fn find_topics(conn: &Connection, name: &str) -> Result<Vec<i64>, QueryError> {
    let folded = fold(name);
    let by_id = sql::select_rows(
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

/// The rows of these topics and of all topics below them, in order.
pub(in crate::query) fn load_topics_below(conn: &Connection, topics: &[i64]) -> Result<Vec<i64>, QueryError> {
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

/// The English label of the topic that `name` refers to; `name` itself if it refers to several.
pub(in crate::query) fn canonical_topic_label(conn: &Connection, name: &str) -> Result<String, QueryError> {
    Ok(match find_topics(conn, name)?.as_slice() {
        [one] => conn
            .prepare_cached("SELECT label_en FROM topic WHERE row = ?1")?
            .query_row([one], |row| row.get(0))?,
        _ => name.to_owned(),
    })
}

fn load_topic_labels(conn: &Connection) -> Result<Vec<(i64, String)>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT row, label_en FROM topic UNION ALL SELECT row, label_fr FROM topic WHERE label_fr IS NOT NULL
         UNION ALL SELECT row, label_zh FROM topic WHERE label_zh IS NOT NULL",
    )?;
    let labels = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(labels.collect::<Result<_, _>>()?)
}
