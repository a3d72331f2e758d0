//! `verify` and `verify --quick`: what each finds, and what the second says that it did not look at.

use crate::common::drop_guards;
use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use rusqlite::Connection;
use std::fs;

/// Two articles recorded and verified, then one more recorded.
fn home_with_later_article() -> TestHome {
    let home = TestHome::with_articles();
    home.stdout(&["verify"]);
    home.write_file(
        "later.txt",
        "\"We will publish the list,\" said Ana Ruiz on Friday.",
    );
    home.stdout(&["ingest", "later.txt", "--lang", "en"]);
    home
}

/// Runs `sql` on the database, without triggers and checks.
fn tamper(home: &TestHome, sql: &str) {
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    drop_guards(&conn);
    conn.execute_batch(sql).unwrap();
}

#[test]
fn quick_check_says_what_it_did_not_check() {
    let home = home_with_later_article();
    insta::assert_snapshot!(home.run(&["verify", "--quick"]), @"
    checked      2 events since the last full check: unchanged
                 headers of the first 5: those of that check, 2026-03-15T08:00:00Z
    not checked  bodies and texts of the first 5 events
                 read models and full-text indexes
                 structures of the database file
    root         ffc8f111b654672d67ee77ace7dc84481e77fe31659005f90af24fa5ebd7089d
    read models  folded up to @7
    ");
    assert_matches_schema(
        &home.stdout(&["verify", "--quick", "--format", "json"]),
        "verify-quick",
    );
}

#[test]
fn quick_check_without_full_check_is_refused() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["verify", "--quick"]), @"
    -- stderr --
    error: no full check of this database is known, so there is nothing to start from
    hint: run `dixit verify`
    -- exit 3 --
    ");
    home.write_file("dixit.db-verified", "something else\n");
    insta::assert_snapshot!(home.run(&["verify", "--quick"]), @"
    -- stderr --
    error: dixit.db-verified is not a file of `dixit verify`
    hint: remove it, and run `dixit verify`
    -- exit 3 --
    ");
}

#[test]
fn quick_check_finds_changes_of_headers_and_of_later_events() {
    for (sql, position) in [
        ("UPDATE event SET actor = 'somebody else' WHERE pos = 2", 2),
        ("UPDATE event SET version = 9 WHERE pos = 2", 2),
        ("DELETE FROM event WHERE pos = 4", 4),
        ("DELETE FROM event WHERE pos > 3", 4),
        ("UPDATE event SET actor = 'somebody else' WHERE pos = 7", 7),
        (
            "UPDATE body SET content = replace(content, 'list', 'lost') WHERE pos = 7",
            7,
        ),
        ("DELETE FROM body WHERE pos = 7", 7),
        ("UPDATE text SET content = content || '.' WHERE pos = 6", 6),
        ("DELETE FROM text WHERE pos = 6", 6),
        ("INSERT INTO body VALUES (50, randomblob(16), '{}')", 50),
        ("DELETE FROM event WHERE pos > 6", 7),
    ] {
        let home = home_with_later_article();
        assert_eq!(
            home.json_lines(&["log"]).len(),
            7,
            "the positions below are of this log"
        );
        tamper(&home, sql);
        let output = home.run(&["verify", "--quick"]);
        assert!(
            output.contains(&format!("the log is damaged at @{position}:"))
                && output.ends_with("-- exit 4 --\n"),
            "{sql}: {output}"
        );
    }
}

#[test]
fn quick_check_finds_another_history() {
    let (home, other) = (TestHome::with_articles(), home_with_later_article());
    // The same articles, recorded by somebody else: another history of the same length.
    let rewritten = TestHome::new();
    for name in ["articles/audits.md", "articles/charter.md"] {
        rewritten.write_file(name, home.read_file(name));
    }
    let mut ingest = rewritten.command(&["ingest", "articles"]);
    assert!(ingest.env("USER", "somebody else").status().unwrap().success());
    rewritten.stdout(&["verify"]);
    fs::copy(
        other.path().join("dixit.db-verified"),
        rewritten.path().join("dixit.db-verified"),
    )
    .unwrap();
    let output = rewritten.run(&["verify", "--quick"]);
    assert!(
        output.contains("the log up to @5 is not the one that was verified before")
            && output.ends_with("-- exit 4 --\n"),
        "{output}"
    );
    // An older copy of the database.
    other.stdout(&["verify"]);
    fs::copy(home.path().join("dixit.db"), other.path().join("dixit.db")).unwrap();
    let output = other.run(&["verify", "--quick"]);
    assert!(
        output.contains("the log is damaged at @6: the event is missing"),
        "{output}"
    );
}

#[test]
fn damage_found_by_full_check_ends_quick_checks() {
    let home = home_with_later_article();
    // The quick check does not read this body again.
    tamper(&home, "UPDATE body SET content = content || ' ' WHERE pos = 2");
    let quick = home.stdout(&["verify", "--quick"]);
    assert!(
        quick.contains("bodies and texts of the first 5 events"),
        "{quick}"
    );
    let full = home.run(&["verify"]);
    assert!(
        full.contains("error: the log is damaged at @2: its body"),
        "{full}"
    );
    let quick = home.run(&["verify", "--quick"]);
    assert!(
        quick.contains("no full check of this database is known"),
        "{quick}"
    );
}

#[test]
fn index_of_a_read_model_that_lost_entries_is_found() {
    let home = TestHome::with_articles();
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    let sql: String = conn
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = 'statement_speaker'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!sql.contains("WHERE"), "{sql}");
    // An index made over no rows, which then claims to be over all.
    conn.execute_batch(&format!(
        "DROP INDEX statement_speaker; {sql} WHERE row < 0; PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, ' WHERE row < 0', '') WHERE name = 'statement_speaker'"
    ))
    .unwrap();
    drop(conn);
    let output = home.run(&["verify"]);
    assert!(
        output.contains("error: the database file is damaged: wrong # of entries in index statement_speaker"),
        "{output}"
    );
    assert!(output.ends_with("-- exit 4 --\n"), "{output}");
}

#[test]
fn full_check_that_cannot_be_kept_passes_with_a_note() {
    let home = TestHome::with_articles();
    // A directory with something in it stands where the file is to be written.
    home.write_file("dixit.db-verified.new/file", "");
    let output = home.output(&["verify"]);
    assert!(output.status.success());
    let note = String::from_utf8_lossy(&output.stderr);
    assert!(note.contains("--quick will not know of this check"), "{note}");
}
