//! `verify`, `log` and `snapshot`, exit codes, and output pipes that close early.

use crate::common::test_home::{CHARTER, TestHome};
use rusqlite::Connection;
use std::fs;
use std::process::Stdio;

#[test]
fn verify_accepts_recorded_articles() {
    let home = TestHome::with_articles();
    let before = home.run(&["verify"]);
    assert!(before.contains("all unchanged"), "{before}");
    assert!(!before.contains("differs"), "{before}");
    insta::assert_snapshot!(home.run(&["rebuild"]), @r#"
    -- stderr --
    read models rebuilt from 5 events
    "#);
    assert_eq!(home.run(&["verify"]), before, "a rebuild changes nothing");
}

#[test]
fn differing_read_model_is_reported_and_rebuilt() {
    let home = TestHome::with_articles();
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    conn.execute("UPDATE statement_version SET act = 'denial'", [])
        .unwrap();
    drop(conn);
    let output = home.run(&["verify"]);
    assert!(output.contains("differs"), "{output}");
    assert!(
        output.ends_with("hint: run `dixit rebuild`\n-- exit 1 --\n"),
        "{output}"
    );
    home.stdout(&["rebuild"]);
    home.stdout(&["verify"]);
}

#[test]
fn damaged_log_is_reported() {
    let home = TestHome::with_articles();
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    conn.execute_batch("DROP TRIGGER IF EXISTS event_no_update")
        .unwrap();
    let triggers: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    conn.execute("UPDATE event SET actor = 'somebody else' WHERE pos = 2", [])
        .unwrap();
    drop(conn);
    let output = home.run(&["verify"]);
    assert!(output.contains("error: the log is damaged at @2"), "{output}");
    assert!(output.ends_with("-- exit 4 --\n"), "{output}");
}

#[test]
fn file_that_is_not_a_database_is_left_unchanged() {
    let home = TestHome::new();
    home.write_file(
        "notes.txt",
        "not a database at all, but notes that somebody needs",
    );
    insta::assert_snapshot!(home.run(&["timeline", "--db", "notes.txt"]), @r#"
    -- stderr --
    error: notes.txt is not a dixit database (it was left as it is)
    -- exit 4 --
    "#);
    home.write_file("charter.md", CHARTER);
    insta::assert_snapshot!(home.run(&["ingest", "charter.md", "--db", "notes.txt"]), @r#"
    -- stderr --
    error: notes.txt is not a dixit database (it was left as it is)
    -- exit 4 --
    "#);
    assert_eq!(
        home.read_file("notes.txt"),
        "not a database at all, but notes that somebody needs"
    );
}

#[test]
fn missing_database_gives_a_hint() {
    let home = TestHome::new();
    insta::assert_snapshot!(home.run(&["timeline"]), @r#"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    "#);
    insta::assert_snapshot!(home.run(&["rebuild"]), @r#"
    -- stderr --
    error: there is no database at dixit.db
    hint: create one with `dixit ingest PATH`, or select another with --db or DIXIT_DB
    -- exit 3 --
    "#);
    assert!(!home.path().join("dixit.db").exists(), "asking makes no database");
}

#[test]
fn database_path_comes_from_flag_or_environment() {
    let home = TestHome::with_articles();
    fs::rename(home.path().join("dixit.db"), home.path().join("other.db")).unwrap();
    assert_eq!(
        home.stdout(&["articles", "--db", "other.db", "--format", "jsonl"])
            .lines()
            .count(),
        2
    );
    let output = home
        .command(&["articles", "--format", "jsonl"])
        .env("DIXIT_DB", "other.db")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
}

#[test]
fn log_is_listed_in_order() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["log"]), @"
    @1  2026-03-15T08:00:00Z  article.ingested     article-ayrjdsnfwx7x9  Regulators want audits
    @2  2026-03-15T08:00:00Z  statement.recorded   s6wh10x45wq29  We will publish every audit of a…
    @3  2026-03-15T08:00:00Z  article.ingested     article-ayb7h4ps1zj9f  Une charte pour les modè…
    @4  2026-03-15T08:00:00Z  statement.recorded   s2r4zkc1h8bme  Nous publierons les règles de ch…
    @5  2026-03-15T08:00:00Z  statement.recorded   scvwab5myck1c  Les universités auront leur prop…
    ");
    insta::assert_snapshot!(home.run(&["log", "--type", "article.ingested", "--limit", "1"]), @"     @3  2026-03-15T08:00:00Z  article.ingested     article-ayb7h4ps1zj9f  Une charte pour les modè…");
    assert_eq!(
        home.stdout(&["log", "--since", "@3", "--format", "jsonl"])
            .lines()
            .count(),
        2
    );
}

#[test]
fn snapshot_has_one_line_per_value() {
    let home = TestHome::with_articles();
    home.stdout(&["snapshot"]);
    insta::assert_snapshot!(home.read_file("snapshots/timeline.txt"), @"
    # dixit snapshot of the timeline

    s2r4zkc1h8bme
      said: 2026-03-12
      said_rule: weekday
      speaker.id: p9bm52tvagmm1
      speaker.name: Claire Aubert
      mention: Claire Aubert, ministre du Numérique
      capacity: ministre du Numérique
      cue: a déclaré
      mode: direct
      report: speech
      act: commitment
      words: Nous publierons les règles de chaque modèle ouvert
      article.id: ayb7h4ps1zj9f
      article.title: Une charte pour les modèles ouverts
      article.publisher: Le Courrier du Lac
      article.url: https://courrier.example/charte
      article.published: 2026-03-12
      article.lang: fr
      confidence: 0.89

    scvwab5myck1c
      said: 2026-03-12
      said_rule: occasion
      speaker.id: p9bm52tvagmm1
      speaker.name: Claire Aubert
      mention: elle
      capacity: ministre du Numérique
      cue: a-t-elle ajouté
      mode: direct
      report: speech
      act: forecast
      words: Les universités auront leur propre fonds
      topics:
        - medtop:05000000
      article.id: ayb7h4ps1zj9f
      article.title: Une charte pour les modèles ouverts
      article.publisher: Le Courrier du Lac
      article.url: https://courrier.example/charte
      article.published: 2026-03-12
      article.lang: fr
      confidence: 0.89

    s6wh10x45wq29
      said: 2026-03-13
      said_rule: weekday
      speaker.id: pt6v76myk3vh9
      speaker.name: Nora Lindqvist
      mention: Nora Lindqvist, head of the Office for Algorithms
      capacity: head of the Office for Algorithms
      cue: said
      mode: direct
      report: speech
      act: commitment
      words: We will publish every audit of a public model
      topics:
        - medtop:20000636
      article.id: ayrjdsnfwx7x9
      article.title: Regulators want audits
      article.publisher: The Harbour Post
      article.published: 2026-03-14
      article.lang: en
      confidence: 0.89
    ");
}

#[test]
fn snapshot_comparison_prints_a_readable_diff() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["snapshot"]), @r#"
    -- stderr --
    5 files in snapshots, 5 of them changed
    "#);
    insta::assert_snapshot!(home.run(&["snapshot", "--check"]), @r#"
    -- stderr --
    5 files in snapshots match the database
    "#);
    home.write_file("snapshots/README.txt", "somebody else's file");
    home.write_file("snapshots/old.txt", "# dixit snapshot of the old\n\nx\n");
    let speakers = home.read_file("snapshots/speakers.txt");
    home.write_file(
        "snapshots/speakers.txt",
        speakers.replace("kind: person", "kind: group"),
    );
    fs::remove_file(home.path().join("snapshots/topics.txt")).unwrap();
    fs::remove_file(home.path().join("snapshots/proposals.txt")).unwrap();
    let output = home.run(&["snapshot", "--check"]);
    let start: String = output
        .split_inclusive('\n')
        .take_while(|line| !line.contains("topics"))
        .collect();
    insta::assert_snapshot!(start, @"
    --- snapshots/old.txt
    +++ (no longer written)
    @@ -1,3 +0,0 @@
    -# dixit snapshot of the old
    -
    -x
    --- (no such file)
    +++ now
    @@ -0,0 +1,2 @@
    +# dixit snapshot of the proposals
    +
    --- snapshots/speakers.txt
    +++ now
    @@ -3,7 +3,7 @@
     p9bm52tvagmm1
       name: Claire Aubert
       described: false
    -  kind: group
    +  kind: person
       aliases:
         - Claire Aubert, ministre du Numérique
       statements: 2
    @@ -13,7 +13,7 @@
     pt6v76myk3vh9
       name: Nora Lindqvist
       described: false
    -  kind: group
    +  kind: person
       aliases:
         - Nora Lindqvist, head of the Office for Algorithms
       statements: 1
    --- (no such file)
    +++ now
    @@ -0,0 +1,34 @@
    ");
    assert!(output.contains("--- (no such file)"), "{output}");
    assert!(output.ends_with("-- exit 1 --\n"), "{output}");
    home.stdout(&["snapshot"]);
    home.stdout(&["snapshot", "--check"]);
    assert!(!home.path().join("snapshots/old.txt").exists());
    assert_eq!(home.read_file("snapshots/README.txt"), "somebody else's file");
}

#[test]
fn snapshot_with_carriage_returns_of_version_control_is_unchanged() {
    let home = TestHome::with_articles();
    home.stdout(&["snapshot"]);
    let timeline = home.read_file("snapshots/timeline.txt");
    home.write_file("snapshots/timeline.txt", timeline.replace('\n', "\r\n"));
    insta::assert_snapshot!(home.run(&["snapshot", "--check"]), @r#"
    -- stderr --
    5 files in snapshots match the database
    "#);
    // Longer and shorter files differ, though all that both have is the same.
    let topics = home.read_file("snapshots/topics.txt");
    home.write_file("snapshots/topics.txt", format!("{topics}\n"));
    home.write_file("snapshots/timeline.txt", &timeline[..timeline.len() - 1]);
    insta::assert_snapshot!(home.run(&["snapshot"]), @r#"
    -- stderr --
    5 files in snapshots, 2 of them changed
    "#);
    assert_eq!(home.read_file("snapshots/timeline.txt"), timeline);
    assert_eq!(home.read_file("snapshots/topics.txt"), topics);
    assert_eq!(fs::read_dir(home.path().join("snapshots")).unwrap().count(), 5);
}

#[test]
fn snapshot_does_not_depend_on_recording_time() {
    let (home, later_home) = (TestHome::with_articles(), TestHome::new());
    later_home.write_file("charter.md", CHARTER);
    later_home.write_file("articles/audits.md", crate::common::test_home::AUDITS);
    let run_later = |args: &[&str]| {
        let status = later_home
            .command(args)
            .env("DIXIT_NOW", "2027-01-01T00:00:00Z")
            .env("DIXIT_SEED", "b")
            .status();
        assert!(status.unwrap().success());
    };
    run_later(&["ingest", "charter.md"]);
    run_later(&["ingest", "articles"]);
    run_later(&["snapshot"]);
    home.stdout(&["snapshot"]);
    for name in ["articles", "proposals", "speakers", "timeline", "topics"] {
        let file = format!("snapshots/{name}.txt");
        assert_eq!(home.read_file(&file), later_home.read_file(&file));
    }
}

#[test]
fn closed_output_pipe_is_not_an_error() {
    let home = TestHome::with_articles();
    for args in [
        ["timeline", "--format", "json"],
        ["completions", "bash", "-q"],
        ["log", "--format", "jsonl"],
    ] {
        let mut child = home
            .command(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_output_device_is_an_error() {
    let home = TestHome::with_articles();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = home
        .command(&["timeline"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .starts_with("error: cannot write the output: ")
    );
}

#[test]
fn quiet_prints_only_data_and_errors() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["snapshot", "-q"]), @"");
    insta::assert_snapshot!(home.run(&["timeline", "-q", "--until", "2025"]), @"");
    insta::assert_snapshot!(home.run(&["ingest", "-q", "nowhere"]), @r#"
    -- stderr --
    error: nowhere: no such file or directory (check the path)
    -- exit 3 --
    "#);
}

#[test]
fn malformed_clock_variable_is_reported() {
    let home = TestHome::new();
    home.write_file("charter.md", CHARTER);
    let output = home
        .command(&["ingest", "charter.md"])
        .env("DIXIT_NOW", "today")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}
