//! Single bits of the database file flip: each that changes a row or the schema is reported by `verify`.

use crate::common::bench::Bench;
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use dixit::domain::Hexadecimal;
use dixit::tracker::Tracker;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FAULT: &str =
    "a bit of the file flips (acknowledged: flips that change a row or the schema; lost: not reported)";

/// The rows of every table, as hashes, and the schema. A table that cannot be read has the error instead.
type Rows = BTreeMap<String, String>;

fn read_rows(path: &Path) -> Result<Rows, rusqlite::Error> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // Where a table begins in the file is no content: a rebuild puts it elsewhere.
    let schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    let mut rows = Rows::from([("schema".to_owned(), hash_rows(&conn, schema)?)]);
    for pragma in ["user_version", "application_id"] {
        rows.insert(pragma.to_owned(), hash_rows(&conn, &format!("PRAGMA {pragma}"))?);
    }
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let mut select = conn.prepare(tables)?;
    let names = select.query_map([], |row| row.get(0))?;
    for name in names.collect::<Result<Vec<String>, _>>()? {
        // Not from an index, which may have what the table has not.
        let sql = format!("SELECT * FROM \"{name}\" NOT INDEXED");
        let found = hash_rows(&conn, &sql).unwrap_or_else(|error| error.to_string());
        rows.insert(name, found);
    }
    Ok(rows)
}

fn hash_rows(conn: &Connection, sql: &str) -> Result<String, rusqlite::Error> {
    let mut hash = Sha256::new();
    let mut select = conn.prepare(sql)?;
    let columns = select.column_count();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => hash.update(b"n"),
                ValueRef::Integer(number) => hash.update(format!("i{number}")),
                ValueRef::Real(number) => hash.update(format!("r{}", number.to_bits())),
                ValueRef::Text(text) => hash.update([b"t", text, b"\0"].concat()),
                ValueRef::Blob(blob) => hash.update([b"b", blob, b"\0"].concat()),
            }
        }
        hash.update(b"\n");
    }
    Ok(Hexadecimal(&hash.finalize()).to_string())
}

/// The names of what differs.
fn differing(before: &Rows, after: &Result<Rows, rusqlite::Error>) -> Vec<String> {
    let Ok(after) = after else {
        return vec!["the whole file".to_owned()];
    };
    let names = before.keys().chain(after.keys());
    let mut differing: Vec<String> = names
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    differing.sort();
    differing.dedup();
    differing
}

#[test]
fn flipped_bit_that_changes_a_row_is_reported() {
    let mut dice = Dice::new();
    let original = Bench::with_articles(6);
    let ended = original.run(&["confirm", &original.statement_ids()[0]]);
    assert!(ended.status.success(), "{ended:?}");
    let bytes = fs::read(original.db()).unwrap();
    let before = read_rows(&original.db()).unwrap();
    let rounds = rounds(200, 2_000);
    let (mut changed, mut repaired, mut escaped) = (0, 0, Vec::new());
    let bench = Bench::new();
    for _ in 0..rounds {
        let (at, bit) = (dice.below(bytes.len()), dice.below(8));
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(bench.path().join(format!("dixit.db{suffix}")));
        }
        fs::write(bench.db(), &flipped).unwrap();
        let differing_tables = differing(&before, &read_rows(&bench.db()));
        if differing_tables.is_empty() {
            continue;
        }
        changed += 1;
        let verification = Tracker::open_read_only(&bench.db()).and_then(|tracker| tracker.verify());
        if !verification.is_ok_and(|verification| verification.is_sound()) {
            continue;
        }
        // Opening folds read models again that another version seems to have made.
        if differing(&before, &read_rows(&bench.db())).is_empty() {
            repaired += 1;
            continue;
        }
        escaped.push(format!("byte {at}, bit {bit}: {differing_tables:?}"));
    }
    println!(
        "{rounds} bits flipped, {changed} changed something, {repaired} repaired on opening; not reported: {escaped:#?}"
    );
    Figures {
        fault: FAULT,
        rounds,
        acknowledged: changed,
        lost: escaped.len(),
        seed: dice.seed,
    }
    .publish();
    assert!(escaped.is_empty(), "{escaped:#?}, seed {}", dice.seed);
    assert!(
        changed > rounds / 10,
        "only {changed} of {rounds} flips changed anything"
    );
}
