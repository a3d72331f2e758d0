//! Counts the statements about every topic: from the stored counts, or in one pass over `statement_topic`.

use super::current_rows::CurrentRows;
use super::stored_counts::{self, COUNT_COLUMNS, DatedCount};
use super::{QueryError, sql};
use rusqlite::Connection;
use std::collections::HashMap;

/// Returns the count of every topic, by the topic's row; leaves out topics whose days must be looked up.
pub(super) fn count_statements_by_topic(conn: &Connection) -> Result<HashMap<i64, DatedCount>, QueryError> {
    let mut topics = TopicTree::load(conn)?;
    if stored_counts::are_asked_for(conn)? {
        topics.count_stored(conn)?;
    } else {
        topics.count_statements(conn)?;
    }
    let counts = topics.counts;
    let by_row = topics.index_by_row.into_iter();
    let known = by_row.map(|(row, at)| (row, counts[at].count));
    Ok(known.filter(|(_, count)| count.days().is_some()).collect())
}

/// Counts the statements in these rows by the id of the topic. One about a topic is about those above it, too.
pub(super) fn count_rows_by_topic(conn: &Connection, rows: &[i64]) -> Result<Vec<(String, u64)>, QueryError> {
    let mut topics = TopicTree::load(conn)?;
    let mut select = conn.prepare_cached(
        "SELECT st.statement, st.topic FROM json_each(?1) AS chosen
         CROSS JOIN statement_topic AS st ON st.statement = chosen.value",
    )?;
    let mut found = select.query([format!("[{}]", sql::row_list(rows))])?;
    // The days do not matter here.
    let one = DatedCount::new(1, 0, 0);
    while let Some(row) = found.next()? {
        topics.add(row.get(0)?, row.get(1)?, &one);
    }
    let mut select = conn.prepare_cached("SELECT id FROM topic WHERE row = ?1")?;
    let mut counts = Vec::new();
    for (row, at) in &topics.index_by_row {
        let statements = topics.counts[*at].count.statements;
        if statements > 0 {
            counts.push((select.query_row([row], |cells| cells.get(0))?, statements));
        }
    }
    Ok(counts)
}

/// The current topics, numbered from 0.
struct TopicTree {
    /// The number of each topic, by its row.
    index_by_row: HashMap<i64, usize>,
    /// The number of the broader topic, by number.
    broader: Vec<Option<usize>>,
    counts: Vec<TopicSum>,
}

/// The statements about a topic or one below it.
#[derive(Debug, Clone)]
struct TopicSum {
    count: DatedCount,
    /// The number of what was added last, so that statements with two topics below this one are counted once.
    last_added: i64,
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
            counts: vec![
                TopicSum {
                    count: DatedCount::NONE,
                    last_added: 0,
                };
                topics.len()
            ],
        })
    }

    /// Counts every statement in one pass over `statement_topic`. The rows come grouped by statement.
    fn count_statements(&mut self, conn: &Connection) -> Result<(), QueryError> {
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
                let count = DatedCount::new(1, row.get(2)?, row.get(3)?);
                self.add(statement, row.get(1)?, &count);
            }
        }
        Ok(())
    }

    /// Adds up the stored counts of statements with the same topics.
    fn count_stored(&mut self, conn: &Connection) -> Result<(), QueryError> {
        let mut select = conn.prepare_cached(&format!("SELECT {COUNT_COLUMNS}, topics FROM topics_count"))?;
        let mut rows = select.query([])?;
        let mut number = 0;
        while let Some(row) = rows.next()? {
            number += 1;
            let count = DatedCount::read(row, 0)?;
            let topics = row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?;
            for topic in topics.split(' ') {
                self.add(number, sql::parse_text(topic, "the row of a topic")?, &count);
            }
        }
        Ok(())
    }

    /// Adds the statements with the number `of` to the topic with this row, and to those above it up to one that has
    /// them already. So the cost does not depend on the number of topics.
    fn add(&mut self, of: i64, topic: i64, count: &DatedCount) {
        let mut at = self.index_by_row.get(&topic).copied();
        while let Some(place) = at {
            let sum = &mut self.counts[place];
            if sum.last_added == of {
                return;
            }
            sum.last_added = of;
            sum.count.add(count);
            at = self.broader[place];
        }
    }
}
