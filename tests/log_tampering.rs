//! `verify` finds what only an SQLite file can have: changed definitions, damaged structures, flipped bits. What is
//! found of changed events is in `tests/conformance/tampering.rs`.

use crate::common::{append_events, article_readings, event_metadata, temp_database_path};
use dixit::log::{
    AccessMode, EventPass, ExpectedVersion, Findings, SchemaObjects, open, verify, verify_each_event,
    verify_order, verify_schema, verify_structure,
};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::fs;
use std::path::Path;

/// Writes a log of nine events in three streams, all in the main file (no -wal).
fn write_log(path: &Path) {
    let mut conn = open(path, AccessMode::ReadWrite).unwrap();
    for number in 0..3 {
        append_events(
            &mut conn,
            ExpectedVersion::NoStream,
            article_readings::ingestion_events(article_readings::two_statement_reading(number)),
            &event_metadata(),
        )
        .unwrap();
    }
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

/// What `verify` finds after `sql` was run on the file.
fn findings_after(sql: &str) -> Vec<String> {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    findings_of(&path)
}

/// Everything that is found in the log at `path`.
fn findings_of(path: &Path) -> Vec<String> {
    let conn = open(path, AccessMode::ReadOnly).unwrap();
    let mut findings = Findings::default();
    let mut events = 0;
    verify_each_event(&conn, &mut findings, EventPass::default(), &mut |_| events += 1).unwrap();
    verify_order(&conn, &mut findings).unwrap();
    let expected = SchemaObjects::of_new_log().unwrap();
    verify_schema(&conn, &expected, None, &mut findings).unwrap();
    verify_structure(&conn, &expected, &mut findings).unwrap();
    findings.sort();
    let listed = findings.listed().iter();
    listed
        .map(|finding| {
            let (severity, part) = (finding.severity.as_str(), finding.part.as_str());
            let (place, what, repair) = (&finding.place, &finding.what, finding.repair.as_str());
            format!("{severity} {part} {place}: {what} ({repair})")
        })
        .collect()
}

/// SQLite does not look at the list of free pages in the check of a table.
#[test]
fn damaged_list_of_free_pages_is_detected() {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    let mut bytes = fs::read(&path).unwrap();
    bytes[39] = 7;
    fs::write(&path, bytes).unwrap();
    let found = findings_of(&path);
    assert!(
        found.len() == 1 && found[0].starts_with("damage structure table sqlite_schema: Freelist"),
        "{found:?}"
    );
}

/// Definitions are compared with those of a new log: without its triggers a table would take any change.
#[test]
fn changed_definitions_are_found() {
    let changes = [
        "DROP TRIGGER event_stays",
        "DROP TRIGGER text_is_kept; CREATE TRIGGER text_is_kept BEFORE DELETE ON text WHEN FALSE BEGIN SELECT 1; END",
        "CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
        "CREATE INDEX event_actor ON event (actor)",
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, '(event_id) = 16', '(event_id) = 17') WHERE name = 'event';",
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, 'gapless from 1,', 'gapless from 2,') WHERE name = 'event';",
    ];
    let found = changes.map(|sql| format!("{sql}:\n  {}", findings_after(sql).join("\n  ")));
    insta::assert_snapshot!(found.join("\n"), @"
    DROP TRIGGER event_stays:
      damage schema trigger event_stays: it is missing (restore the database from a backup)
    DROP TRIGGER text_is_kept; CREATE TRIGGER text_is_kept BEFORE DELETE ON text WHEN FALSE BEGIN SELECT 1; END:
      damage schema trigger text_is_kept: it is not defined as dixit defines it (restore the database from a backup)
    CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END:
      damage schema trigger swallow: it is not dixit's, and can change or swallow what is recorded in the table event (drop it with SQLite: it is not dixit's)
    CREATE INDEX event_actor ON event (actor):
      difference schema index event_actor: it is not dixit's, and stands on the table event (drop it with SQLite: it is not dixit's)
    PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, '(event_id) = 16', '(event_id) = 17') WHERE name = 'event';:
      damage schema table event: it is not defined as dixit defines it (restore the database from a backup)
    PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'gapless from 1,', 'gapless from 2,') WHERE name = 'event';:
      damage schema table event: it is not defined as dixit defines it (restore the database from a backup)
    ");
}

/// Every row of the log and of the schema, read without an index, because a damaged index could hide a change.
fn read_rows(path: &Path) -> rusqlite::Result<Vec<Vec<Value>>> {
    let conn = Connection::open(path)?;
    let mut all = Vec::new();
    for select in [
        "SELECT type, name, tbl_name, sql FROM sqlite_schema",
        "SELECT * FROM event NOT INDEXED ORDER BY pos",
        "SELECT * FROM body NOT INDEXED ORDER BY pos",
        "SELECT * FROM text NOT INDEXED ORDER BY pos",
        "SELECT * FROM tree ORDER BY level, number",
    ] {
        let mut statement = conn.prepare(select)?;
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
        let rows = read_rows(&flipped).ok();
        if rows.as_ref() != Some(&expected_rows) {
            changed += 1;
            let other = rows.map(|rows| {
                rows.into_iter()
                    .zip(&expected_rows)
                    .find(|(row, expected)| row != *expected)
            });
            assert!(
                is_found,
                "bit {bit} changes a row, but verify finds nothing: {other:?}"
            );
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
