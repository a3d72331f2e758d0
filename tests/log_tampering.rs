//! `verify` detects every change to the file and names the position and part that changed.

use crate::common::{
    append_events, article_readings, event_metadata, seconds_after_start, tamper_with, temp_database_path,
};
use dixit::domain::{Event, EventId, Span};
use dixit::log::{
    AccessMode, EventMetadata, EventPass, ExpectedVersion, Findings, Hash, LogError, LogRoot, MerkleTree,
    SchemaObjects, open, verify, verify_each_event, verify_order, verify_schema, verify_since,
    verify_structure,
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

/// The first finding of `verify` about an event after `sql` was run on the file without triggers, foreign keys and
/// checks.
fn verify_after(sql: &str) -> String {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    tamper_with(&path, sql);
    match verify(&open(&path, AccessMode::ReadOnly).unwrap()) {
        Ok(_) => "nothing".into(),
        Err(LogError::Damaged(damage)) => format!("{} {:?}", damage.position, damage.part),
        Err(error) => error.to_string(),
    }
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
    let found = findings_of(&path);
    assert!(
        found.len() == 1 && found[0].starts_with("damage structure table sqlite_schema: Freelist"),
        "{found:?}"
    );
}

#[test]
fn every_damaged_event_is_found_and_not_only_the_first() {
    let (_dir, path) = temp_database_path();
    write_log(&path);
    tamper_with(
        &path,
        "UPDATE event SET actor = 'somebody else' WHERE pos = 2;
         UPDATE text SET content = content || '.' WHERE pos = 4;
         DELETE FROM event WHERE pos IN (5, 6);
         UPDATE body SET content = content || ' ' WHERE pos = 8;
         INSERT INTO body VALUES (50, randomblob(16), '{}');
         INSERT INTO body VALUES (-1, randomblob(16), '{}')",
    );
    insta::assert_snapshot!(findings_of(&path).join("\n"), @"
    damage event @2: its recorded_at, actor, correlation_id, causation_id or leaf_hash is not as it was written (restore the database from a backup)
    damage text @4: the text of the article is missing or not as it was written (restore the database from a backup)
    damage event @5: the events up to @6 are missing (restore the database from a backup)
    damage body @8: its body is missing or not as it was written (restore the database from a backup)
    damage event @50: a body or text stands there that belongs to no event (restore the database from a backup)
    damage event the tables body and text: a row stands at -1, where no event can be (restore the database from a backup)
    ");
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

/// Whoever recomputes all hashes of an event cannot make its words those of the article.
#[test]
fn words_that_are_not_those_of_the_article_are_found() {
    let (_dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    let mut events = article_readings::ingestion_events(article_readings::two_statement_reading(0));
    for event in &mut events {
        if let Event::StatementRecorded { statement, .. } = event {
            let quote = &mut statement.evidence[0].quote;
            quote.span = Span::new(quote.span.start + 1, quote.span.end + 1);
            break;
        }
    }
    append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    insta::assert_snapshot!(findings_of(&path).join("\n"), @"damage evidence @2: its words are not those of its article at 24..47, whose text is at @1 (restore the database from a backup)");
}

#[test]
fn jumps_of_the_clock_and_events_of_the_future_are_noted() {
    let (_dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    for (number, seconds) in [(0, 0), (1, 365 * 86_400), (2, 800 * 86_400)] {
        let metadata = EventMetadata {
            recorded_at: seconds_after_start(seconds),
            ..event_metadata()
        };
        let events = article_readings::ingestion_events(article_readings::two_statement_reading(number));
        append_events(&mut conn, ExpectedVersion::NoStream, events, &metadata).unwrap();
    }
    let mut findings = Findings::default();
    let pass = EventPass {
        now: Some(seconds_after_start(400 * 86_400)),
        ..EventPass::default()
    };
    verify_each_event(&conn, &mut findings, pass, &mut |_| {}).unwrap();
    assert!(findings.is_sound());
    let listed: Vec<String> = findings.listed().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(listed.join("\n"), @"
    @7: recorded 435 days after the event before it, at 2028-05-20T08:00:00Z: if a clock was wrong, all later events carry at least this time
    @7: 3 events from here on carry a time of recording later than now (2028-05-20T08:00:00Z): --as-of with a time does not reach them
    ");
}

/// A trigger that skips an insert without an error must not make anybody believe that something was recorded.
#[test]
fn insert_that_a_foreign_trigger_swallows_is_an_error() {
    for table in ["event", "body", "text"] {
        let (_dir, path) = temp_database_path();
        drop(open(&path, AccessMode::ReadWrite).unwrap());
        let trigger = format!("CREATE TRIGGER z BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END");
        Connection::open(&path).unwrap().execute_batch(&trigger).unwrap();
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        let events = article_readings::ingestion_events(article_readings::two_statement_reading(0));
        let refused = append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata());
        assert!(
            matches!(refused, Err(LogError::NotInserted)),
            "{table}: {refused:?}"
        );
    }
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
