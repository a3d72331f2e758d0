//! The log alone: its events appended to a new log by dixit, and its rows inserted by bare SQLite.
//!
//! The bare tables are those of the log, with their unique indexes. They have no triggers, and nothing is computed for
//! them: the rows are inserted as they are.

use dixit::domain::{Event, EventId, Position, StreamId, Timestamp};
use dixit::log::{self, EventMetadata, EventRange, ExpectedVersion, LogError, SaltSeed};
use rusqlite::{Connection, TransactionBehavior, params};
use std::error::Error;
use std::path::Path;

/// Number of events in one transaction.
const COMMIT_EVENTS: usize = 1_000;

const BARE_TABLES: &str = "
    CREATE TABLE event(
        pos INTEGER PRIMARY KEY, event_id BLOB NOT NULL UNIQUE, stream TEXT NOT NULL, version INTEGER NOT NULL,
        type TEXT NOT NULL, schema_version INTEGER NOT NULL, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL,
        correlation_id BLOB NOT NULL, causation_id BLOB, body_hash BLOB NOT NULL, leaf_hash BLOB NOT NULL,
        UNIQUE (stream, version)
    ) STRICT;
    CREATE TABLE body(pos INTEGER PRIMARY KEY, salt BLOB NOT NULL, content TEXT NOT NULL) STRICT;
    CREATE TABLE text(pos INTEGER PRIMARY KEY, salt BLOB, content TEXT) STRICT;";

/// Consecutive events of one stream, ready to be appended.
pub(crate) struct EventRun {
    stream: StreamId,
    /// The version of the stream before these events.
    version: u64,
    events: Vec<Event>,
}

/// The row of an event, that of its body, and that of its text if it has one.
pub(crate) struct LogRow {
    pos: i64,
    event_id: Vec<u8>,
    stream: String,
    version: i64,
    kind: String,
    schema_version: i64,
    recorded_at: i64,
    actor: String,
    correlation_id: Vec<u8>,
    causation_id: Option<Vec<u8>>,
    body_hash: Vec<u8>,
    leaf_hash: Vec<u8>,
    body: (Vec<u8>, String),
    text: Option<(Vec<u8>, String)>,
}

/// Reads at most `count` events after a position, in runs, and returns the position of the last one.
pub(crate) fn read_event_runs(
    log: &Connection,
    after: Position,
    count: u64,
) -> Result<(Vec<EventRun>, Position), LogError> {
    let range = EventRange {
        after,
        upto: Some(Position::new(after.number() + count)),
        ..EventRange::default()
    };
    let mut runs: Vec<EventRun> = Vec::new();
    let mut last = after;
    log::for_each_event_in(log, &range, &mut |recorded| {
        last = recorded.position;
        match runs.last_mut() {
            Some(run) if run.stream == recorded.stream => run.events.push(recorded.event),
            _ => runs.push(EventRun {
                stream: recorded.stream,
                version: recorded.version - 1,
                events: vec![recorded.event],
            }),
        }
        Ok::<_, LogError>(())
    })?;
    Ok((runs, last))
}

/// Appends events to the log as dixit does, with its triggers and hashes, and nothing else.
pub(crate) fn append_events(log: &mut Connection, runs: Vec<EventRun>) -> Result<(), LogError> {
    let header = EventMetadata {
        recorded_at: Timestamp::from_micros(1_773_302_400_000_000),
        actor: "bench".to_owned(),
        correlation: EventId::from_parts(&[b"bench"]),
        causation: None,
        seed: SaltSeed([7; 32]),
    };
    let mut runs = runs.into_iter().peekable();
    while runs.peek().is_some() {
        let tx = log.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut written = 0;
        while let Some(run) = runs.next_if(|_| written < COMMIT_EVENTS) {
            written += run.events.len();
            let expected = ExpectedVersion::Exactly(run.version);
            log::append(&*tx, &run.stream, expected, run.events, &header)?;
        }
        tx.commit()?;
    }
    Ok(())
}

/// Creates a log without triggers, with the settings of a log of dixit.
pub(crate) fn create_bare_log(path: &Path) -> rusqlite::Result<Connection> {
    let conn = create_bare_database(path)?;
    conn.execute_batch(BARE_TABLES)?;
    Ok(conn)
}

/// Creates an empty database with the settings of a log of dixit.
pub(crate) fn create_bare_database(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(path)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8000;
         PRAGMA cache_size = -131072;",
    )?;
    Ok(conn)
}

/// Reads at most `count` rows after a position.
pub(crate) fn read_rows(log: &Connection, after: Position, count: u64) -> rusqlite::Result<Vec<LogRow>> {
    let mut select = log.prepare_cached(
        "SELECT e.pos, e.event_id, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor,
                e.correlation_id, e.causation_id, e.body_hash, e.leaf_hash, b.salt, b.content, t.salt, t.content
         FROM event AS e JOIN body AS b ON b.pos = e.pos LEFT JOIN text AS t ON t.pos = e.pos
         WHERE e.pos > ?1 ORDER BY e.pos LIMIT ?2",
    )?;
    let bounds = [after.number().cast_signed(), count.cast_signed()];
    let rows = select.query_map(bounds, |row| {
        let text_salt: Option<Vec<u8>> = row.get(14)?;
        Ok(LogRow {
            pos: row.get(0)?,
            event_id: row.get(1)?,
            stream: row.get(2)?,
            version: row.get(3)?,
            kind: row.get(4)?,
            schema_version: row.get(5)?,
            recorded_at: row.get(6)?,
            actor: row.get(7)?,
            correlation_id: row.get(8)?,
            causation_id: row.get(9)?,
            body_hash: row.get(10)?,
            leaf_hash: row.get(11)?,
            body: (row.get(12)?, row.get(13)?),
            text: text_salt
                .map(|salt| Ok::<_, rusqlite::Error>((salt, row.get(15)?)))
                .transpose()?,
        })
    })?;
    rows.collect()
}

/// Inserts rows into a bare log.
pub(crate) fn append_rows(log: &mut Connection, rows: &[LogRow]) -> rusqlite::Result<()> {
    for rows in rows.chunks(COMMIT_EVENTS) {
        let tx = log.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut event = tx
            .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
        let mut body = tx.prepare_cached("INSERT INTO body VALUES (?1, ?2, ?3)")?;
        let mut text = tx.prepare_cached("INSERT INTO text VALUES (?1, ?2, ?3)")?;
        for row in rows {
            event.execute(params![
                row.pos,
                row.event_id,
                row.stream,
                row.version,
                row.kind,
                row.schema_version,
                row.recorded_at,
                row.actor,
                row.correlation_id,
                row.causation_id,
                row.body_hash,
                row.leaf_hash,
            ])?;
            body.execute(params![row.pos, row.body.0, row.body.1])?;
            if let Some((salt, content)) = &row.text {
                text.execute(params![row.pos, salt, content])?;
            }
        }
        drop((event, body, text));
        tx.commit()?;
    }
    Ok(())
}

/// The error of whatever is done here.
pub(crate) type BenchResult<T> = Result<T, Box<dyn Error>>;
