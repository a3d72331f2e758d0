//! The SQL views for other programs: they are as `docs/sql.md` describes them.

use crate::common::test_home::TestHome;
use dixit::query::{ArticlesQuery, ProposalsQuery, SpeakersQuery, StatementFilter};
use dixit::tracker::Tracker;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read_sql_page() -> String {
    fs::read_to_string(root().join("docs/sql.md")).unwrap()
}

/// The queries in `docs/sql.md`.
fn documented_queries() -> Vec<String> {
    let text = read_sql_page();
    let blocks = text.split("```sql\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// A database with the example articles and some decisions.
fn reviewed_examples() -> (TestHome, PathBuf) {
    let home = TestHome::new();
    let articles = root().join("examples/articles");
    home.stdout(&["ingest", articles.to_str().unwrap()]);
    home.stdout(&["confirm", "sgb6dq72792hf"]);
    home.stdout(&["correct", "sr8yb7hfn", "--said", "2025-11", "--actor", "ada"]);
    home.stdout(&["withdraw", "s18t75he6", "--reason", "no proposal"]);
    let path = home.path().join("dixit.db");
    (home, path)
}

fn open_database(path: &Path) -> Connection {
    Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The rows of a query, one line each.
fn query_rows(conn: &Connection, sql: &str) -> Vec<String> {
    let mut select = conn.prepare(sql).unwrap();
    let columns = select.column_count();
    let rows = select.query_map([], |row| {
        let cell = |column| {
            row.get_ref(column).map(|value| match value {
                rusqlite::types::ValueRef::Null => "-".to_owned(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                rusqlite::types::ValueRef::Real(number) => number.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            })
        };
        Ok((0..columns).map(cell).collect::<Result<Vec<_>, _>>()?.join(" | "))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn documented_queries_run_and_every_view_is_documented() {
    let (_home, path) = reviewed_examples();
    let conn = open_database(&path);
    for query in documented_queries() {
        assert!(
            !query_rows(&conn, &query).is_empty() || query.contains("links") || query.contains("readings"),
            "{query}"
        );
    }
    let views: BTreeSet<String> = query_rows(&conn, "SELECT name FROM sqlite_schema WHERE type = 'view'")
        .into_iter()
        .collect();
    let listed: BTreeSet<String> = query_rows(&conn, "SELECT name FROM dixit_views")
        .into_iter()
        .collect();
    assert_eq!(views, listed);
    let text = read_sql_page();
    for view in &views {
        let (_, after) = text
            .split_once(&format!("## `{view}`\n"))
            .unwrap_or_else(|| panic!("{view} is not in docs/sql.md"));
        let section = after.split("\n## ").next().unwrap();
        assert!(section.contains("```sql"), "{view} has no example");
        let inherits = section.contains("with the same columns");
        let columns = conn.prepare(&format!("SELECT * FROM {view}")).unwrap();
        for column in columns.column_names().filter(|_| !inherits) {
            assert!(
                section.contains(&format!("`{column}`")),
                "{view}.{column} is not in docs/sql.md"
            );
        }
    }
}

#[test]
fn views_agree_with_answers_of_dixit() {
    let (_home, path) = reviewed_examples();
    let conn = open_database(&path);
    let tracker = Tracker::open_read_only(&path).unwrap();
    let said = tracker.ask(&StatementFilter::default()).unwrap().0;
    let expected: BTreeSet<String> = said
        .iter()
        .map(|entry| {
            let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
            let none = || "-".to_owned();
            let doubts: Vec<&str> = entry.doubts.iter().map(|doubt| doubt.as_str()).collect();
            [
                entry.id.to_string(),
                entry
                    .speaker
                    .as_ref()
                    .map_or_else(none, |speaker| speaker.name.clone()),
                entry
                    .speaker
                    .as_ref()
                    .map_or_else(none, |speaker| speaker.id.to_string()),
                entry.said.to_string(),
                day(entry.said.earliest()),
                day(entry.said.latest()),
                entry.act.to_string(),
                entry.words.clone(),
                entry.article.id.to_string(),
                entry.confidence.to_string(),
                if doubts.is_empty() {
                    none()
                } else {
                    doubts.join(", ")
                },
            ]
            .join(" | ")
        })
        .collect();
    let sql = "SELECT id, speaker, speaker_id, said, said_from, said_to, act, words, article_id, certainty, doubts FROM statements";
    assert_eq!(
        query_rows(&conn, sql).into_iter().collect::<BTreeSet<_>>(),
        expected
    );
    let speakers = tracker
        .ask(&SpeakersQuery::default())
        .unwrap()
        .0
        .into_iter()
        .map(|line| {
            let day = |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
            format!(
                "{} | {} | {} | {} | {} | {}",
                line.id,
                line.name,
                line.kind,
                line.statements,
                day(line.first),
                day(line.last)
            )
        });
    assert_eq!(
        query_rows(
            &conn,
            "SELECT id, name, kind, statements, first_said, last_said FROM speakers WHERE is_described = 0"
        )
        .into_iter()
        .collect::<BTreeSet<_>>(),
        speakers.collect()
    );
    let articles = tracker.ask(&ArticlesQuery::default()).unwrap().0.into_iter();
    assert_eq!(
        query_rows(&conn, "SELECT id, statements, recorded_at FROM articles")
            .into_iter()
            .collect::<BTreeSet<_>>(),
        articles
            .map(|line| format!("{} | {} | {}", line.id, line.statements, line.recorded_at))
            .collect()
    );
    // The view has one row per statement, the answer one entry per proposal with all its statements.
    let reports: usize = tracker
        .ask(&ProposalsQuery::default())
        .unwrap()
        .0
        .iter()
        .map(|line| 1 + line.reported.len())
        .sum();
    assert!(query_rows(&conn, "SELECT id FROM proposals").len() >= reports.min(1));
}

#[test]
fn views_show_decisions() {
    let (home, path) = reviewed_examples();
    let conn = open_database(&path);
    insta::assert_snapshot!(query_rows(&conn, "SELECT id, reviewed, reviewed_by, corrected, said, said_from, said_to FROM statements WHERE reviewed IS NOT NULL ORDER BY id").join("\n"), @"
    sgb6dq72792hf | confirmed | tester | - | 2025-11-18 | 2025-11-18 | 2025-11-18
    sr8yb7hfnhzmy | corrected | ada | said | 2025-11 | 2025-11-01 | 2025-11-30
    ");
    insta::assert_snapshot!(query_rows(&conn, "SELECT id, ended_what, ended_at, ended_by, reason FROM former_statements").join("\n"), @"s18t75he6b19p | withdrawn | 2026-03-15T08:00:00Z | tester | no proposal");
    insta::assert_snapshot!(query_rows(&conn, "SELECT review, actor FROM reviews ORDER BY review").join("\n"), @"
    confirmed | tester
    corrected | ada
    ");
    drop(conn);
    home.stdout(&["link", "sgb6dq72792hf", "skrkad049", "--as", "answers"]);
    let links = query_rows(
        &open_database(&path),
        "SELECT link, actor FROM links WHERE actor IS NOT NULL",
    );
    assert_eq!(links, ["answers | tester"]);
}

#[test]
fn changed_view_is_detected_and_rebuilt() {
    let (home, path) = reviewed_examples();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("DROP VIEW deadlines; CREATE VIEW deadlines AS SELECT 1 AS statement_id;")
        .unwrap();
    drop(conn);
    let verified = home.run(&["verify"]);
    assert!(
        verified.contains("differs") && verified.ends_with("-- exit 1 --\n"),
        "{verified}"
    );
    home.stdout(&["rebuild"]);
    home.stdout(&["verify"]);
}

#[test]
fn opening_creates_missing_views() {
    let (home, path) = reviewed_examples();
    let conn = Connection::open(&path).unwrap();
    let views = query_rows(&conn, "SELECT name FROM dixit_views");
    for view in &views {
        conn.execute_batch(&format!("DROP VIEW {view}")).unwrap();
    }
    conn.execute_batch("DROP TABLE dixit_views; DROP TABLE dixit_day; DROP TABLE dixit_timestamp; DELETE FROM checkpoint WHERE name = 'public'")
        .unwrap();
    drop(conn);
    home.stdout(&["timeline", "--limit", "1"]);
    assert_eq!(
        query_rows(&open_database(&path), "SELECT name FROM dixit_views"),
        views
    );
    home.stdout(&["verify"]);
}

/// The SQLite of the system's Python, which on Debian is older than dixit's, can read the views.
#[test]
fn python_of_the_system_reads_every_view() {
    let (_home, path) = reviewed_examples();
    let run = Command::new("python3")
        .arg(root().join(".ci/sql.py"))
        .arg(&path)
        .output();
    match run {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) if std::env::var_os("CI").is_none_or(|ci| ci != "true") => {
            eprintln!("skipped: there is no python3");
        }
        Err(error) => panic!("python3: {error}"),
    }
}
