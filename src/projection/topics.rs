use super::ProjectionError;
use super::article_version::ArticleVersion;
use super::code_version::code_version;
use super::current_topics::{current_topic_row, update_decisions_hash, with_current_topics, with_vocabulary};
use super::fold::{Fold, TitleTopics};
use super::position::OPEN_END_POS;
use super::position::position_number;
use super::projection::{Projection, Table};
use super::statement_version::StatementVersion;
use super::taxonomy::taxonomy;
use super::topic_backfill;
use super::topic_rows::{insert_article_topic, insert_definition, insert_statement_topic};
use crate::domain::{Event, RecordedEvent, Tag, TopicDecision, fold as fold_text};
use rusqlite::{Connection, params};
use std::cell::Ref;

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
        fold: &Fold<'_>,
        article: &ArticleVersion<'_>,
    ) -> Result<(), ProjectionError> {
        let mut topics = Vec::new();
        if let Some(title) = &article.source.title {
            with_vocabulary(fold, |vocabulary| {
                for found in vocabulary.find(article.lang, title, &fold_text(title)) {
                    insert_article_topic(fold.conn, article.valid_from_pos, found.topic, found.term)?;
                    topics.push((found.topic, found.term.to_owned()));
                }
                Ok(())
            })?;
        }
        fold.memory.title_topics.replace((article.valid_from_pos, topics));
        Ok(())
    }

    fn on_statement_version(
        &self,
        fold: &Fold<'_>,
        version: &mut StatementVersion<'_>,
    ) -> Result<(), ProjectionError> {
        if !version.is_current() {
            return Ok(());
        }
        let conn = fold.conn;
        let mut said = Vec::new();
        let mut about = Vec::new();
        for (id, tag) in &version.decisions.tags {
            if let Some(topic) = current_topic_row(conn, id)? {
                said.push(topic);
                if *tag == Tag::About {
                    insert_statement_topic(conn, version, topic, "tag", "")?;
                    about.push(topic);
                }
            }
        }
        let said_by_words = with_current_topics(fold, version, |found| {
            for topic in found.iter().filter(|found| !said.contains(&found.topic)) {
                insert_statement_topic(conn, version, topic.topic, "words", topic.term)?;
            }
            let topics = found.iter().map(|found| found.topic);
            Ok(topics.filter(|topic| !said.contains(topic)).collect::<Vec<_>>())
        })?;
        about.extend(said_by_words);
        for (topic, term) in &title_topics(fold, version.article.valid_from_pos)?.1 {
            if !said.contains(topic) && !about.contains(topic) {
                insert_statement_topic(conn, version, *topic, "title", term)?;
                about.push(*topic);
            }
        }
        version.topics = about;
        Ok(())
    }

    fn on_event(&self, fold: &Fold<'_>, recorded: &RecordedEvent) -> Result<(), ProjectionError> {
        let conn = fold.conn;
        let Event::TopicDecided {
            topic: id, decision, ..
        } = &recorded.event
        else {
            return Ok(());
        };
        // The definition may apply to the title of the last article too.
        fold.memory.title_topics.take();
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
        update_decisions_hash(fold, recorded.id)?;
        match defined {
            Some((topic, own)) => {
                let row = insert_definition(conn, topic, at, own)?;
                // Statements that are about it are searched for, those of this transaction too.
                fold.memory.search_rows.borrow_mut().write(conn)?;
                let statements = topic_backfill::backfill_topic(conn, row, topic)?;
                fold.memory.statements_of_new_topic.replace((row, statements));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// The topics of the title of the article version that was made at a position, each with the term that matched.
fn title_topics<'f>(
    fold: &'f Fold<'_>,
    article_version: i64,
) -> Result<Ref<'f, TitleTopics>, ProjectionError> {
    let known = fold.memory.title_topics.borrow();
    if known.0 == article_version {
        return Ok(known);
    }
    drop(known);
    let mut select = fold
        .conn
        .prepare_cached("SELECT topic, term FROM article_topic WHERE article_version = ?1")?;
    let topics = select.query_map([article_version], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let topics = topics.collect::<Result<_, _>>()?;
    fold.memory.title_topics.replace((article_version, topics));
    Ok(fold.memory.title_topics.borrow())
}
