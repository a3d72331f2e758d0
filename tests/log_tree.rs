//! The stored nodes of the Merkle tree: kept up to date by every append, made for older databases, and right for every
//! beginning of the log.

use crate::common::{append_events, article_readings, event_metadata, temp_database_path};
use dixit::log::{
    AccessMode, ExpectedVersion, Hash, MerkleTree, is_consistent, is_included, open, read_consistency_path,
    read_inclusion_path, read_root,
};
use rusqlite::Connection;
use std::path::Path;

/// Number of articles with three events each: two nodes of level 8 and one of level 9 are complete.
const ARTICLES: usize = 200;

fn write_log(path: &Path) -> Connection {
    let mut conn = open(path, AccessMode::ReadWrite).unwrap();
    for number in 0..ARTICLES {
        append_events(
            &mut conn,
            ExpectedVersion::NoStream,
            article_readings::ingestion_events(article_readings::two_statement_reading(number)),
            &event_metadata(),
        )
        .unwrap();
    }
    conn
}

fn leaves(conn: &Connection) -> Vec<Hash> {
    let mut select = conn.prepare("SELECT leaf_hash FROM event ORDER BY pos").unwrap();
    let found = select
        .query_map([], |row| Ok(Hash::from_bytes(row.get(0)?)))
        .unwrap();
    found.collect::<Result<_, _>>().unwrap()
}

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
fn roots_and_paths_of_every_beginning_are_those_of_the_tree() {
    let (_dir, path) = temp_database_path();
    let conn = write_log(&path);
    let leaves = leaves(&conn);
    let levels: Vec<(i64, i64)> = nodes(&conn)
        .into_iter()
        .map(|(level, number, _)| (level, number))
        .collect();
    assert_eq!(levels, [(8, 0), (8, 1), (9, 0)]);
    let mut tree = MerkleTree::default();
    let mut roots = vec![tree.root()];
    for leaf in &leaves {
        tree.push(*leaf);
        roots.push(tree.root());
    }
    let root = *roots.last().unwrap();
    let size = leaves.len() as u64;
    for (events, expected) in (0..).zip(&roots) {
        assert_eq!(read_root(&conn, events).unwrap(), *expected, "{events}");
        let steps = read_consistency_path(&conn, events, size).unwrap();
        assert!(is_consistent(events, expected, size, &root, &steps), "{events}");
    }
    for (index, leaf) in (0..).zip(&leaves) {
        let position = dixit::domain::Position::new(index + 1);
        let steps = read_inclusion_path(&conn, position, size).unwrap();
        assert!(is_included(leaf, index, size, &steps, &root), "{index}");
    }
}

/// A database of the first version of the format has no tree: it is made of the leaf hashes.
#[test]
fn older_database_gets_its_tree() {
    let (_dir, path) = temp_database_path();
    let conn = write_log(&path);
    let made = nodes(&conn);
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

/// A trigger of another program that swallows inserts must not make a command believe that it recorded something.
#[test]
fn insert_that_inserts_nothing_is_an_error() {
    for table in ["event", "body", "text"] {
        let (_dir, path) = temp_database_path();
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        conn.execute_batch(&format!(
            "CREATE TRIGGER swallow BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END"
        ))
        .unwrap();
        let appended = append_events(
            &mut conn,
            ExpectedVersion::NoStream,
            article_readings::ingestion_events(article_readings::two_statement_reading(0)),
            &event_metadata(),
        );
        let error = appended.unwrap_err().to_string();
        assert!(
            error.contains("took no row") || error.contains("FOREIGN KEY"),
            "{table}: {error}"
        );
    }
}
