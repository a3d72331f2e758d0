//! `verify` detects every change to the file and names the position and part that changed.

use crate::common::{append_events, article_readings, drop_guards, event_metadata, temp_database_path};
use dixit::domain::EventId;
use dixit::log::{
    AccessMode, EventMetadata, ExpectedVersion, Hash, LogError, LogRoot, MerkleTree, open, verify,
    verify_since,
};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::fs;
use std::path::Path;

/// Writes a log of nine events in three streams, all in the main file (no -wal).
fn write_log(path: &Path) {
    let mut conn = open(path, AccessMode::ReadWrite).unwrap();
    for number in 0..3 {
        let caused = EventMetadata {
            causation: Some(EventId::from_parts(&[b"cause"])),
            ..event_metadata()
        };
        append_events(
            &mut conn,
            ExpectedVersion::NoStream,
            article_readings::ingestion_events(article_readings::two_statement_reading(number)),
            &caused,
        )
        .unwrap();
    }
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

/// The finding of `verify` after `sql` was run on the file without triggers, foreign keys and checks.
fn verify_after(sql: &str) -> String {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    let conn = Connection::open(&path).unwrap();
    drop_guards(&conn);
    conn.execute_batch(sql).unwrap();
    drop(conn);
    match verify(&open(&path, AccessMode::ReadOnly).unwrap()) {
        Ok(_) => "nothing".into(),
        Err(LogError::Damaged(damage)) => format!("{} {:?}", damage.position, damage.part),
        Err(error) => error.to_string(),
    }
}

#[test]
fn change_of_any_event_column_is_detected() {
    let changes = [
        "pos = 50",
        "event_id = randomblob(16)",
        "event_id = randomblob(15)",
        "stream = 'article-a000000000000'",
        "version = 7",
        "type = 'statement.withdrawn'",
        "type = 'unheard.of'",
        "schema_version = 1",
        "recorded_at = recorded_at + 1",
        "actor = 'somebody else'",
        "actor = ''",
        "correlation_id = randomblob(16)",
        "causation_id = randomblob(16)",
        "causation_id = NULL",
        "causation_id = x''",
        "body_hash = randomblob(32)",
        "leaf_hash = randomblob(32)",
    ];
    let found = changes.map(|change| {
        let found = verify_after(&format!("UPDATE event SET {change} WHERE pos = 5"));
        format!("{change}: {found}")
    });
    insta::assert_snapshot!(found.join("\n"), @"
    pos = 50: @5 Missing
    event_id = randomblob(16): @5 Identity
    event_id = randomblob(15): @5 Identity
    stream = 'article-a000000000000': @5 Identity
    version = 7: @5 Identity
    type = 'statement.withdrawn': @5 Identity
    type = 'unheard.of': @5 Identity
    schema_version = 1: @5 Identity
    recorded_at = recorded_at + 1: @5 Header
    actor = 'somebody else': @5 Header
    actor = '': @5 Header
    correlation_id = randomblob(16): @5 Header
    causation_id = randomblob(16): @5 Header
    causation_id = NULL: @5 Header
    causation_id = x'': @5 Header
    body_hash = randomblob(32): @5 BodyHash
    leaf_hash = randomblob(32): @5 Header
    ");
}

#[test]
fn changed_bodies_texts_and_missing_rows_are_detected() {
    let changes = [
        "UPDATE body SET content = replace(content, 'public', 'secret') WHERE pos = 5",
        "UPDATE body SET content = content || ' ' WHERE pos = 5",
        "UPDATE body SET salt = randomblob(16) WHERE pos = 5",
        "UPDATE body SET salt = randomblob(17) WHERE pos = 5",
        "UPDATE body SET pos = 50 WHERE pos = 5",
        "DELETE FROM body WHERE pos = 5",
        "INSERT INTO body VALUES (50, randomblob(16), '{}')",
        "UPDATE text SET content = content || ' ' WHERE pos = 4",
        "UPDATE text SET salt = randomblob(16) WHERE pos = 4",
        "UPDATE text SET pos = 5 WHERE pos = 4",
        "DELETE FROM text WHERE pos = 4",
        "INSERT INTO text VALUES (5, randomblob(16), 'x')",
        "INSERT INTO text VALUES (5, NULL, NULL)",
        "INSERT INTO text VALUES (50, randomblob(16), 'x')",
        "DELETE FROM event WHERE pos = 5",
        "DELETE FROM event WHERE pos = 5; UPDATE event SET pos = pos - 1 WHERE pos > 5",
        "UPDATE event SET pos = 50 WHERE pos = 5; UPDATE event SET pos = 5 WHERE pos = 6;
         UPDATE event SET pos = 6 WHERE pos = 50",
    ];
    let found = changes.map(|sql| format!("{sql}: {}", verify_after(sql)));
    insta::assert_snapshot!(found.join("\n"), @"
    UPDATE body SET content = replace(content, 'public', 'secret') WHERE pos = 5: @5 Body
    UPDATE body SET content = content || ' ' WHERE pos = 5: @5 Body
    UPDATE body SET salt = randomblob(16) WHERE pos = 5: @5 Body
    UPDATE body SET salt = randomblob(17) WHERE pos = 5: @5 Body
    UPDATE body SET pos = 50 WHERE pos = 5: @5 Body
    DELETE FROM body WHERE pos = 5: @5 Body
    INSERT INTO body VALUES (50, randomblob(16), '{}'): @50 Stray
    UPDATE text SET content = content || ' ' WHERE pos = 4: @4 Text
    UPDATE text SET salt = randomblob(16) WHERE pos = 4: @4 Text
    UPDATE text SET pos = 5 WHERE pos = 4: @4 Text
    DELETE FROM text WHERE pos = 4: @4 Text
    INSERT INTO text VALUES (5, randomblob(16), 'x'): @5 Stray
    INSERT INTO text VALUES (5, NULL, NULL): @5 Stray
    INSERT INTO text VALUES (50, randomblob(16), 'x'): @50 Stray
    DELETE FROM event WHERE pos = 5: @5 Missing
    DELETE FROM event WHERE pos = 5; UPDATE event SET pos = pos - 1 WHERE pos > 5: @5 BodyHash
    UPDATE event SET pos = 50 WHERE pos = 5; UPDATE event SET pos = 5 WHERE pos = 6;
             UPDATE event SET pos = 6 WHERE pos = 50: @5 BodyHash
    ");
}

/// The root over the first `count` events of the log at `path`.
fn root_of(path: &Path, count: u64) -> LogRoot {
    let conn = Connection::open(path).unwrap();
    let mut tree = MerkleTree::default();
    let mut select = conn
        .prepare("SELECT leaf_hash FROM event WHERE pos <= ?1 ORDER BY pos")
        .unwrap();
    let leaves = select.query_map([count.cast_signed()], |row| row.get(0)).unwrap();
    for leaf in leaves {
        tree.push(Hash::from_bytes(leaf.unwrap()));
    }
    LogRoot {
        events: count,
        root: tree.root(),
    }
}

#[test]
fn verification_on_top_of_an_earlier_one_gives_the_same_root() {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    let conn = open(&path, AccessMode::ReadOnly).unwrap();
    let whole = verify(&conn).unwrap();
    for count in 0..=whole.events {
        let found = verify_since(&conn, &root_of(&path, count)).unwrap();
        assert_eq!((found.events, found.root), (whole.events, whole.root), "{count}");
    }
    let other = LogRoot {
        root: whole.root,
        ..root_of(&path, 5)
    };
    assert!(matches!(
        verify_since(&conn, &other),
        Err(LogError::OtherHistory { .. })
    ));
}

/// SQLite does not look at the list of free pages in the check of a table.
#[test]
fn damaged_list_of_free_pages_is_detected() {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    let mut bytes = fs::read(&path).unwrap();
    bytes[39] = 7;
    fs::write(&path, bytes).unwrap();
    let found = verify(&open(&path, AccessMode::ReadOnly).unwrap());
    assert!(
        matches!(&found, Err(LogError::Corrupt(text)) if text.contains("Freelist")),
        "{found:?}"
    );
}

/// Every row of the log, read without an index, because a damaged index could hide a change.
fn read_rows(path: &Path) -> rusqlite::Result<Vec<Vec<Value>>> {
    let conn = Connection::open(path)?;
    let mut all = Vec::new();
    for table in ["event", "body", "text"] {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} NOT INDEXED ORDER BY pos"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.push(
                (0..columns)
                    .map(|column| row.get(column))
                    .collect::<Result<_, _>>()?,
            );
        }
    }
    Ok(all)
}

/// The `integrity_check` of SQLite misses most flipped bits, because it does not know what a row should contain.
#[test]
fn flipped_bit_that_changes_a_row_is_detected() {
    let (dir, path) = temp_database_path();
    write_log(&path);
    let (original, expected_rows) = (fs::read(&path).unwrap(), read_rows(&path).unwrap());
    let flipped = dir.path().join("flipped.db");
    let (mut changed, mut overlooked_by_sqlite) = (0, 0);
    // The stride is prime, so the steps visit bits all over the file.
    for step in 0..600 {
        let bit = (step * 100_003) % (original.len() * 8);
        let mut bytes = original.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&flipped, bytes).unwrap();
        let is_found = open(&flipped, AccessMode::ReadOnly)
            .and_then(|conn| verify(&conn))
            .is_err();
        if read_rows(&flipped).ok().as_ref() != Some(&expected_rows) {
            changed += 1;
            assert!(is_found, "bit {bit} changes a row, but verify finds nothing");
            let check = Connection::open(&flipped)
                .and_then(|conn| conn.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0)));
            overlooked_by_sqlite += usize::from(check.is_ok_and(|finding| finding == "ok"));
        }
    }
    assert!(
        changed > 50,
        "only {changed} flips changed a row: too few for this test"
    );
    assert!(
        overlooked_by_sqlite > 10,
        "SQLite overlooked only {overlooked_by_sqlite}"
    );
}
