//! Counts the statements about every topic in one pass over `statement_topic`.

use super::current_rows::CurrentRows;
use super::{QueryError, days};
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::HashMap;

/// Number of statements about a topic or one below it, and the days on which they may have been said.
#[derive(Debug, Clone, Copy)]
pub(super) struct TopicCount {
    pub(super) statements: u64,
    first_day: i64,
    last_day: i64,
    /// The row of the last counted statement, so that a statement with two topics below this one is counted once.
    last_statement: Option<i64>,
}

impl TopicCount {
    const NONE: Self = Self {
        statements: 0,
        first_day: i64::MAX,
        last_day: i64::MIN,
        last_statement: None,
    };

    /// The first and the last day on which one of the statements may have been said.
    pub(super) fn date_range(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        days::date_range(Some(self.first_day), Some(self.last_day))
    }
}

/// Returns the count of every topic, by the topic's row.
///
/// The rows come grouped by statement. From each topic the count climbs to the broader topics and stops at one where
/// the statement has been counted already, so the cost does not depend on the number of topics.
pub(super) fn count_statements_by_topic(conn: &Connection) -> Result<HashMap<i64, TopicCount>, QueryError> {
    let mut topics = TopicTree::load(conn)?;
    let current = CurrentRows::load(conn)?;
    let mut select = conn.prepare_cached(
        "SELECT statement, topic, said_from, said_to FROM statement_topic ORDER BY statement, topic",
    )?;
    let mut rows = select.query([])?;
    let mut last = (0, false);
    while let Some(row) = rows.next()? {
        let statement = row.get(0)?;
        if statement != last.0 {
            last = (statement, current.contains(statement));
        }
        if last.1 {
            topics.count_statement(statement, row.get(1)?, row.get(2)?, row.get(3)?);
        }
    }
    let TopicTree {
        index_by_row: places,
        counts,
        ..
    } = topics;
    Ok(places.into_iter().map(|(row, at)| (row, counts[at])).collect())
}

/// The current topics, numbered from 0.
struct TopicTree {
    /// The number of each topic, by its row.
    index_by_row: HashMap<i64, usize>,
    /// The number of the broader topic, by number.
    broader: Vec<Option<usize>>,
    counts: Vec<TopicCount>,
}

impl TopicTree {
    fn load(conn: &Connection) -> Result<Self, QueryError> {
        let mut select = conn.prepare_cached("SELECT row, id, broader FROM topic")?;
        let topics = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<Vec<(i64, String, Option<String>)>, _>>()?;
        let by_id: HashMap<&str, usize> = topics
            .iter()
            .enumerate()
            .map(|(at, (_, id, _))| (id.as_str(), at))
            .collect();
        let broader = topics
            .iter()
            .map(|(_, _, broader)| by_id.get(broader.as_deref()?).copied());
        Ok(Self {
            index_by_row: topics
                .iter()
                .enumerate()
                .map(|(at, topic)| (topic.0, at))
                .collect(),
            broader: broader.collect(),
            counts: vec![TopicCount::NONE; topics.len()],
        })
    }

    /// Counts a statement for the topic with this row and for all topics above it.
    fn count_statement(&mut self, statement: i64, topic: i64, first_day: i64, last_day: i64) {
        let mut at = self.index_by_row.get(&topic).copied();
        while let Some(place) = at {
            let count = &mut self.counts[place];
            if count.last_statement == Some(statement) {
                return;
            }
            count.last_statement = Some(statement);
            count.statements += 1;
            count.first_day = count.first_day.min(first_day);
            count.last_day = count.last_day.max(last_day);
            at = self.broader[place];
        }
    }
}
