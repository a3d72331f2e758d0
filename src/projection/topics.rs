use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version::code_version;
use super::current_topics::{current_topic_row, update_decisions_hash, with_vocabulary};
use super::position::OPEN_END_POS;
use super::position::position_number;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use super::taxonomy::taxonomy;
use super::topic_backfill;
use super::topic_rows::{insert_article_topic, insert_definition, insert_statement_topic};
use crate::domain::{Event, RecordedEvent, Tag, TopicDecision, fold};
use rusqlite::{Connection, params};

/// The projection of topics and of what statements are about: the topics whose terms occur in their words or in the
/// article's title, and those that a person decided. It is derived, so a new topic applies to all of history.
pub(super) struct Topics;

/// The data that the projection uses: the topics, and how their terms inflect.
const DATA: &str = concat!(include_str!("topics.toml"), include_str!("inflection.toml"));

const TABLES: &[Table] = &[
    Table::new("topic_version", "row"),
    Table::new("topic_term", "topic, lang, number"),
    Table::new("topic_state", "singleton"),
    Table::new("article_topic", "article_version, topic"),
    Table::new("statement_topic", "statement, topic"),
];

impl Projection for Topics {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn code_version(&self) -> String {
        code_version(5, DATA)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/topics.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn seed(&self, conn: &Connection) -> Result<(), ProjectionError> {
        for topic in &taxonomy()?.topics {
            insert_definition(conn, topic, 0, false)?;
        }
        Ok(())
    }

    fn on_article_version(
        &self,
        conn: &Connection,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let Some(title) = &article.source.title else {
            return Ok(());
        };
        with_vocabulary(conn, |vocabulary| {
            for found in vocabulary.find(article.lang, title, &fold(title)) {
                insert_article_topic(conn, article.valid_from_pos, found.topic, found.term)?;
            }
            Ok(())
        })
    }

    fn on_statement_version(
        &self,
        conn: &Connection,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_current() {
            return Ok(());
        }
        let mut said = Vec::new();
        for (id, tag) in &version.decisions.tags {
            if let Some(topic) = current_topic_row(conn, id)? {
                said.push(topic);
                if *tag == Tag::About {
                    insert_statement_topic(conn, version, topic, "tag", "")?;
                }
            }
        }
        let said_by_words = with_vocabulary(conn, |vocabulary| {
            let found = vocabulary.find(version.article.lang, version.words, version.folded);
            for topic in found.iter().filter(|found| !said.contains(&found.topic)) {
                insert_statement_topic(conn, version, topic.topic, "words", topic.term)?;
            }
            Ok(found.iter().map(|found| found.topic).collect::<Vec<_>>())
        })?;
        said.extend(said_by_words);
        // One row at a time: an INSERT of several rows opens a savepoint, and at every savepoint FTS5 writes out what
        // it has buffered, which makes a load three times as long.
        let mut select =
            conn.prepare_cached("SELECT topic, term FROM article_topic WHERE article_version = ?1")?;
        let mut headline = select.query([version.article.valid_from_pos])?;
        while let Some(row) = headline.next()? {
            let topic: i64 = row.get(0)?;
            if !said.contains(&topic) {
                let term = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                insert_statement_topic(conn, version, topic, "title", term)?;
            }
        }
        Ok(())
    }

    fn on_event(&self, conn: &Connection, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        let Event::TopicDecided {
            topic: id, decision, ..
        } = &recorded.event
        else {
            return Ok(());
        };
        let at = position_number(recorded.position);
        conn.prepare_cached(
            "UPDATE topic_version SET valid_to_pos = ?2 WHERE id = ?1 AND valid_to_pos = ?3",
        )?
        .execute(params![id.as_str(), at, OPEN_END_POS])?;
        let embedded = taxonomy()?.topics.iter().find(|topic| topic.id == *id);
        let defined = match decision {
            TopicDecision::Defined(topic) => Some((&**topic, true)),
            TopicDecision::Retired => None,
            TopicDecision::Reset => embedded.map(|topic| (topic, false)),
        };
        update_decisions_hash(conn, recorded.id)?;
        match defined {
            Some((topic, own)) => {
                let row = insert_definition(conn, topic, at, own)?;
                topic_backfill::backfill_topic(conn, row, topic)
            }
            None => Ok(()),
        }
    }
}
