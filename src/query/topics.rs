//! The query `dixit topics`, and how topics are listed with their counts.

use super::sql::row_list;
use super::topic_counts::count_statements_by_topic;
use super::{Query, QueryError, answer_json, days, sql};
use chrono::NaiveDate;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Lists the topics that statements are about, in the order of the taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicsQuery {
    /// Include topics without statements.
    pub all: bool,
}

/// The labels of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicLabels {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: Option<String>,
    /// In Chinese.
    pub zh: Option<String>,
}

/// One topic, as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicEntry {
    /// The id of the topic: `medtop:` and a number for IPTC Media Topics, `own:…` for the user's own.
    pub id: String,
    /// Its labels.
    pub label: TopicLabels,
    /// The id of the topic directly above it.
    pub broader: Option<String>,
    /// Number of statements about it or a topic below it.
    pub statements: u64,
    /// The first day on which one of them may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub first: Option<NaiveDate>,
    /// The last day on which one of them may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
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

/// Loads all topics, or only the one with the row `only`, in the order of the taxonomy.
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
        let counted = counts
            .get(&topic)
            .and_then(|count| Some((count.statements, count.days()?)));
        let (statements, first, last) = match counted {
            Some((statements, (first, last))) => {
                let (first, last) = days::date_range(Some(first), Some(last));
                (statements, first, last)
            }
            None => count_one_topic(conn, topic)?,
        };
        topics.push(read_topic_entry(row, statements, first, last)?);
    }
    Ok(topics)
}

/// Loads the rows of the current topics that the statement in `row` matched.
pub(super) fn load_topic_rows(conn: &Connection, row: i64) -> Result<BTreeSet<i64>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT t.row FROM statement_topic AS st CROSS JOIN topic AS t ON t.row = st.topic
         WHERE st.statement = ?1",
    )?;
    let topics = select.query_map([row], |row| row.get(0))?;
    Ok(topics.collect::<Result<_, _>>()?)
}

/// Loads the topics that these speakers' statements matched directly, the most frequent first.
///
/// Counts and dates cover only statements by these speakers or made for them.
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
         WHERE (s.speaker IN ({0}) OR s.side_speaker IN ({0})) GROUP BY t.row
             ORDER BY statements DESC, t.first_row",
        row_list(speakers)
    ))?;
    let mut rows = select.query([])?;
    let mut topics = Vec::new();
    while let Some(row) = rows.next()? {
        let (first, last) = days::date_range(row.get(7)?, row.get(8)?);
        topics.push(read_topic_entry(row, sql::count_cell(row, 6)?, first, last)?);
    }
    Ok(topics)
}

/// Reads the id, labels and broader topic from the columns 1 to 5.
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

/// Counts the statements about one topic or a topic below it, with their first and last day.
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
    Ok((sql::count_cell(row, 0)?, first, last))
}
