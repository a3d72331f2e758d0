//! What the same work takes in SQLite alone, without anything that dixit adds.

use crate::event_bodies::{ArticleBody, StatementBody};
use crate::log_rows::{BenchResult, create_bare_database};
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;

/// The rows of the log, in order.
const SELECT_LOG: &str = "
    SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
           e.correlation_id, b.salt, b.content, t.salt, t.content
    FROM event AS e JOIN body AS b ON b.pos = e.pos LEFT JOIN text AS t ON t.pos = e.pos ORDER BY e.pos";

const READ_TABLES: &str = "
    CREATE TABLE article(
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT, url TEXT
    ) STRICT;
    CREATE TABLE statement(
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, article INTEGER NOT NULL, speaker TEXT, said TEXT NOT NULL,
        act TEXT NOT NULL, mode TEXT NOT NULL, cue TEXT, words TEXT NOT NULL, certainty INTEGER NOT NULL
    ) STRICT;";
const READ_INDEXES: &str = "
    CREATE INDEX statement_id ON statement(id);
    CREATE INDEX statement_speaker ON statement(speaker, said);
    CREATE INDEX statement_act ON statement(act, said);
    CREATE INDEX statement_said ON statement(said);
    CREATE VIRTUAL TABLE search USING fts5(
        words, content = 'statement', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO search(search) VALUES ('rebuild');";

/// Decodes the body and copies the text of each event, and returns their number.
pub(crate) fn replay(log: &Connection) -> BenchResult<u64> {
    let mut select = log.prepare(SELECT_LOG)?;
    let mut rows = select.query([])?;
    let mut events = 0;
    while let Some(row) = rows.next()? {
        black_box(decode_body(row)?);
        black_box(row.get_ref(12)?.as_str_or_null()?.map(str::to_owned));
        events += 1;
    }
    Ok(events)
}

/// The body of an event.
enum DecodedBody {
    Article(ArticleBody),
    Statement(Box<StatementBody>),
    /// A decision of a person: a generated archive has none.
    Other,
}

fn decode_body(row: &Row<'_>) -> BenchResult<DecodedBody> {
    let body = row.get_ref(10)?.as_str()?;
    Ok(match row.get_ref(4)?.as_str()? {
        "article.ingested" => DecodedBody::Article(serde_json::from_str(body)?),
        "statement.recorded" => DecodedBody::Statement(Box::new(serde_json::from_str(body)?)),
        _ => DecodedBody::Other,
    })
}

/// Hashes each text, body and header, and each header with the hash of those before it.
pub(crate) fn hash_chain(log: &Connection) -> BenchResult<[u8; 32]> {
    let mut select = log.prepare(SELECT_LOG)?;
    let mut rows = select.query([])?;
    let mut chain = [0; 32];
    while let Some(row) = rows.next()? {
        let mut header = Sha256::new();
        header.update(chain);
        for column in 0..9 {
            match row.get_ref(column)? {
                rusqlite::types::ValueRef::Integer(number) => header.update(number.to_be_bytes()),
                value => header.update(value.as_bytes_or_null()?.unwrap_or_default()),
            }
        }
        for (salt, content) in [(9, 10), (11, 12)] {
            if let Some(content) = row.get_ref(content)?.as_bytes_or_null()? {
                let salt = row.get_ref(salt)?.as_bytes_or_null()?.unwrap_or_default();
                header.update(Sha256::new().chain_update(salt).chain_update(content).finalize());
            }
        }
        chain = header.finalize().into();
    }
    Ok(chain)
}

/// Fills plain tables from the log, and then makes their indexes and the full-text index of the statements.
pub(crate) fn load(log: &Connection, out: &Path) -> BenchResult<()> {
    let mut conn = create_bare_database(out)?;
    let tx = conn.transaction()?;
    tx.execute_batch(READ_TABLES)?;
    let mut article = tx.prepare("INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let mut statement =
        tx.prepare("INSERT INTO statement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    let mut select = log.prepare(SELECT_LOG)?;
    let mut rows = select.query([])?;
    let mut last_article = 0_i64;
    while let Some(row) = rows.next()? {
        let pos: i64 = row.get(0)?;
        match decode_body(row)? {
            DecodedBody::Article(ArticleBody {
                article: id, source, ..
            }) => {
                last_article = pos;
                article.execute(params![
                    pos,
                    id,
                    source.title,
                    source.publisher,
                    source.published,
                    source.url
                ])?;
            }
            DecodedBody::Statement(body) => {
                let read = body.statement;
                statement.execute(params![
                    pos,
                    read.id,
                    last_article,
                    read.speaker.reference,
                    read.said.date,
                    read.act,
                    read.mode,
                    read.cue.map(|cue| cue.lemma),
                    read.evidence.first().map(|piece| piece.quote.text.as_str()),
                    read.confidence,
                ])?;
            }
            DecodedBody::Other => {}
        }
    }
    drop((article, statement));
    tx.execute_batch(READ_INDEXES)?;
    Ok(tx.commit()?)
}

/// Prints what a speaker said, in order: one look-up in an index.
pub(crate) fn query(database: &Path, speaker: &str, limit: &str) -> BenchResult<()> {
    let sql = "SELECT s.said, s.speaker, s.act, s.words, s.id, a.title, a.publisher, a.published
               FROM statement AS s JOIN article AS a ON a.row = s.article
               WHERE s.speaker = ?1 ORDER BY s.said LIMIT ?2";
    print_rows(database, sql, [speaker, limit])
}

/// Prints the statements that have all of `words`: one look-up in a full-text index.
pub(crate) fn search(database: &Path, words: &str, limit: &str) -> BenchResult<()> {
    let sql = "SELECT said, speaker, act, s.words, s.id, a.title, a.publisher, a.published
               FROM search JOIN statement AS s ON s.row = search.rowid JOIN article AS a ON a.row = s.article
               WHERE search MATCH ?1 LIMIT ?2";
    print_rows(database, sql, [words, limit])
}

fn print_rows(database: &Path, sql: &str, parameters: [&str; 2]) -> BenchResult<()> {
    let conn = open_to_read(database)?;
    let mut select = conn.prepare(sql)?;
    let columns = select.column_count();
    let mut rows = select.query(parameters)?;
    let mut out = io::stdout().lock();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let cell = row.get_ref(column)?.as_str_or_null()?.unwrap_or_default();
            write!(out, "{cell}\t")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Opens a database of SQLite to read.
pub(crate) fn open_to_read(database: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.execute_batch("PRAGMA cache_size = -65536")?;
    Ok(conn)
}
