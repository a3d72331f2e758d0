//! Loads the details of a topic.

use super::details::TopicDetails;
use crate::query::{QueryError, resolve, speakers, topics};
use rusqlite::Connection;

/// Loads the details of the topic with this row.
pub(super) fn load_details(conn: &Connection, topic: i64) -> Result<TopicDetails, QueryError> {
    let mut lines = topics::load_topic_entries(conn, Some(topic))?;
    let below = resolve::load_topics_below(conn, &[topic])?;
    Ok(TopicDetails {
        line: lines.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)?,
        narrower: select_values(
            conn,
            "SELECT id FROM topic WHERE broader = (SELECT id FROM topic WHERE row = ?1) ORDER BY first_row",
            topic,
        )?,
        terms: select_values(
            conn,
            "SELECT term FROM topic_term WHERE topic = ?1 ORDER BY lang, number",
            topic,
        )?,
        speakers: speakers::load_speaker_entries(conn, None, Some(&below))?,
        ended: None,
    })
}

fn select_values<T: rusqlite::types::FromSql>(
    conn: &Connection,
    sql: &str,
    topic: i64,
) -> Result<Vec<T>, QueryError> {
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([topic], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
