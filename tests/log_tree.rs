//! Databases of the first version of the format, which had no tree: it is made of the leaf hashes.

use crate::common::{append_events, article_readings, event_metadata, temp_database_path};
use dixit::log::{AccessMode, ExpectedVersion, open};
use rusqlite::Connection;

fn nodes(conn: &Connection) -> Vec<(i64, i64, Vec<u8>)> {
    let mut select = conn
        .prepare("SELECT level, number, hash FROM tree ORDER BY level, number")
        .unwrap();
    let found = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

#[test]
fn older_database_gets_its_tree() {
    let (_dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    // Two nodes of level 8 and one of level 9.
    for number in 0..200 {
        append_events(
            &mut conn,
            ExpectedVersion::NoStream,
            article_readings::ingestion_events(article_readings::two_statement_reading(number)),
            &event_metadata(),
        )
        .unwrap();
    }
    let made = nodes(&conn);
    assert_eq!(made.len(), 3);
    conn.execute_batch(
        "DROP TABLE tree; DROP TRIGGER body_stays_or_is_redacted;
         CREATE TRIGGER body_stays BEFORE UPDATE ON body
         BEGIN
             SELECT RAISE(ABORT, 'the log only grows: a body is never changed');
         END;
         PRAGMA user_version = 1",
    )
    .unwrap();
    drop(conn);
    let migrated = open(&path, AccessMode::ReadWrite).unwrap();
    assert_eq!(nodes(&migrated), made);
}
