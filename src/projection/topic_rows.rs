//! Inserts rows into the tables of topics.

use super::ProjectionError;
use super::position::OPEN_END_POS;
use super::statement_version::StatementVersion;
use crate::domain::{Lang, Topic};
use rusqlite::{Connection, params};

/// Adds a definition of a topic, valid from a position, with its terms. Returns its row.
pub(super) fn insert_definition(
    conn: &Connection,
    topic: &Topic,
    valid_from_pos: i64,
    is_custom: bool,
) -> Result<i64, ProjectionError> {
    let label = |lang| topic.labels.get(&lang);
    conn.prepare_cached(
        "INSERT INTO topic_version(valid_from_pos, valid_to_pos, id, broader, label_en, label_fr, label_zh,
         uri, is_custom, first_row)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
             coalesce((SELECT min(first_row) FROM topic_version WHERE id = ?3),
                 (SELECT coalesce(max(row), 0) + 1 FROM topic_version)))",
    )?
    .execute(params![
        valid_from_pos,
        OPEN_END_POS,
        topic.id.as_str(),
        topic.broader.as_ref().map(crate::domain::TopicId::as_str),
        topic.label(),
        label(Lang::Fr),
        label(Lang::Zh),
        topic.uri,
        is_custom
    ])?;
    let row = conn.last_insert_rowid();
    let mut insert =
        conn.prepare_cached("INSERT INTO topic_term(topic, lang, number, term) VALUES (?1, ?2, ?3, ?4)")?;
    for (lang, terms) in &topic.terms {
        for (number, term) in (1_i64..).zip(terms) {
            insert.execute(params![row, lang.as_str(), number, term])?;
        }
    }
    Ok(row)
}

/// Adds a topic whose term occurs in the title of a version of an article.
pub(super) fn insert_article_topic(
    conn: &Connection,
    version: i64,
    topic: i64,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached("INSERT INTO article_topic(article_version, topic, term) VALUES (?1, ?2, ?3)")?
        .execute(params![version, topic, term])?;
    Ok(())
}

/// Adds a topic of a statement. `basis` is `words`, `title` or `tag`.
pub(super) fn insert_statement_topic(
    conn: &Connection,
    version: &StatementVersion<'_>,
    topic: i64,
    basis: &str,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, recorded_pos, basis, term)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        version.row,
        topic,
        version.said.from,
        version.said.to,
        version.article.published_day,
        version.origin.recorded_pos,
        basis,
        term
    ])?;
    Ok(())
}
