//! `ingest` as users run it: valid and invalid files, stdin, copies, revisions, and concurrent runs.

use crate::common::test_home::{AUDITS, CHARTER, TestHome};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

#[test]
fn articles_are_recorded_once() {
    let home = TestHome::new();
    home.write_file("articles/audits.md", AUDITS);
    home.write_file("articles/charter.md", CHARTER);
    insta::assert_snapshot!(home.run(&["ingest", "articles"]), @r#"
    recorded   ayrjdsnfw  1 statement        Regulators want audits
    recorded   ayb7h4ps1  2 statements       Une charte pour les modèles ouverts
    -- stderr --
    articles: 2 recorded; 3 statements recorded
    "#);
    insta::assert_snapshot!(home.run(&["ingest", "articles/charter.md", "articles/audits.md"]), @r#"
    unchanged  ayb7h4ps1                     Une charte pour les modèles ouverts
    unchanged  ayrjdsnfw                     Regulators want audits
    -- stderr --
    articles: 2 unchanged
    "#);
}

#[test]
fn different_text_at_the_same_url_is_a_revision() {
    let home = TestHome::with_articles();
    home.write_file(
        "charter.md",
        CHARTER.replace("leur propre fonds", "leur propre budget"),
    );
    insta::assert_snapshot!(home.run(&["ingest", "charter.md"]), @r#"
    revised    ayb7h4ps1  +1 −1 statements   Une charte pour les modèles ouverts
    -- stderr --
    articles: 1 revised; 1 statement recorded, 1 statement withdrawn
    "#);
    insta::assert_snapshot!(home.run(&["log", "--since", "@5"]), @"
    @6  2026-03-15T08:00:00Z  article.revised      article-ayb7h4ps1zj9f  Une charte pour les modè…
    @7  2026-03-15T08:00:00Z  statement.withdrawn  scvwab5myck1c  the revised article no longer sa…
    @8  2026-03-15T08:00:00Z  statement.recorded   sn35er144edvs  Les universités auront leur prop…
    ");
}

#[test]
fn bad_files_are_reported_and_the_rest_is_ingested() {
    let home = TestHome::new();
    home.write_file("in/a-empty.txt", "");
    home.write_file(
        "in/b-binary.txt",
        [0, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7, 255, 254, 0],
    );
    home.write_file("in/c-charter.md", CHARTER);
    home.write_file(
        "in/d-lines.jsonl",
        "{\"text\": \"One \\\"two\\\" three.\", \"lang\": \"en\"}\n{\"title\": 3\n{\"title\": \"x\"}\n",
    );
    // ISO 8859-1, which some news agencies still send.
    let latin: Vec<u8> = AUDITS
        .replace("Regulators", "Élus")
        .chars()
        .map(|c| c as u8)
        .collect();
    home.write_file("in/e-latin.md", latin);
    insta::assert_snapshot!(home.run(&["ingest", "in", "nowhere.txt"]), @r#"
    recorded   ayb7h4ps1  2 statements       Une charte pour les modèles ouverts
    recorded   ab12san7c  0 statements       in/d-lines.jsonl:1
    recorded   ayrjdsnfw  1 statement        Élus want audits
    -- stderr --
    error: in/a-empty.txt: no text found (add the text of the article, or remove it)
    error: in/b-binary.txt: binary data, not text (give its text as .txt, .md or .jsonl)
    error: in/d-lines.jsonl:2: broken JSON: EOF while parsing an object in column 11 (each article must be one object)
    error: in/d-lines.jsonl:3: no "text" in the object (an article is {"text": "…", "title": "…", "published": "2025-07-26", …})
    error: nowhere.txt: no such file or directory (check the path)
    note: in/e-latin.md: not UTF-8: decoded as windows-1252
    articles: 3 recorded, 5 could not be read; 3 statements recorded
    -- exit 3 --
    "#);
}

#[cfg(unix)]
#[test]
fn broken_link_and_unreadable_file_are_reported() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = TestHome::new();
    home.write_file("in/locked.txt", "x");
    fs::set_permissions(
        home.path().join("in/locked.txt"),
        fs::Permissions::from_mode(0o000),
    )
    .unwrap();
    symlink("gone.txt", home.path().join("in/link.txt")).unwrap();
    let output = home.run(&["ingest", "in"]);
    assert!(
        output.contains("error: in/link.txt: broken symbolic link to gone.txt"),
        "{output}"
    );
    // A superuser can read this file, so the expectation would not hold.
    if fs::read(home.path().join("in/locked.txt")).is_err() {
        assert!(
            output.contains("error: in/locked.txt: cannot be read"),
            "{output}"
        );
    }
    assert!(output.ends_with("-- exit 3 --\n"), "{output}");
}

#[test]
fn articles_are_ingested_from_stdin() {
    let home = TestHome::new();
    let line =
        serde_json::json!({ "id": 1, "lang": "en", "title": "Over the wire", "text": AUDITS.lines().last() });
    insta::assert_snapshot!(home.run_with_stdin(&["ingest", "-"], &format!("{line}\n")), @r#"
    recorded   ayrjdsnfw  1 statement        Over the wire
    -- stderr --
    articles: 1 recorded; 1 statement recorded
    "#);
    insta::assert_snapshot!(home.run_with_stdin(&["ingest", "-", "--lang", "en", "--title", "Alone"], "The answer was \"no\" again."), @r#"
    recorded   a0awtexhx  0 statements       Alone
    -- stderr --
    articles: 1 recorded
    "#);
    insta::assert_snapshot!(home.run_with_stdin(&["ingest", "-"], ""), @r#"
    -- stderr --
    error: standard input: no text found (add the text of the article, or remove it)
    articles: 1 could not be read
    -- exit 3 --
    "#);
}

#[test]
fn flags_override_the_metadata_of_a_file() {
    let home = TestHome::new();
    home.write_file("charter.md", CHARTER);
    home.stdout(&[
        "ingest",
        "charter.md",
        "--publisher",
        "Le Fanal",
        "--published",
        "2026-03-20",
        "--lang",
        "fr",
    ]);
    let articles: Value = serde_json::from_str(&home.stdout(&["articles", "--format", "json"])).unwrap();
    assert_eq!(articles[0]["publisher"], "Le Fanal");
    assert_eq!(articles[0]["published"], "2026-03-20");
}

#[test]
fn url_flag_is_rejected_for_several_articles() {
    let home = TestHome::new();
    home.write_file("in/a.md", CHARTER);
    home.write_file("in/b.md", AUDITS);
    insta::assert_snapshot!(home.run(&["ingest", "in", "--url", "https://example.org/x"]), @r#"
    -- stderr --
    error: --url and --title apply to one article, but several were given
    hint: nothing was recorded; put these fields into front matter or JSONL instead
    -- exit 2 --
    "#);
    insta::assert_snapshot!(home.run(&["articles"]), @r#"
    -- stderr --
    no articles match
    "#);
}

#[test]
fn files_written_by_dixit_are_not_articles() {
    let home = TestHome::with_articles();
    home.stdout(&["snapshot"]);
    home.stdout(&["verify"]);
    insta::assert_snapshot!(home.run(&["ingest", "."]), @r#"
    unchanged  ayrjdsnfw                     Regulators want audits
    unchanged  ayb7h4ps1                     Une charte pour les modèles ouverts
    -- stderr --
    articles: 2 unchanged
    "#);
}

#[test]
fn ingest_reports_as_json() {
    let home = TestHome::new();
    home.write_file("charter.md", CHARTER);
    insta::assert_snapshot!(home.run(&["ingest", "charter.md", "--format", "jsonl", "-q"]), @r#"{"place":"charter.md","article":"ayb7h4ps1zj9f","change":"recorded","statements":2,"withdrawn":0,"title":"Une charte pour les modèles ouverts","reason":null,"reader":null,"refused":[]}"#);
    insta::assert_snapshot!(home.run(&["ingest", "charter.md", "--format", "json", "-q"]), @r#"
    [
    {"place":"charter.md","article":"ayb7h4ps1zj9f","change":"unchanged","statements":0,"withdrawn":0,"title":"Une charte pour les modèles ouverts","reason":null,"reader":null,"refused":[]}
    ]
    "#);
    insta::assert_snapshot!(home.run_with_stdin(&["ingest", "-", "--format", "json", "-q"], ""), @r#"
    []
    -- stderr --
    error: standard input: no text found (add the text of the article, or remove it)
    -- exit 3 --
    "#);
}

/// `articles` lines of JSON Lines, each an article with one statement.
fn article_lines(articles: usize, name: &str) -> String {
    let mut lines = String::new();
    for number in 0..articles {
        let text = format!("\"The {name} register number {number} will be public,\" said Nora Lindqvist.");
        let article = serde_json::json!({ "lang": "en", "text": text });
        writeln!(lines, "{article}").unwrap();
    }
    lines
}

#[test]
fn killed_run_is_completed_by_the_next() {
    const ARTICLES: usize = 2_000;
    let home = TestHome::new();
    home.write_file("many.jsonl", article_lines(ARTICLES, "one"));
    let mut reported = 0;
    // Kill the run at the start, in the middle, and near the end of the remaining articles.
    for lines in [1, 600, 1_200] {
        let mut child = home
            .command(&["ingest", "many.jsonl", "-q"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap()).lines().take(lines);
        reported = out
            .filter(|line| line.as_ref().unwrap().starts_with("recorded"))
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        home.stdout(&["verify"]);
        let kept = home.stdout(&["articles", "--format", "jsonl"]).lines().count();
        assert!(
            kept >= reported,
            "{reported} were reported as recorded, but {kept} are"
        );
    }
    assert!(reported > 0, "the last run recorded something too");
    home.stdout(&["ingest", "many.jsonl", "-q"]);
    assert_eq!(
        home.stdout(&["articles", "--format", "jsonl"]).lines().count(),
        ARTICLES
    );
    home.stdout(&["verify"]);
}

#[test]
fn articles_are_recorded_when_the_output_pipe_is_closed() {
    let home = TestHome::new();
    home.write_file("many.jsonl", article_lines(100, "one") + "{\n");
    let mut child = home
        .command(&["ingest", "many.jsonl", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3), "its last line is bad");
    assert_eq!(
        home.stdout(&["articles", "--format", "jsonl"]).lines().count(),
        100
    );
}

#[test]
fn two_processes_ingest_concurrently() {
    const ARTICLES: usize = 120;
    let home = TestHome::new();
    for name in ["one", "two"] {
        home.write_file(&format!("{name}.jsonl"), article_lines(ARTICLES, name));
    }
    let run = |name: &str| {
        home.command(&["ingest", name, "-q"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children = [run("one.jsonl"), run("two.jsonl")];
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        assert_eq!(
            String::from_utf8(output.stdout).unwrap().lines().count(),
            ARTICLES
        );
    }
    let lines = home.stdout(&["log", "--format", "jsonl"]);
    let positions: Vec<u64> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["position"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert!(
        positions.iter().copied().eq(1..=positions.len() as u64),
        "positions are gapless"
    );
    assert_eq!(
        home.stdout(&["articles", "--format", "jsonl"]).lines().count(),
        2 * ARTICLES
    );
    home.stdout(&["verify"]);
}
