//! `export events` and `import`: a log made of exported events elsewhere is the same, and nothing else is accepted.

use crate::common::output_schema::{assert_matches_schema, output_validator};
use crate::common::test_home::TestHome;
use crate::common::{article_readings, open_tracker};
use dixit::tracker::Tracker;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

/// Articles, a revision of one, and decisions of several kinds.
fn home_with_history() -> TestHome {
    let home = TestHome::with_articles();
    let ids: Vec<Value> = home.json_lines(&["timeline"]);
    let id = |index: usize| ids[index]["id"].as_str().unwrap().to_owned();
    home.stdout(&["confirm", &id(0)]);
    home.stdout(&["correct", &id(1), "--act", "commitment", "--reason", "« promis »"]);
    home.stdout(&["withdraw", &id(2), "--reason", "a\n\"test\" of \\ escapes \u{7f}"]);
    home.stdout(&["alias", "Claire Aubert", "C. Aubert"]);
    home.stdout(&[
        "topic",
        "add",
        "models",
        "--label",
        "en=models",
        "--term",
        "fr=modèle",
    ]);
    home.stdout(&["feed", "add", "https://feeds.example/all.xml"]);
    let revised = home
        .read_file("articles/charter.md")
        .replace("propre", "tout premier");
    home.write_file("articles/charter.md", revised);
    home.stdout(&["ingest", "articles"]);
    home
}

/// A copy of the database that 0.1.0 wrote.
fn home_of_0_1_0() -> TestHome {
    let home = TestHome::new();
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/store/0.1.0.sqlite3");
    home.write_file("dixit.db", fs::read(store).unwrap());
    home
}

/// The root of the log in the database `db`, all of which is sound.
fn verified_root(home: &TestHome, db: &str) -> String {
    let report: Value =
        serde_json::from_str(&home.stdout(&["verify", "--db", db, "--format", "json"])).unwrap();
    assert_eq!(report["sound"], true, "{report}");
    report["root"].as_str().unwrap().to_owned()
}

fn assert_round_trip(home: &TestHome) {
    let exported = home.stdout(&["export", "events"]);
    let validator = output_validator("export-events");
    for line in exported.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert!(validator.is_valid(&event), "{line}");
    }
    home.write_file("events.ndjson", &exported);
    let imported = home.stdout(&["import", "events.ndjson", "--db", "copy.db", "--format", "json"]);
    assert_matches_schema(&imported, "import");
    assert_eq!(verified_root(home, "copy.db"), verified_root(home, "dixit.db"));
    assert_eq!(home.stdout(&["export", "events", "--db", "copy.db"]), exported);
    let listing = ["timeline", "--format", "json", "--db"];
    assert_eq!(
        home.stdout(&[&listing[..], &["copy.db"]].concat()),
        home.stdout(&[&listing[..], &["dixit.db"]].concat())
    );
}

#[test]
fn imported_log_is_the_exported_one() {
    assert_round_trip(&home_with_history());
}

#[test]
fn log_of_0_1_0_is_exported_and_imported() {
    let home = home_of_0_1_0();
    assert_round_trip(&home);
    assert_eq!(
        verified_root(&home, "copy.db"),
        "971f8c3f8513bc3afe5c614bc2c3e38512a6c1655cf095e8713b1976ea00a535"
    );
}

#[test]
fn log_of_the_examples_is_exported_and_imported() {
    let home = TestHome::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    home.stdout(&["ingest", examples.to_str().unwrap()]);
    assert_round_trip(&home);
}

#[test]
fn redacted_rows_are_exported_and_imported_as_they_are() {
    let home = home_with_history();
    let whole = home.stdout(&["export", "events"]);
    home.write_file("whole.ndjson", &whole);
    home.stdout(&["import", "whole.ndjson", "--db", "whole.db"]);
    let conn = rusqlite::Connection::open(home.path().join("dixit.db")).unwrap();
    conn.execute_batch(
        "UPDATE text SET salt = NULL, content = NULL WHERE pos = 1;
         UPDATE body SET salt = zeroblob(16), content = replace(content, 'public model', '') WHERE pos = 2;",
    )
    .unwrap();
    drop(conn);
    let exported = home.stdout(&["export", "events"]);
    let first: Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    assert_eq!(first["textredacted"], true);
    assert!(first.get("text").is_none() && first.get("textsalt").is_none());
    home.write_file("events.ndjson", &exported);
    let imported = home.stdout(&["import", "events.ndjson", "--db", "copy.db", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&imported).unwrap()["redacted"], 2);
    assert_eq!(home.stdout(&["export", "events", "--db", "copy.db"]), exported);
    // What was redacted is not brought back by an older export.
    home.stdout(&["import", "whole.ndjson", "--db", "copy.db"]);
    assert_eq!(home.stdout(&["export", "events", "--db", "copy.db"]), exported);
    // A copy that has it whole says so, instead of keeping it in silence.
    let refused = home.run(&["import", "events.ndjson", "--db", "whole.db"]);
    assert!(
        refused.contains("line 1: @1 was redacted in the log that this is from")
            && refused.ends_with("-- exit 3 --\n"),
        "{refused}"
    );
}

#[test]
fn export_is_of_a_range_and_to_a_file() {
    let home = home_with_history();
    let all = home.stdout(&["export", "events"]);
    let later = home.stdout(&["export", "events", "--after", "@3", "--as-of", "@6"]);
    let expected: Vec<&str> = all.lines().skip(3).take(3).collect();
    assert_eq!(later.lines().collect::<Vec<_>>(), expected);
    home.write_file("events.ndjson.part", "what an interrupted export left");
    home.stdout(&["export", "events", "--output", "events.ndjson"]);
    assert_eq!(home.read_file("events.ndjson"), all);
    assert!(!home.path().join("events.ndjson.part").exists());
    for (path, why) in [
        (".", "it is no regular file"),
        ("dixit.db", "it is the database itself"),
    ] {
        let refused = home.run(&["export", "events", "--output", path]);
        assert!(
            refused.contains(why) && refused.ends_with("-- exit 4 --\n"),
            "{refused}"
        );
    }
}

/// Imports `lines` into a new database. Returns what was printed, and the position of the last recorded event.
fn import_lines(home: &TestHome, lines: &[u8]) -> (String, u64) {
    let db = home.path().join("broken.db");
    let _ = fs::remove_file(&db);
    home.write_file("broken.ndjson", lines);
    let printed = home.run(&["import", "broken.ndjson", "--db", "broken.db"]);
    let head = Tracker::open_read_only(&db).unwrap().head().unwrap();
    (printed, head.map_or(0, |head| head.position.number()))
}

/// `line` with the attribute `name` set to `value`.
fn with_attribute(line: &str, name: &str, value: impl Into<Value>) -> String {
    let mut event: Value = serde_json::from_str(line).unwrap();
    event[name] = value.into();
    event.to_string()
}

#[test]
fn broken_line_is_refused_with_its_number() {
    let home = home_with_history();
    let exported = home.stdout(&["export", "events"]);
    let lines: Vec<&str> = exported.lines().collect();
    let fourth = lines[3];
    let set = |name: &str, value: &str| with_attribute(fourth, name, value);
    let hash = "0".repeat(64);
    let nested = with_attribute(fourth, "data", Value::Null).replace("null", &"[".repeat(300));
    for (broken, why) in [
        (set("actor", "somebody else"), "the leaf hash is not that of"),
        (
            set("time", "2026-03-15T08:00:00.000001Z"),
            "the leaf hash is not that of",
        ),
        (set("subject", "topics"), "the leaf hash is not that of"),
        (
            with_attribute(fourth, "streamversion", 7),
            "the leaf hash is not that of",
        ),
        (
            with_attribute(fourth, "position", 5),
            "the leaf hash is not that of",
        ),
        (set("bodyhash", &hash), "the leaf hash is not that of"),
        (set("leafhash", &hash), "the leaf hash is not that of"),
        (set("bodysalt", &hash[..30]), "the attribute bodysalt is not as"),
        (
            set("bodysalt", &"1".repeat(32)),
            "the body hash is not that of the body",
        ),
        (set("id", "x"), "the attribute id is not as"),
        (set("time", "yesterday"), "the attribute time is not as"),
        (set("specversion", "0.3"), "the attribute specversion is not as"),
        (
            set("source", "urn:x"),
            "from another log: its source is \"urn:x\"",
        ),
        (set("text", "QQ=="), "the text is missing, or one stands there"),
        (
            fourth.replace("publi", "Publi"),
            "the body hash is not that of the body",
        ),
        (nested, "nested deeper than 128 levels"),
        (
            "{}".to_owned(),
            "not an event as `dixit export events` writes it (missing field",
        ),
        (
            "[1]".to_owned(),
            "not an event as `dixit export events` writes it",
        ),
        (String::new(), "not an event as `dixit export events` writes it"),
        (
            lines[4].to_owned(),
            "the event is @5, and @4 is the next of the log",
        ),
    ] {
        let broken = if why.starts_with("the text is missing") {
            with_attribute(&broken, "textsalt", "1".repeat(32))
        } else {
            broken
        };
        let text = [lines[0], lines[1], lines[2], &broken, lines[4]].join("\n") + "\n";
        let (printed, last) = import_lines(&home, text.as_bytes());
        assert!(
            printed.contains("error: broken.ndjson, line 4: ") && printed.contains(why),
            "{why}: {printed}"
        );
        assert!(
            printed.contains("the log is recorded up to @3") && printed.ends_with("-- exit 3 --\n"),
            "{printed}"
        );
        assert_eq!(last, 3, "{why}");
    }
    let mut invalid = exported.clone().into_bytes();
    let at = invalid.iter().rposition(|byte| *byte == b'a').unwrap();
    invalid[at] = 0xff;
    let (printed, last) = import_lines(&home, &invalid);
    assert!(printed.contains("not valid UTF-8"), "{printed}");
    assert_eq!(last, lines.len() as u64 - 1);
}

#[test]
fn broken_text_of_an_article_is_refused() {
    let home = TestHome::with_articles();
    let exported = home.stdout(&["export", "events"]);
    let first = exported.lines().next().unwrap();
    for (broken, why) in [
        (
            with_attribute(first, "text", "QQ=="),
            "the text and its salt do not have the hash",
        ),
        (
            with_attribute(first, "textsalt", "1".repeat(32)),
            "the text and its salt do not have the hash",
        ),
        (
            with_attribute(first, "text", Value::Null),
            "text and textsalt stand together",
        ),
        (
            with_attribute(first, "text", "/w=="),
            "the attribute text is not as",
        ),
        (
            with_attribute(first, "textredacted", true),
            "text and textsalt stand together",
        ),
    ] {
        let (printed, last) = import_lines(&home, broken.as_bytes());
        // The line has no end, and is broken all the same.
        assert!(printed.contains("line 1: cut off"), "{why}: {printed}");
        let (printed, _) = import_lines(&home, (broken + "\n").as_bytes());
        assert!(printed.contains(why), "{why}: {printed}");
        assert!(printed.contains("hint: nothing was recorded"), "{printed}");
        assert_eq!(last, 0);
    }
}

#[test]
fn rewritten_line_is_the_same_event() {
    let home = home_with_history();
    let exported = home.stdout(&["export", "events"]);
    // As other programs write JSON: white space, escapes, another order of attributes, an attribute of their own.
    let rewritten: Vec<String> = exported
        .lines()
        .map(|line| {
            let event: Value = serde_json::from_str(line).unwrap();
            let mut attributes: Vec<String> = event
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| {
                    format!(
                        "{name:?} : {}",
                        value.to_string().replace("\":", "\" : ").replace('é', "\\u00e9")
                    )
                })
                .collect();
            attributes.reverse();
            format!("{{ \"traceparent\": \"x\", {} }}\n", attributes.join(" , "))
        })
        .collect();
    home.write_file("rewritten.ndjson", rewritten.concat());
    home.stdout(&["import", "rewritten.ndjson", "--db", "copy.db"]);
    assert_eq!(home.stdout(&["export", "events", "--db", "copy.db"]), exported);
}

#[test]
fn truncated_and_compressed_exports_are_continued() {
    let home = home_with_history();
    let exported = home.stdout(&["export", "events"]);
    let cut = exported.lines().take(4).map(str::len).sum::<usize>() + 40;
    home.write_file("cut.ndjson", &exported[..cut]);
    insta::assert_snapshot!(home.run(&["import", "cut.ndjson", "--db", "copy.db"]), @"
    -- stderr --
    error: cut.ndjson, line 5: cut off: the input ends within it
    hint: the log is recorded up to @4; to go on, mend the line and import the whole file again
    -- exit 3 --
    ");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(exported.as_bytes()).unwrap();
    let compressed = encoder.finish().unwrap();
    home.write_file("cut.ndjson.gz", &compressed[..compressed.len() - 100]);
    let printed = home.run(&["import", "cut.ndjson.gz", "--db", "copy.db"]);
    assert!(printed.contains("error: cut.ndjson.gz, line "), "{printed}");
    home.write_file("events.ndjson.gz", &compressed);
    home.stdout(&["import", "events.ndjson.gz", "--db", "copy.db"]);
    assert_eq!(verified_root(&home, "copy.db"), verified_root(&home, "dixit.db"));
    // Once more: everything is there.
    let again = home.stdout(&[
        "import",
        "events.ndjson.gz",
        "--db",
        "copy.db",
        "--format",
        "json",
    ]);
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(
        (&again["recorded"], &again["known"]),
        (&0.into(), &exported.lines().count().into())
    );
}

#[test]
fn other_history_is_refused_from_its_first_event_on() {
    let (home, other) = (TestHome::with_articles(), TestHome::with_articles());
    let id = home.json_lines(&["timeline"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    home.stdout(&["confirm", &id]);
    other.stdout(&["withdraw", &id]);
    home.write_file("events.ndjson", other.stdout(&["export", "events"]));
    insta::assert_snapshot!(home.run(&["import", "events.ndjson"]), @"
    -- stderr --
    error: events.ndjson, line 6: other history from @6 on: the database has another event there
    hint: the log is recorded up to @6; to go on, mend the line and import the whole file again
    -- exit 3 --
    ");
    // Another log altogether.
    let stranger = home_of_0_1_0();
    home.write_file("events.ndjson", stranger.stdout(&["export", "events"]));
    let printed = home.run(&["import", "events.ndjson"]);
    assert!(
        printed.contains("events.ndjson, line 1: from another log"),
        "{printed}"
    );
}

#[test]
fn killed_import_is_continued() {
    let home = TestHome::new();
    let mut tracker = open_tracker(&home.path().join("dixit.db"));
    for start in (0..600).step_by(100) {
        let readings = (start..start + 100).map(article_readings::two_statement_reading);
        tracker.record_readings(readings.collect()).unwrap();
    }
    let exported = home.stdout(&["export", "events"]);
    let copy = home.path().join("copy.db");
    let mut command = home.command(&["import", "-", "--db", "copy.db"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // The input never ends, so that it is killed in the middle of it.
    let input = child.stdin.as_mut().unwrap();
    for line in exported.lines().take(1_500) {
        writeln!(input, "{line}").unwrap();
    }
    let head = || {
        let head = Tracker::open_read_only(&copy).and_then(|tracker| tracker.head());
        head.ok().flatten().map_or(0, |head| head.position.number())
    };
    while head() == 0 {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let recorded = head();
    assert!((1..1_800).contains(&recorded), "{recorded}");
    home.write_file("events.ndjson", &exported);
    let imported = home.stdout(&["import", "events.ndjson", "--db", "copy.db", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&imported).unwrap()["known"],
        recorded
    );
    assert_eq!(open_tracker(&copy).verify().unwrap(), tracker.verify().unwrap());
}

#[test]
fn changed_bytes_are_refused_or_mean_the_same() {
    let home = TestHome::with_articles();
    let exported = home.stdout(&["export", "events"]);
    let (bytes, root) = (exported.as_bytes(), verified_root(&home, "dixit.db"));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&(0..bytes.len(), any::<u8>()), |(at, byte)| {
            let mut changed = bytes.to_vec();
            changed[at] = byte;
            let (printed, _) = import_lines(&home, &changed);
            if !printed.ends_with("-- exit 3 --\n") {
                prop_assert!(printed.contains(&root), "{}", printed);
            }
            Ok(())
        })
        .unwrap();
}
