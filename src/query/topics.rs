use super::selection::sql_list;
use super::topic_counts::count_statements_by_topic;
use super::{Query, QueryError, days, row, wire};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// What is spoken about, in the order of the taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicsQuery {
    /// Also those that nobody speaks about.
    pub all: bool,
}

/// What a topic is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicLabels {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: Option<String>,
    /// In Chinese.
    pub zh: Option<String>,
}

/// One topic as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicEntry {
    /// The id: `medtop:` and a number where it is one of IPTC's Media Topics.
    pub id: String,
    /// What it is called.
    pub label: TopicLabels,
    /// The topic that it belongs to.
    pub broader: Option<String>,
    /// How many statements are about it or a topic below it.
    pub statements: u64,
    /// The first day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub first: Option<NaiveDate>,
    /// The last day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last: Option<NaiveDate>,
}

/// Topics, in the order of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct TopicList(pub Vec<TopicEntry>);

impl Query for TopicsQuery {
    type Answer = TopicList;

    fn answer(&self, conn: &Connection) -> Result<TopicList, QueryError> {
        let mut topics = load_topic_entries(conn, None)?;
        if !self.all {
            topics.retain(|topic| topic.statements > 0);
        }
        Ok(TopicList(topics))
    }
}

/// The topics, or the one with the row `only`, in the order of the taxonomy.
pub(super) fn load_topic_entries(
    conn: &Connection,
    only: Option<i64>,
) -> Result<Vec<TopicEntry>, QueryError> {
    let counts = match only {
        None => count_statements_by_topic(conn)?,
        Some(_) => HashMap::new(),
    };
    let mut select = conn.prepare_cached(
        "SELECT t.row, t.id, t.label_en, t.label_fr, t.label_zh, b.id
         FROM topic AS t LEFT JOIN topic AS b ON b.id = t.broader
         WHERE ?1 IS NULL OR t.row = ?1 ORDER BY t.first_row",
    )?;
    let mut rows = select.query([only])?;
    let mut topics = Vec::new();
    while let Some(row) = rows.next()? {
        let topic = row.get(0)?;
        let (statements, first, last) = match counts.get(&topic) {
            Some(count) => {
                let (first, last) = count.date_range();
                (count.statements, first, last)
            }
            None => count_one_topic(conn, topic)?,
        };
        topics.push(read_topic_entry(row, statements, first, last)?);
    }
    Ok(topics)
}

/// The topics that a speaker speaks about, as matched, the most frequent first; only the speaker's statements
/// count.
pub(super) fn load_topics_of_speakers(
    conn: &Connection,
    speakers: &[i64],
) -> Result<Vec<TopicEntry>, QueryError> {
    let mut select = conn.prepare(&format!(
        "SELECT t.row, t.id, t.label_en, t.label_fr, t.label_zh, b.id, count(*) AS statements,
             min(st.said_from), max(st.said_to)
         FROM statement AS s
         CROSS JOIN statement_topic AS st ON st.statement = s.row
         CROSS JOIN topic AS t ON t.row = st.topic LEFT JOIN topic AS b ON b.id = t.broader
         WHERE (s.speaker IN ({0}) OR s.side_speaker IN ({0})) GROUP BY t.row ORDER BY statements DESC, t.first_row",
        sql_list(speakers)
    ))?;
    let mut rows = select.query([])?;
    let mut topics = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last) = days::date_range(row.get(7)?, row.get(8)?);
        topics.push(read_topic_entry(row, row::count_cell(row, 6)?, first, last)?);
    }
    Ok(topics)
}

/// The line whose id, labels and broader topic stand in the cells 1 to 5.
fn read_topic_entry(
    row: &Row<'_>,
    statements: u64,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> Result<TopicEntry, QueryError> {
    Ok(TopicEntry {
        id: row.get(1)?,
        label: TopicLabels {
            en: row.get(2)?,
            fr: row.get(3)?,
            zh: row.get(4)?,
        },
        broader: row.get(5)?,
        statements,
        first,
        last,
    })
}

type TopicCounts = (u64, Option<NaiveDate>, Option<NaiveDate>);

/// How many statements are about one topic or a topic below it, and between which days.
fn count_one_topic(conn: &Connection, topic: i64) -> Result<TopicCounts, QueryError> {
    let mut select = conn.prepare_cached(
        "WITH RECURSIVE below(row, id) AS (
             SELECT row, id FROM topic WHERE row = ?1
             UNION SELECT n.row, n.id FROM below JOIN topic AS n ON n.broader = below.id)
         SELECT count(DISTINCT t.statement), min(t.said_from), max(t.said_to)
         FROM below AS b CROSS JOIN statement_topic AS t ON t.topic = b.row
             CROSS JOIN statement AS s ON s.row = t.statement",
    )?;
    let mut rows = select.query([topic])?;
    let Some(row) = rows.next()? else {
        return Ok((0, None, None));
    };
    let (first, last) = days::date_range(row.get(1)?, row.get(2)?);
    Ok((row::count_cell(row, 0)?, first, last))
}
