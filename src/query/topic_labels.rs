//! The labels of all topics, for pages that name many of them.

use super::{Query, QueryError, TopicLabels};
use rusqlite::Connection;
use std::collections::HashMap;

/// Looks up the labels of all current topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicLabelsQuery;

impl Query for TopicLabelsQuery {
    /// The labels by the id of the topic.
    type Answer = HashMap<String, TopicLabels>;

    fn answer(&self, conn: &Connection) -> Result<Self::Answer, QueryError> {
        let mut select = conn.prepare_cached("SELECT id, label_en, label_fr, label_zh FROM topic")?;
        let labels = select.query_map([], |row| {
            let labels = TopicLabels {
                en: row.get(1)?,
                fr: row.get(2)?,
                zh: row.get(3)?,
            };
            Ok((row.get(0)?, labels))
        })?;
        Ok(labels.collect::<Result<_, _>>()?)
    }
}
