//! `verify` and `verify --quick`: what each finds, and what the second says that it did not look at.

use crate::common::output_schema::assert_matches_schema;
use crate::common::tamper_with;
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

/// Runs `sql` on the database, past its triggers and checks. Afterwards the triggers stand there again.
fn tamper(home: &TestHome, sql: &str) {
    tamper_with(&home.path().join("dixit.db"), sql);
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
        output.contains("error: table statement_version does not match the log: wrong # of entries in index statement_speaker"),
        "{output}"
    );
    assert!(output.ends_with("-- exit 1 --\n"), "{output}");
    home.stdout(&["rebuild"]);
    home.stdout(&["verify"]);
}

/// What `verify` finds in a database after `sql` was run on it: severity, part and place of each finding.
fn findings_after(sql: &str) -> (TestHome, Vec<String>) {
    let home = TestHome::with_articles();
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    conn.execute_batch(sql).unwrap();
    drop(conn);
    let output = home.output(&["verify", "--format", "json"]);
    let report = String::from_utf8(output.stdout).unwrap();
    assert_matches_schema(&report, "verify");
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let damaged = report["damaged"].as_bool().unwrap();
    assert_eq!(output.status.code(), Some(if damaged { 4 } else { 1 }), "{sql}");
    let findings = report["findings"].as_array().unwrap();
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let found = findings.iter().map(|finding| {
        let keys = ["severity", "part", "place", "what", "repair"];
        keys.map(|key| text(finding, key)).join(" | ")
    });
    let found = found.collect();
    (home, found)
}

#[test]
fn damaged_full_text_indexes_are_found_and_rebuilt() {
    for sql in [
        "DELETE FROM statement_search_docsize",
        "UPDATE statement_search_docsize SET sz = x'7f0101' WHERE id = 1",
        "UPDATE statement_search_data SET block = x'050505' WHERE id = 1",
        "DELETE FROM statement_search_data",
        "DELETE FROM statement_search_data WHERE id = 10",
        "DELETE FROM article_search_data WHERE id > 10",
        "INSERT INTO statement_search(statement_search, rank) VALUES ('rank', 'bm25(9.0)')",
        "UPDATE article_search_config SET v = 99 WHERE k = 'version'",
        "DROP TABLE statement_search_docsize",
        "DROP TABLE article_search_config",
        "DROP TABLE statement_search; CREATE TABLE statement_search(words)",
        "DROP TABLE statement_search; CREATE VIEW statement_search AS SELECT 1 AS words",
    ] {
        let (home, found) = findings_after(sql);
        assert!(
            !found.is_empty()
                && found
                    .iter()
                    .all(|finding| finding.ends_with("run `dixit rebuild`")),
            "{sql}: {found:?}"
        );
        home.stdout(&["rebuild"]);
        home.stdout(&["verify"]);
        assert!(home.stdout(&["search", "audit"]).contains("audit"), "{sql}");
    }
}

#[test]
fn question_that_meets_a_damaged_full_text_index_says_what_mends_it() {
    for sql in [
        "DELETE FROM statement_search_data WHERE id > 1",
        "DROP TABLE statement_search_data",
    ] {
        let (home, _) = findings_after(sql);
        let output = home.run(&["search", "audit"]);
        assert!(
            output.contains("`dixit rebuild`") && output.ends_with("-- exit 4 --\n"),
            "{sql}: {output}"
        );
    }
}

#[test]
fn changed_definitions_are_found_with_what_mends_them() {
    for (sql, expected) in [
        (
            "DROP TRIGGER event_stays",
            "damage | schema | trigger event_stays | it is missing | restore the database from a backup",
        ),
        (
            "CREATE TRIGGER z BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
            "damage | schema | trigger z | it is not dixit's, and can change or swallow what is recorded in the table event \
             | drop it with SQLite: it is not dixit's",
        ),
        (
            "DROP INDEX statement_speaker",
            "difference | schema | index statement_speaker | it is missing | run `dixit rebuild`",
        ),
        (
            "CREATE TRIGGER z BEFORE INSERT ON statement_version BEGIN SELECT RAISE(IGNORE); END",
            "difference | schema | trigger z | it is not dixit's, and stands on the table statement_version | run `dixit rebuild`",
        ),
        (
            "CREATE TABLE mine(x)",
            "difference | schema | table mine | it is not dixit's: keep tables and views of your own in another database \
             | drop it with SQLite: it is not dixit's",
        ),
    ] {
        let (home, found) = findings_after(sql);
        assert_eq!(found, [expected], "{sql}");
        if expected.ends_with("rebuild`") {
            home.stdout(&["rebuild"]);
            home.stdout(&["verify"]);
        }
    }
}

/// What a rebuild derived from a damaged log would look sound.
#[test]
fn rebuild_refuses_a_damaged_log_and_changes_nothing() {
    for (sql, position) in [
        ("UPDATE body SET content = content || ' ' WHERE pos = 2", 2),
        ("UPDATE text SET salt = NULL, content = NULL WHERE pos = 1", 1),
        ("DELETE FROM event WHERE pos > 4", 5),
    ] {
        let home = TestHome::with_articles();
        let before = home.stdout(&["timeline"]);
        tamper(&home, sql);
        let output = home.run(&["rebuild"]);
        assert!(
            output.contains(&format!("the log is damaged at @{position}:"))
                && output.ends_with("-- exit 4 --\n"),
            "{sql}: {output}"
        );
        assert_eq!(home.stdout(&["timeline"]), before);
    }
}

#[test]
fn damage_is_reported_with_every_finding() {
    let home = TestHome::with_articles();
    tamper(
        &home,
        "UPDATE event SET actor = 'somebody else' WHERE pos = 2; UPDATE body SET content = content || ' ' WHERE pos = 4",
    );
    insta::assert_snapshot!(home.run(&["verify"]), @"
    log               5 events, damaged
    texts taken down  0
    root              617362408590e54c65b7bcf2b2779a59418023c6d92a543af4a04c1eab9e7fd2
    checkpoint        none is kept: `dixit checkpoint --init` signs the first
    read models       folded up to @5
                      not compared, because the log is damaged

    finding  where  what                                                     repair
    ───────  ─────  ───────────────────────────────────────────────────────  ───────────────────────────
    damage   @2     its recorded_at, actor, correlation_id, causation_id or  restore the database from a
                    leaf_hash is not as it was written                       backup

    damage   @4     its body is missing or not as it was written             restore the database from a
                                                                             backup
    -- stderr --
    error: the log is damaged at @2: its recorded_at, actor, correlation_id, causation_id or leaf_hash is not as it was written (and 1 finding more)
    hint: restore the database from a backup
    -- exit 4 --
    ");
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

#[test]
fn read_model_that_claims_to_be_folded_further_is_found() {
    let (home, found) =
        findings_after("UPDATE checkpoint SET position = position + 4 WHERE name = 'articles'");
    insta::assert_snapshot!(
        found.join("\n"),
        @"difference | read_model | table checkpoint | it has other positions for articles | run `dixit rebuild`"
    );
    home.stdout(&["rebuild"]);
    home.stdout(&["verify"]);
}
