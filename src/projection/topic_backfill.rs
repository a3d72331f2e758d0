//! Finds the existing statements of a new topic definition.

use super::ProjectionError;
use super::article_version::lang_cell;
use super::decisions;
use super::inflected_terms::term_forms;
use super::inflection::Inflection;
use super::position::OPEN_END_POS;
use super::topic_rows::insert_article_topic;
use super::vocabulary::{Vocabulary, is_in_capitals};
use crate::domain::{Tag, Topic, fold, han_pairs, is_han};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;

/// Adds the topic `topic`, defined in `row`, to every current statement that is about it: by a decision of a person,
/// by the statement's words, or by the article's title. Returns the rows of these statements.
pub(super) fn backfill_topic(
    conn: &Connection,
    row: i64,
    topic: &Topic,
) -> Result<Vec<i64>, ProjectionError> {
    let mut statements = Vec::new();
    let vocabulary = Vocabulary::new([(row, topic)])?;
    let tag = (decisions::tag_aspect(&topic.id), Tag::About.to_string());
    let mut insert_tagged = conn.prepare_cached(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, recorded_pos, basis, term)
         SELECT s.row, ?1, s.said_from, s.said_to, s.published_day, s.recorded_pos, 'tag', ''
         FROM statement_decision AS r JOIN statement_version AS s ON s.id = r.statement_id
             AND s.valid_to_pos = ?2
         WHERE r.aspect = ?3 AND r.value = ?4 RETURNING statement",
    )?;
    for statement in
        insert_tagged.query_map(params![row, OPEN_END_POS, tag.0, tag.1], |cells| cells.get(0))?
    {
        statements.push(statement?);
    }
    for wording in candidate_wordings(conn, topic)? {
        let mut select = conn.prepare_cached(
            "SELECT row, lang, words FROM statement_version WHERE wording_row = ?1 AND valid_to_pos = ?2",
        )?;
        let mut rows = select.query([wording, OPEN_END_POS])?;
        while let Some(cells) = rows.next()? {
            if let Some(term) = find_term(&vocabulary, cells, 1)? {
                let basis = (row, "words", term);
                statements.extend(insert_matching_statements(
                    conn,
                    "s.row = ?6",
                    cells.get(0)?,
                    basis,
                    topic,
                )?);
            }
        }
    }
    let mut select = conn.prepare_cached(
        "SELECT valid_from_pos, ingested_pos, lang, title FROM article_version
                 WHERE valid_to_pos = ?1 AND title IS NOT NULL",
    )?;
    let mut rows = select.query([OPEN_END_POS])?;
    while let Some(cells) = rows.next()? {
        if let Some(term) = find_term(&vocabulary, cells, 2)? {
            insert_article_topic(conn, cells.get(0)?, row, term)?;
            let basis = (row, "title", term);
            statements.extend(insert_matching_statements(
                conn,
                "s.article = ?6",
                cells.get(1)?,
                basis,
                topic,
            )?);
        }
    }
    Ok(statements)
}

/// The term that occurs in the text of a row. `column` has the language, the column after it the text. The vocabulary
/// has one topic.
fn find_term<'v>(
    vocabulary: &'v Vocabulary,
    cells: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<&'v str>> {
    let text = cells.get_ref(column + 1)?.as_str()?;
    let found = vocabulary.find(lang_cell(cells, column)?, text, &fold(text));
    Ok(found.first().map(|found| found.term))
}

/// Adds the topic to the current statements that satisfy the SQL condition `which`, in which `?6` is `value`. Skips
/// those that have the topic already, and those for which a person decided about it. Returns their rows.
fn insert_matching_statements(
    conn: &Connection,
    which: &str,
    value: i64,
    (row, place, term): (i64, &str, &str),
    topic: &Topic,
) -> Result<Vec<i64>, ProjectionError> {
    let sql = format!(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, recorded_pos, basis, term)
         SELECT s.row, ?1, s.said_from, s.said_to, s.published_day, s.recorded_pos, ?2, ?3 FROM statement_version AS s
         WHERE {which} AND s.valid_to_pos = ?4
             AND NOT EXISTS (SELECT 1 FROM statement_decision WHERE statement_id = s.id AND aspect = ?5)
             AND NOT EXISTS (SELECT 1 FROM statement_topic WHERE statement = s.row AND topic = ?1)
         RETURNING statement"
    );
    let values = params![
        row,
        place,
        term,
        OPEN_END_POS,
        decisions::tag_aspect(&topic.id),
        value
    ];
    let mut insert = conn.prepare_cached(&sql)?;
    let inserted = insert.query_map(values, |cells| cells.get(0))?;
    Ok(inserted.collect::<Result<_, _>>()?)
}

/// The wordings that may contain one of the topic's terms: all that do, and some that do not.
fn candidate_wordings(conn: &Connection, topic: &Topic) -> Result<BTreeSet<i64>, ProjectionError> {
    let mut found = BTreeSet::new();
    let mut select =
        conn.prepare_cached("SELECT rowid FROM statement_search WHERE statement_search MATCH ?1")?;
    for (lang, term) in topic
        .terms
        .iter()
        .flat_map(|(lang, terms)| terms.iter().map(move |term| (*lang, term)))
    {
        let inflection = Inflection::for_lang(lang)?.filter(|_| !is_in_capitals(term));
        let expression = match &inflection {
            Some(inflection) => fts_expression_of_forms(&term_forms(inflection, term)),
            None => fts_expression(&fold(term)),
        };
        let Some(expression) = expression else {
            // The index has words only, and the term has none: every statement must be checked.
            let mut all =
                conn.prepare_cached("SELECT wording_row FROM statement_version WHERE valid_to_pos = ?1")?;
            let rows = all.query_map([OPEN_END_POS], |row| row.get(0))?;
            return Ok(rows.collect::<Result<_, _>>()?);
        };
        for row in select.query_map([expression], |row| row.get(0))? {
            found.insert(row?);
        }
    }
    Ok(found)
}

/// The FTS5 expression for a folded term: its words as a phrase, runs of Chinese characters as pairs. Where a run is a
/// single character, only that is searched for. `None` where the term has no word.
fn fts_expression(term: &str) -> Option<String> {
    let runs = term.split(|c| !is_han(c)).filter(|run| !run.is_empty());
    if let Some(single) = runs.clone().find(|run| run.chars().count() == 1) {
        return Some(format!("han : \"{single}\""));
    }
    if runs.clone().next().is_some() {
        let phrases: Vec<String> = runs.map(|run| format!("\"{}\"", han_pairs(run).trim())).collect();
        return Some(format!("words : ({})", phrases.join(" AND ")));
    }
    term.chars()
        .any(char::is_alphanumeric)
        .then(|| format!("words : \"{}\"", term.replace('"', " ")))
}

/// The FTS5 expression for a term whose words inflect: each word in one of its forms, in any place.
fn fts_expression_of_forms(forms: &[Vec<String>]) -> Option<String> {
    let is_indexed = |form: &String| form.chars().any(char::is_alphanumeric) && !form.contains(is_han);
    let words = forms.iter().filter(|forms| forms.iter().all(is_indexed));
    let words: Vec<String> = words
        .map(|forms| {
            let forms: Vec<String> = forms.iter().map(|form| format!("\"{form}\"")).collect();
            format!("({})", forms.join(" OR "))
        })
        .collect();
    (!words.is_empty()).then(|| format!("words : ({})", words.join(" AND ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn term_becomes_phrase() {
        let expression = |term| fts_expression(term).unwrap_or_default();
        insta::assert_snapshot!(expression("droit de l'homme"), @r#"words : "droit de l'homme""#);
        insta::assert_snapshot!(expression("人工智能"), @r#"words : ("人工 工智 智能")"#);
        insta::assert_snapshot!(expression("水"), @r#"han : "水""#);
        insta::assert_snapshot!(expression("…"), @"");
    }
}
