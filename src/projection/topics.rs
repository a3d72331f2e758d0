use super::ProjectionError;
use super::facts::{Gone, Reading, Reported};
use super::projection::{Projection, Table};
use super::taxonomy::{self, Taxonomy, taxonomy};
use crate::domain::fold;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// The taxonomy, and what statements are about: the topics whose terms their words have, and those of the
/// headline. Derived, so that another taxonomy re-reads everything by a rebuild.
pub(super) struct Topics;

const TABLES: &[Table] = &[
    Table::new("topic", "row"),
    Table::new("topic_below", "topic, below"),
    Table::new("topic_term", "topic, lang, number"),
    Table::new("article_topic", "article, topic"),
    Table::new("statement_topic", "statement, topic"),
];

impl Projection for Topics {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn code_version(&self) -> String {
        let digest = Sha256::digest(taxonomy::SOURCE);
        format!(
            "1-{:02x}{:02x}{:02x}{:02x}",
            digest[0], digest[1], digest[2], digest[3]
        )
    }

    fn schema(&self) -> &'static str {
        include_str!("../../schema/read/topics.sql")
    }

    fn tables(&self) -> &'static [Table] {
        TABLES
    }

    fn seed(&self, conn: &Connection) -> Result<(), ProjectionError> {
        let taxonomy = taxonomy()?;
        let mut insert = conn.prepare(
            "INSERT INTO topic(row, id, broader, label_en, label_fr, label_zh) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut term =
            conn.prepare("INSERT INTO topic_term(topic, lang, number, term) VALUES (?1, ?2, ?3, ?4)")?;
        for (row, topic) in (1_i64..).zip(&taxonomy.topics) {
            let broader = topic.broader.as_deref().and_then(|id| taxonomy.row(id));
            let label = |lang: &str| topic.label.get(lang);
            insert.execute(params![
                row,
                topic.id,
                broader,
                label("en"),
                label("fr"),
                label("zh")
            ])?;
            for (lang, terms) in &topic.terms {
                for (number, word) in (1_i64..).zip(terms) {
                    term.execute(params![row, lang, number, word])?;
                }
            }
        }
        conn.execute_batch(
            "INSERT INTO topic_below(topic, below)
             WITH RECURSIVE under(topic, below) AS (
                 SELECT row, row FROM topic
                 UNION
                 SELECT under.topic, topic.row FROM under JOIN topic ON topic.broader = under.below)
             SELECT topic, below FROM under",
        )?;
        Ok(())
    }

    fn article_read(&self, conn: &Connection, article: &Reported<'_>) -> Result<(), ProjectionError> {
        let Some(before) = &article.before else {
            return read_headline(conn, taxonomy()?, article);
        };
        if article.redated() {
            conn.prepare_cached(
                "UPDATE statement_topic SET published_day = ?2
                 WHERE statement IN (SELECT row FROM statement WHERE article = ?1)",
            )?
            .execute([article.row, article.published_day()])?;
        }
        if before.title == article.source.title && before.lang == article.lang.as_str() {
            return Ok(());
        }
        forget_headline(conn, article.row)?;
        read_headline(conn, taxonomy()?, article)?;
        conn.prepare_cached(
            "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, place, term)
             SELECT s.row, t.topic, s.said_from, s.said_to, ?2, 'title', t.term
             FROM statement AS s JOIN article_topic AS t ON t.article = s.article
             WHERE s.article = ?1
             ON CONFLICT(statement, topic) DO NOTHING",
        )?
        .execute([article.row, article.published_day()])?;
        Ok(())
    }

    fn article_gone(&self, conn: &Connection, article: i64) -> Result<(), ProjectionError> {
        forget_headline(conn, article)
    }

    fn statement_read(&self, conn: &Connection, reading: &mut Reading<'_>) -> Result<(), ProjectionError> {
        let found = taxonomy()?.find(reading.lang, reading.words, reading.folded);
        for topic in &found {
            insert(conn, reading, topic.topic, "words", topic.term)?;
        }
        // One row at a time: a statement that inserts several opens a savepoint, and at every savepoint FTS5
        // writes out what it has gathered, which makes a load three times as long.
        let mut select = conn.prepare_cached("SELECT topic, term FROM article_topic WHERE article = ?1")?;
        let mut headline = select.query([reading.article])?;
        while let Some(row) = headline.next()? {
            let topic: i64 = row.get(0)?;
            if found.iter().all(|found| found.topic != topic) {
                let term = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                insert(conn, reading, topic, "title", term)?;
            }
        }
        Ok(())
    }

    fn statement_gone(&self, conn: &Connection, gone: &Gone) -> Result<(), ProjectionError> {
        conn.prepare_cached("DELETE FROM statement_topic WHERE statement = ?1")?
            .execute([gone.row])?;
        Ok(())
    }
}

fn insert(
    conn: &Connection,
    reading: &Reading<'_>,
    topic: i64,
    place: &str,
    term: &str,
) -> Result<(), ProjectionError> {
    conn.prepare_cached(
        "INSERT INTO statement_topic(statement, topic, said_from, said_to, published_day, place, term)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        reading.row,
        topic,
        reading.said.from,
        reading.said.to,
        reading.published_day,
        place,
        term
    ])?;
    Ok(())
}

fn read_headline(
    conn: &Connection,
    taxonomy: &Taxonomy,
    article: &Reported<'_>,
) -> Result<(), ProjectionError> {
    let Some(title) = &article.source.title else {
        return Ok(());
    };
    for found in taxonomy.find(article.lang, title, &fold(title)) {
        conn.prepare_cached("INSERT INTO article_topic(article, topic, term) VALUES (?1, ?2, ?3)")?
            .execute(params![article.row, found.topic, found.term])?;
    }
    Ok(())
}

fn forget_headline(conn: &Connection, article: i64) -> Result<(), ProjectionError> {
    conn.prepare_cached("DELETE FROM article_topic WHERE article = ?1")?
        .execute([article])?;
    conn.prepare_cached(
        "DELETE FROM statement_topic
         WHERE place = 'title' AND statement IN (SELECT row FROM statement WHERE article = ?1)",
    )?
    .execute([article])?;
    Ok(())
}
