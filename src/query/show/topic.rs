use super::sheets::TopicSheet;
use crate::query::{QueryError, resolve, speakers, topics};
use rusqlite::Connection;

/// Everything about the topic with this row.
pub(super) fn sheet(conn: &Connection, topic: i64) -> Result<TopicSheet, QueryError> {
    let mut lines = topics::lines(conn, Some(topic))?;
    let below = resolve::below(conn, &[topic])?;
    Ok(TopicSheet {
        line: lines.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        narrower: rows(
            conn,
            "SELECT id FROM topic WHERE broader = (SELECT id FROM topic WHERE row = ?1) ORDER BY first",
            topic,
        )?,
        terms: rows(
            conn,
            "SELECT term FROM topic_term WHERE topic = ?1 ORDER BY lang, number",
            topic,
        )?,
        speakers: speakers::lines(conn, None, Some(&below))?,
        ended: None,
    })
}

fn rows<T: rusqlite::types::FromSql>(conn: &Connection, sql: &str, topic: i64) -> Result<Vec<T>, QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([topic], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
