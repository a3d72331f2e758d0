//! Shared test helpers.
//!
//! By what is tested:
//! - the program: `test_home` (runs it in a temporary directory), `terminal`, `output_schema`, `child_process`;
//! - the tracker and the log: `article_readings`, `arbitrary`, and the functions below;
//! - decisions, projections and queries: `history` (events made by hand), `answers` (what all queries answer),
//!   `review_records`, `world` (random commands);
//! - a log on PostgreSQL: `postgres_server`;
//! - the web: `web_server` (on loopback), `test_clock`; `page_server` (`dixit serve`), `html_text`;
//! - copies of articles: `article_generator`;
//! - the rules about the source code itself: `rust_source`, `import_graph`.

pub(crate) mod answers;
pub(crate) mod arbitrary;
pub(crate) mod article_generator;
pub(crate) mod article_readings;
pub(crate) mod child_process;
pub(crate) mod history;
#[cfg(feature = "web")]
pub(crate) mod html_text;
pub(crate) mod import_graph;
pub(crate) mod output_schema;
#[cfg(feature = "web")]
pub(crate) mod page_server;
#[cfg(all(unix, feature = "postgres"))]
pub(crate) mod postgres_server;
pub(crate) mod review_records;
pub(crate) mod rust_source;
#[cfg(unix)]
pub(crate) mod terminal;
#[cfg(feature = "fetch")]
pub(crate) mod test_clock;
pub(crate) mod test_home;
#[cfg(feature = "fetch")]
pub(crate) mod web_server;
pub(crate) mod world;

use dixit::domain::{Event, EventId, RecordedEvent, Timestamp};
use dixit::log::{EventMetadata, ExpectedVersion, LogError, SaltSeed, append};
use dixit::tracker::{Context, Tracker, TrackerError};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A new temporary directory, and the path of a database in it that does not exist yet.
pub(crate) fn temp_database_path() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("dixit.db");
    (dir, path)
}

/// A context with fixed time, actor and randomness, so that the same input gives the same log, byte for byte.
pub(crate) fn test_context() -> Context {
    Context {
        clock: Box::new(|| seconds_after_start(0)),
        actor: "tester".into(),
        seed: [7; 32],
    }
}

/// The time `seconds` after 2026-03-12T08:00:00Z.
pub(crate) fn seconds_after_start(seconds: i64) -> Timestamp {
    Timestamp::from_micros((1_773_302_400 + seconds) * 1_000_000)
}

/// Opens the tracker of the database at `path` with [`test_context`].
pub(crate) fn open_tracker(path: &Path) -> Tracker {
    Tracker::open(path, test_context()).unwrap()
}

/// The metadata of events that [`append_events`] records, for tests that use the log without a tracker.
pub(crate) fn event_metadata() -> EventMetadata {
    EventMetadata {
        recorded_at: seconds_after_start(0),
        actor: "tester".into(),
        correlation: EventId::from_parts(&[b"test"]),
        causation: None,
        seed: SaltSeed([7; 32]),
    }
}

/// Appends `events`, which all belong to one stream, in one transaction.
pub(crate) fn append_events(
    conn: &mut Connection,
    expected: ExpectedVersion,
    events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, LogError> {
    let stream = events[0].stream();
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let recorded = append(&*tx, &stream, expected, events, header)?;
    tx.commit()?;
    Ok(recorded)
}

/// All events of the log, in order.
pub(crate) fn all_events(tracker: &Tracker) -> Vec<RecordedEvent> {
    let mut all = Vec::new();
    tracker
        .for_each_event(&dixit::tracker::LogFilter::default(), &mut |recorded| {
            all.push(recorded);
            Ok::<_, TrackerError>(())
        })
        .unwrap();
    all
}

/// The differing lines of two texts as a unified diff without its header.
pub(crate) fn line_diff(old_text: &str, new_text: &str) -> String {
    diffy::create_patch(old_text, new_text).to_string()
}

/// Takes away what guards the log against mistakes: its triggers and checks. Its hashes stay.
pub(crate) fn drop_guards(conn: &Connection) {
    let mut select = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap();
    let triggers = select.query_map([], |row| row.get(0)).unwrap();
    for trigger in triggers.collect::<Result<Vec<String>, _>>().unwrap() {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
}

/// Runs `sql` on the database at `path`, past everything that guards it. Afterwards the guards stand there again.
pub(crate) fn tamper_with(path: &Path, sql: &str) {
    let conn = Connection::open(path).unwrap();
    let mut select = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap();
    let triggers = select.query_map([], |row| row.get(0)).unwrap();
    let triggers: Vec<String> = triggers.collect::<Result<_, _>>().unwrap();
    drop_guards(&conn);
    conn.execute_batch(sql).unwrap();
    conn.execute_batch(&(triggers.join(";\n") + ";")).unwrap();
}
