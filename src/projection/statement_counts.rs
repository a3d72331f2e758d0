//! What a fold counts while it goes on.

use super::ProjectionError;
use super::tally::{Tallies, TallyTable};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Number of articles' topics that are held in memory.
const PENDING_MAX: usize = 50_000;

/// Counts of the current statements of the extractor.
#[derive(Debug)]
pub(super) struct StatementCounts {
    /// By `speaker.row`.
    pub(super) speakers: Tallies<i64>,
    /// By side and speaker; 0 for no speaker.
    pub(super) sides: Tallies<(i64, i64)>,
    /// By all topics, as [`topics_key`] writes them.
    pub(super) topic_sets: Tallies<String>,
    /// By article and topic.
    pub(super) article_topics: ArticleTopicCounts,
}

impl Default for StatementCounts {
    fn default() -> Self {
        Self {
            speakers: Tallies::new(TallyTable {
                name: "speaker_count",
                key_columns: &["speaker"],
            }),
            sides: Tallies::new(TallyTable {
                name: "side_count",
                key_columns: &["side_speaker", "speaker"],
            }),
            topic_sets: Tallies::new(TallyTable {
                name: "topics_count",
                key_columns: &["topics"],
            }),
            article_topics: ArticleTopicCounts::default(),
        }
    }
}

impl StatementCounts {
    /// Writes what is in memory.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        self.speakers.write(conn)?;
        self.sides.write(conn)?;
        self.topic_sets.write(conn)?;
        self.article_topics.write(conn)
    }
}

/// The key of all topics of a statement: their rows in order, separated by spaces.
pub(super) fn topics_key(topics: &[i64]) -> String {
    let mut topics = topics.to_vec();
    topics.sort_unstable();
    let topics: Vec<String> = topics.iter().map(ToString::to_string).collect();
    topics.join(" ")
}

/// Number of current statements by article and topic. What changed since the last [`ArticleTopicCounts::write`] is in
/// memory.
#[derive(Debug, Default)]
pub(super) struct ArticleTopicCounts {
    changes: BTreeMap<(i64, i64), i64>,
}

impl ArticleTopicCounts {
    /// Counts one statement more, or with -1 one less.
    pub(super) fn add(
        &mut self,
        conn: &Connection,
        (article, topic): (i64, i64),
        more: i64,
    ) -> Result<(), ProjectionError> {
        *self.changes.entry((article, topic)).or_default() += more;
        if self.changes.len() < PENDING_MAX {
            Ok(())
        } else {
            self.write(conn)
        }
    }

    fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        let mut upsert = conn.prepare_cached(
            "INSERT INTO article_topic_count(article, topic, statements) VALUES (?1, ?2, ?3)
             ON CONFLICT(article, topic) DO UPDATE SET statements = statements + excluded.statements",
        )?;
        let mut delete = conn.prepare_cached(
            "DELETE FROM article_topic_count WHERE article = ?1 AND topic = ?2 AND statements = 0",
        )?;
        for ((article, topic), change) in std::mem::take(&mut self.changes) {
            if change != 0 {
                upsert.execute(params![article, topic, change])?;
            }
            if change < 0 {
                delete.execute([article, topic])?;
            }
        }
        Ok(())
    }
}
