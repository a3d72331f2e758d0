use super::ProjectionError;
use super::day_range::DayRange;
use super::fold::Fold;
use super::projection::{Projection, Table};
use super::statement_counts::topics_key;
use super::statement_version::{ClosedVersion, StatementVersion};
use crate::domain::{Event, RecordedEvent};

/// The projection of counts: how many statements of the extractor are current, by speaker, side, topics and article.
pub(super) struct Counts;

const TABLES: &[Table] = &[
    Table::new("speaker_count", "speaker"),
    Table::new("side_count", "side_speaker, speaker"),
    Table::new("topics_count", "topics"),
    Table::new("article_topic_count", "article, topic"),
];

impl Projection for Counts {
    fn name(&self) -> &'static str {
        "counts"
    }

    fn code_version(&self) -> String {
        "1".to_owned()
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/counts.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_current() || version.statement.reader.is_some() {
            return Ok(());
        }
        let (conn, said) = (fold.conn, version.said);
        let mut counts = fold.memory.counts.borrow_mut();
        if let Some(speaker) = version.speaker {
            counts.speakers.add(conn, speaker, said)?;
        }
        if let Some(side) = version.side_speaker {
            counts
                .sides
                .add(conn, (side, version.speaker.unwrap_or(0)), said)?;
        }
        if !version.topics.is_empty() {
            counts.topic_sets.add(conn, topics_key(&version.topics), said)?;
        }
        for topic in &version.topics {
            counts
                .article_topics
                .add(conn, (version.article.ingested_pos, *topic), 1)?;
        }
        Ok(())
    }

    fn on_statement_closed(&self, fold: &Fold<'_>, closed: &ClosedVersion) -> Result<(), ProjectionError> {
        if !closed.reader.is_empty() {
            return Ok(());
        }
        let (conn, said) = (fold.conn, closed.said);
        let topics = load_topics(fold, closed.row)?;
        let mut counts = fold.memory.counts.borrow_mut();
        if let Some(speaker) = closed.speaker {
            counts.speakers.remove(conn, &speaker, said)?;
        }
        if let Some((_, side)) = closed.side {
            counts
                .sides
                .remove(conn, &(side, closed.speaker.unwrap_or(0)), said)?;
        }
        if !topics.is_empty() {
            counts.topic_sets.remove(conn, &topics_key(&topics), said)?;
        }
        for topic in topics {
            counts.article_topics.add(conn, (closed.article, topic), -1)?;
        }
        Ok(())
    }

    fn on_event(&self, fold: &Fold<'_>, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        if !matches!(recorded.event, Event::TopicDecided { .. }) {
            return Ok(());
        }
        let (topic, statements) = fold.memory.statements_of_new_topic.take();
        for statement in statements {
            count_new_topic(fold, statement, topic)?;
        }
        Ok(())
    }
}

/// Counts that a current statement is about `topic` too.
fn count_new_topic(fold: &Fold<'_>, statement: i64, topic: i64) -> Result<(), ProjectionError> {
    let conn = fold.conn;
    let mut select = conn
        .prepare_cached("SELECT said_from, said_to, article, reader FROM statement_version WHERE row = ?1")?;
    let (said, article, reader): (DayRange, i64, String) = select.query_row([statement], |row| {
        let (from, to) = (row.get(0)?, row.get(1)?);
        Ok((DayRange { from, to }, row.get(2)?, row.get(3)?))
    })?;
    if !reader.is_empty() {
        return Ok(());
    }
    let topics = load_topics(fold, statement)?;
    let before: Vec<i64> = topics.iter().copied().filter(|known| *known != topic).collect();
    let mut counts = fold.memory.counts.borrow_mut();
    if !before.is_empty() {
        counts.topic_sets.remove(conn, &topics_key(&before), said)?;
    }
    counts.topic_sets.add(conn, topics_key(&topics), said)?;
    counts.article_topics.add(conn, (article, topic), 1)
}

/// The topics of a version of a statement.
fn load_topics(fold: &Fold<'_>, statement: i64) -> Result<Vec<i64>, ProjectionError> {
    let mut select = fold
        .conn
        .prepare_cached("SELECT topic FROM statement_topic WHERE statement = ?1")?;
    let topics = select.query_map([statement], |row| row.get(0))?;
    Ok(topics.collect::<Result<_, _>>()?)
}
