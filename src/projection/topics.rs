use super::ProjectionError;
use super::checkpoints::position_number;
use super::code_version::code_version;
use super::current_topics::{current_topic_row, update_decisions_hash, with_vocabulary};
use super::facts::{ArticleVersion, OPEN_END_POS, StatementVersion};
use super::projection::{Projection, Table};
use super::retag;
use super::taxonomy::taxonomy;
use crate::domain::{Event, Lang, Recorded, Tag, Topic, TopicDecision, fold};
use rusqlite::{Connection, params};

/// The topics, and what statements are about: the topics whose terms their words have, those of the headline, and
/// those that a person says. Derived, so that another topic re-reads all of history.
pub(super) struct Topics;

/// What the fold depends on beside the log: the topics, and how their terms inflect.
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
        code_version(4, DATA)
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
        // One row at a time: a statement that inserts several opens a savepoint, and at every savepoint FTS5
        // writes out what it has gathered, which makes a load three times as long.
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

    fn on_event(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let Event::TopicDecided {
            topic: id, ruling, ..
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
        let defined = match ruling {
            TopicDecision::Defined(topic) => Some((&**topic, true)),
            TopicDecision::Retired => None,
            TopicDecision::Reset => embedded.map(|topic| (topic, false)),
        };
        update_decisions_hash(conn, recorded.id)?;
        match defined {
            Some((topic, own)) => {
                let row = insert_definition(conn, topic, at, own)?;
                retag::tag_existing_statements(conn, row, topic)
            }
            None => Ok(()),
        }
    }
}

/// Adds a definition of a topic and returns its row.
fn insert_definition(
    conn: &Connection,
    topic: &Topic,
    since: i64,
    own: bool,
) -> Result<i64, ProjectionError> {
    let label = |lang| topic.labels.get(&lang);
    conn.prepare_cached(
        "INSERT INTO topic_version(valid_from_pos, valid_to_pos, id, broader, label_en, label_fr, label_zh, uri, is_custom, first_row)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
             coalesce((SELECT min(first_row) FROM topic_version WHERE id = ?3),
                 (SELECT coalesce(max(row), 0) + 1 FROM topic_version)))",
    )?
    .execute(params![
        since,
        OPEN_END_POS,
        topic.id.as_str(),
        topic.broader.as_ref().map(crate::domain::TopicId::as_str),
        topic.label(),
        label(Lang::Fr),
        label(Lang::Zh),
        topic.uri,
        own
    ])?;
    let row = conn.last_insert_rowid();
    let mut insert =
        conn.prepare_cached("INSERT INTO topic_term(topic, lang, number, term) VALUES (?1, ?2, ?3, ?4)")?;
    for (lang, terms) in &topic.terms {
        for (number, term) in (1_i64..).zip(terms) {
            insert.execute(params![row, lang.as_str(), number, term])?;
        }
    }
    Ok(row)
}

/// Notes that the headline of an article has a term of a topic.
pub(super) fn insert_article_topic(
    conn: &Connection,
    version: i64,
    topic: i64,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached("INSERT INTO article_topic(article_version, topic, term) VALUES (?1, ?2, ?3)")?
        .execute(params![version, topic, term])?;
    Ok(())
}

fn insert_statement_topic(
    conn: &Connection,
    version: &StatementVersion<'_>,
    topic: i64,
    place: &str,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, basis, term)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        version.row,
        topic,
        version.said.from,
        version.said.to,
        version.article.published_day,
        place,
        term
    ])?;
    Ok(())
}
