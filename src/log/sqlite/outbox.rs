//! The outbox of a copy: articles that wait until the origin can be reached.

use super::migrate::is_copy;
use crate::domain::{ArticleText, Event, Timestamp};
use crate::log::LogError;
use crate::log::codec::{CodecError, WireBody};
use rusqlite::{Connection, params};

/// An article that waits to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct QueuedArticle {
    /// Its number in the outbox.
    pub number: i64,
    /// What was given, as the event that would record it first.
    pub event: Event,
    /// When it was put there.
    pub queued_at: Timestamp,
}

/// Puts an article into the outbox, which must be that of a copy. A text of the same article that waits already is
/// replaced: the latest one counts.
///
/// # Errors
///
/// [`LogError::Encode`] where `event` does not ingest an article with its text.
pub fn queue_article(tx: &Connection, event: &Event, queued_at: Timestamp) -> Result<(), LogError> {
    let Event::ArticleIngested {
        article,
        text: ArticleText::Kept(text),
        ..
    } = event
    else {
        return Err(CodecError::TextMissing.into());
    };
    let wire = WireBody::from_event(event);
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO outbox (article, schema_version, body, content, queued_at)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    insert.execute(params![
        article.as_str(),
        wire.version(),
        wire.to_json()?,
        text,
        queued_at.micros()
    ])?;
    Ok(())
}

/// The first `limit` articles of the outbox, in the order in which they came.
pub fn read_outbox(conn: &Connection, limit: u32) -> Result<Vec<QueuedArticle>, LogError> {
    if !is_copy(conn)? {
        return Ok(Vec::new());
    }
    let mut select = conn.prepare_cached(
        "SELECT number, schema_version, body, content, queued_at FROM outbox ORDER BY number LIMIT ?1",
    )?;
    let mut rows = select.query([limit])?;
    let mut queued = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(2)?;
        let wire = WireBody::decode("article.ingested", row.get(1)?, &body)?;
        queued.push(QueuedArticle {
            number: row.get(0)?,
            event: wire.into_event(Some(ArticleText::Kept(row.get(3)?)))?,
            queued_at: Timestamp::from_micros(row.get(4)?),
        });
    }
    Ok(queued)
}

/// Number of articles in the outbox.
pub fn count_outbox(conn: &Connection) -> Result<u64, LogError> {
    if !is_copy(conn)? {
        return Ok(0);
    }
    let count: i64 = conn.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Takes the article with this number out of the outbox. A later text of it has another number, and stays.
pub fn leave_outbox(tx: &Connection, number: i64) -> Result<(), LogError> {
    let mut delete = tx.prepare_cached("DELETE FROM outbox WHERE number = ?1")?;
    delete.execute([number])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArticleId, Lang, Source};
    use crate::log::sqlite::open::{AccessMode, open};
    use crate::log::sqlite::origin_row::{OriginRow, write_origin};
    use std::path::Path;

    fn article(text: &str) -> Event {
        let source = Source {
            url: Some("https://paper.example/a".into()),
            ..Source::default()
        };
        Event::ArticleIngested {
            article: ArticleId::from_source(&source, text),
            source,
            lang: Lang::En,
            text: ArticleText::Kept(text.into()),
            extractor: "test/1".into(),
            provenance: None,
        }
    }

    /// Two processes may send the outbox at once: the slower one must not take out what came after.
    #[test]
    fn number_of_an_article_that_left_is_not_used_again() {
        let conn = open(Path::new(":memory:"), AccessMode::ReadWrite).unwrap();
        let origin = OriginRow {
            address: "postgres://db.example/press".into(),
            is_complete: true,
        };
        write_origin(&conn, &origin).unwrap();
        let now = Timestamp::from_micros(1);
        queue_article(&conn, &article("The first text."), now).unwrap();
        let first = read_outbox(&conn, 10).unwrap();
        queue_article(&conn, &article("The second text."), now).unwrap();
        leave_outbox(&conn, first[0].number).unwrap();
        assert_eq!(count_outbox(&conn).unwrap(), 1, "the later text stays");
        let second = read_outbox(&conn, 10).unwrap();
        leave_outbox(&conn, second[0].number).unwrap();
        queue_article(&conn, &article("The third text."), now).unwrap();
        leave_outbox(&conn, first[0].number).unwrap();
        leave_outbox(&conn, second[0].number).unwrap();
        assert_eq!(
            read_outbox(&conn, 10).unwrap()[0].event,
            article("The third text.")
        );
    }
}
