//! The state of a log after a fault.

use super::acknowledgements::AcknowledgementFile;
use dixit::tracker::Tracker;
use rusqlite::Connection;
use std::path::Path;

/// The leaf hashes of all events, in order: two logs with the same hashes are the same.
pub(crate) fn leaf_hashes(path: &Path) -> Vec<Vec<u8>> {
    let log = Connection::open(path).unwrap();
    let is_there: bool = log
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'event'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    if !is_there {
        return Vec::new();
    }
    let mut select = log.prepare("SELECT leaf_hash FROM event ORDER BY pos").unwrap();
    let hashes = select.query_map([], |row| row.get(0)).unwrap();
    hashes.collect::<Result<_, _>>().unwrap()
}

/// Asserts that the log is sound and begins with the events `before`, and returns the number of acknowledged events
/// that it lacks. `what` happened to it.
pub(crate) fn check(
    path: &Path,
    before: &[Vec<u8>],
    acknowledged: &AcknowledgementFile,
    what: &dyn std::fmt::Debug,
) -> usize {
    let found = leaf_hashes(path);
    if found.is_empty() {
        assert!(before.is_empty(), "{what:?}: everything is gone");
        return acknowledged.count();
    }
    let verification = Tracker::open_read_only(path).and_then(|tracker| tracker.verify());
    match verification {
        Ok(verification) => assert!(verification.is_sound(), "{what:?}: {verification:?}"),
        Err(error) => panic!("{what:?}: {error}"),
    }
    assert!(
        found.starts_with(before),
        "{what:?}: what was there before is another"
    );
    acknowledged.count_lost(path)
}
