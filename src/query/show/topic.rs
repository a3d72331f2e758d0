//! Loads the details of a topic.

use super::details::TopicDetails;
use crate::query::resolve::{ItemRow, find_item};
use crate::query::speakers::load_speakers_of_topics;
use crate::query::{Query, QueryError, resolve, topics};
use rusqlite::Connection;

/// Loads the details of the topic with this row.
pub(super) fn load_details(conn: &Connection, topic: i64) -> Result<TopicDetails, QueryError> {
    load_details_with(conn, topic, usize::MAX)
}

/// [`load_details`] with at most `speakers` speakers.
fn load_details_with(conn: &Connection, topic: i64, speakers: usize) -> Result<TopicDetails, QueryError> {
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
        speakers: load_speakers_of_topics(conn, &below, speakers)?,
        ended: None,
    })
}

/// Asks for everything about a current topic, but only for its most frequent speakers: to name all of them takes long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicQuery {
    /// Its id, a unique prefix of it, or its unambiguous name.
    pub id: String,
    /// Maximum number of speakers.
    pub speakers: usize,
}

impl Query for TopicQuery {
    /// `None` where the id names no current topic.
    type Answer = Option<TopicDetails>;

    fn answer(&self, conn: &Connection) -> Result<Option<TopicDetails>, QueryError> {
        match find_item(conn, &self.id) {
            Ok(ItemRow::Topic(row)) => load_details_with(conn, row, self.speakers).map(Some),
            Ok(_) => Ok(None),
            Err(QueryError::NotFound { .. } | QueryError::NoLongerCurrent { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
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
