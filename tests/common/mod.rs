//! What the themes share: invented articles and histories, trackers in temporary places, child processes, and
//! the program itself.

pub(crate) mod answers;
pub(crate) mod arbitrary;
pub(crate) mod child;

pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod invented;
pub(crate) mod press;
pub(crate) mod source;
#[cfg(unix)]
pub(crate) mod terminal;
pub(crate) mod world;

use dixit::domain::{Event, EventId, RecordedEvent, Timestamp};
use dixit::log::{EventMetadata, ExpectedVersion, LogError, SaltSeed, append};
use dixit::tracker::{Context, Tracker, TrackerError};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use rusqlite::{Connection, TransactionBehavior};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory of its own, and where a database may be in it.
pub(crate) fn place() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("dixit.db");
    (dir, path)
}

/// Always the same moment, actor and randomness: the same input gives the same log, byte for byte.
pub(crate) fn context() -> Context {
    Context {
        clock: Box::new(|| moment(0)),
        actor: "tester".into(),
        seed: [7; 32],
    }
}

/// `seconds` after 2026-03-12T08:00:00Z.
pub(crate) fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_micros((1_773_302_400 + seconds) * 1_000_000)
}

pub(crate) fn tracker(path: &Path) -> Tracker {
    Tracker::open(path, context()).unwrap()
}

pub(crate) fn header() -> EventMetadata {
    EventMetadata {
        recorded_at: moment(0),
        actor: "tester".into(),
        correlation: EventId::from_parts(&[b"test"]),
        causation: None,
        seed: SaltSeed([7; 32]),
    }
}

/// Appends `events`, which are of one stream, in a transaction of their own.
pub(crate) fn append_at(
    conn: &mut Connection,
    expected: ExpectedVersion,
    events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, LogError> {
    let stream = events[0].stream();
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let recorded = append(&tx, &stream, expected, events, header)?;
    tx.commit()?;
    Ok(recorded)
}

/// The whole log.
pub(crate) fn everything(tracker: &Tracker) -> Vec<RecordedEvent> {
    let mut all = Vec::new();
    tracker
        .for_each_event(&dixit::tracker::LogFilter::default(), &mut |recorded| {
            all.push(recorded);
            Ok::<_, TrackerError>(())
        })
        .unwrap();
    all
}

/// The lines in which two texts differ, as a unified diff without its heading.
pub(crate) fn line_diff(old_text: &str, new_text: &str) -> String {
    let input = InternedInput::new(old_text, new_text);
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let printer = BasicLineDiffPrinter(&input.interner);
    diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input)
        .to_string()
}
