use super::ProjectionError;
use super::checkpoints::number;
use super::code::version;
use super::facts::{FOREVER, Reported, Version};
use super::projection::{Projection, Table};
use super::retag;
use super::taxonomy::taxonomy;
use super::topics_now::{move_mark, row, with_vocabulary};
use crate::domain::{Event, Lang, Recorded, Tag, Topic, TopicRuling, fold};
use rusqlite::{Connection, params};

/// The topics, and what statements are about: the topics whose terms their words have, those of the headline, and
/// those that a person says. Derived, so that another topic re-reads all of history.
pub(super) struct Topics;

/// What the fold depends on beside the log: the topics, and how their terms inflect.
const DATA: &str = concat!(include_str!("topics.toml"), include_str!("inflection.toml"));

const TABLES: &[Table] = &[
    Table::new("topic_version", "row"),
    Table::new("topic_term", "topic, lang, number"),
    Table::new("topic_state", "one"),
    Table::new("article_topic", "version, topic"),
    Table::new("statement_topic", "statement, topic"),
];

impl Projection for Topics {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn code_version(&self) -> String {
        version(3, DATA)
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/topics.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn seed(&self, conn: &Connection) -> Result<(), ProjectionError> {
        for topic in &taxonomy()?.topics {
            define(conn, topic, 0, false)?;
        }
        Ok(())
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        let Some(title) = &article.source.title else {
            return Ok(());
        };
        with_vocabulary(conn, |vocabulary| {
            for found in vocabulary.find(article.lang, title, &fold(title)) {
                insert_headline(conn, article.version, found.topic, found.term)?;
            }
            Ok(())
        })
    }

    fn statement_read(&self, conn: &Connection, version: &mut Version<'_>) -> Result<(), ProjectionError> {
        if !version.counts() {
            return Ok(());
        }
        let mut said = Vec::new();
        for (id, tag) in &version.decisions.tags {
            if let Some(topic) = row(conn, id)? {
                said.push(topic);
                if *tag == Tag::About {
                    insert(conn, version, topic, "tag", "")?;
                }
            }
        }
        let said_by_words = with_vocabulary(conn, |vocabulary| {
            let found = vocabulary.find(version.article.lang, version.words, version.folded);
            for topic in found.iter().filter(|found| !said.contains(&found.topic)) {
                insert(conn, version, topic.topic, "words", topic.term)?;
            }
            Ok(found.iter().map(|found| found.topic).collect::<Vec<_>>())
        })?;
        said.extend(said_by_words);
        // One row at a time: a statement that inserts several opens a savepoint, and at every savepoint FTS5
        // writes out what it has gathered, which makes a load three times as long.
        let mut select = conn.prepare_cached("SELECT topic, term FROM article_topic WHERE version = ?1")?;
        let mut headline = select.query([version.article.version])?;
        while let Some(row) = headline.next()? {
            let topic: i64 = row.get(0)?;
            if !said.contains(&topic) {
                let term = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                insert(conn, version, topic, "title", term)?;
            }
        }
        Ok(())
    }

    fn decided(&self, conn: &Connection, recorded: &Recorded) -> Result<(), ProjectionError> {
        let Event::TopicDecided {
            topic: id, ruling, ..
        } = &recorded.event
        else {
            return Ok(());
        };
        let at = number(recorded.position);
        conn.prepare_cached("UPDATE topic_version SET until = ?2 WHERE id = ?1 AND until = ?3")?
            .execute(params![id.as_str(), at, FOREVER])?;
        let embedded = taxonomy()?.topics.iter().find(|topic| topic.id == *id);
        let defined = match ruling {
            TopicRuling::Defined(topic) => Some((&**topic, true)),
            TopicRuling::Retired => None,
            TopicRuling::Reset => embedded.map(|topic| (topic, false)),
        };
        move_mark(conn, recorded.id)?;
        match defined {
            Some((topic, own)) => {
                let row = define(conn, topic, at, own)?;
                retag::retag(conn, row, topic)
            }
            None => Ok(()),
        }
    }
}

/// Adds a definition of a topic and returns its row.
fn define(conn: &Connection, topic: &Topic, since: i64, own: bool) -> Result<i64, ProjectionError> {
    let label = |lang| topic.labels.get(&lang);
    conn.prepare_cached(
        "INSERT INTO topic_version(since, until, id, broader, label_en, label_fr, label_zh, uri, own, first)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
             coalesce((SELECT min(first) FROM topic_version WHERE id = ?3),
                 (SELECT coalesce(max(row), 0) + 1 FROM topic_version)))",
    )?
    .execute(params![
        since,
        FOREVER,
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
pub(super) fn insert_headline(
    conn: &Connection,
    version: i64,
    topic: i64,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached("INSERT INTO article_topic(version, topic, term) VALUES (?1, ?2, ?3)")?
        .execute(params![version, topic, term])?;
    Ok(())
}

fn insert(
    conn: &Connection,
    version: &Version<'_>,
    topic: i64,
    place: &str,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, place, term)
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
