//! Redaction: what is taken away is nowhere any more, everything else stays, and nothing brings it back.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use dixit::log::{AccessMode, open, redactions};
use dixit::projection::digest_read_models;
use dixit::tracker::{Context, RedactionSubject, Tracker};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Two articles of one story line and one that copies a quotation. Words that only one part has: in the title
/// « palinodie », in running text « vertugadin », in quotations « brimbalerons », « coquecigrue » and « ratafia ».
const FIRST: &str = "\
---
title: Palinodie au conseil de Port-Neuf
publisher: La Gazette du Littoral
published: 2026-03-10
url: https://gazette.example/port-neuf/registre
author: Berthe Quillebœuf
---
La séance a commencé sous un vertugadin de velours. « Nous brimbalerons chaque algorithme de la ville avant \
l’automne », a déclaré mardi Odile Marchetti, maire de Port-Neuf.

« Le budget de la coquecigrue restera public », a-t-elle ajouté.

« Cette promesse est un ratafia sans sucre », a répondu Hector Vaublanc, chef de l’opposition.
";

/// A revision of [`FIRST`] with other running text: « turlupinade ».
const REVISED: &str = "\
---
title: Palinodie au conseil de Port-Neuf
publisher: La Gazette du Littoral
published: 2026-03-10
url: https://gazette.example/port-neuf/registre
author: Berthe Quillebœuf
---
Mise à jour après une turlupinade. « Nous brimbalerons chaque algorithme de la ville avant \
l’automne », a déclaré mardi Odile Marchetti, maire de Port-Neuf.

« Le budget de la coquecigrue restera public », a-t-elle ajouté.

« Cette promesse est un ratafia sans sucre », a répondu Hector Vaublanc, chef de l’opposition.
";

const SECOND: &str = "\
---
title: Un port et ses machines
publisher: Le Courrier du Lac
published: 2026-03-12
url: https://courrier.example/port
---
« Le port ouvrira ses machines au public en juin », a annoncé jeudi Claire Aubert, ministre du Numérique.
";

const CHINESE: &str = "\
---
title: 登记处将公开算法
publisher: 海港日报
published: 2026-03-13
url: https://haigang.example/suanfa
---
登记处主任王小明3月13日表示，所有公共算法都将在秋天之前登记并向市民公开。
";

fn home() -> TestHome {
    let home = TestHome::new();
    home.write_file("articles/first.md", FIRST);
    home.write_file("articles/second.md", SECOND);
    home.write_file("articles/chinese.md", CHINESE);
    home.stdout(&["ingest", "articles"]);
    home.write_file("articles/first.md", REVISED);
    home.stdout(&["ingest", "articles/first.md"]);
    home
}

fn database(home: &TestHome) -> std::path::PathBuf {
    home.path().join("dixit.db")
}

fn json(home: &TestHome, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&home.stdout(&args)).unwrap()
}

/// The statement whose words contain `part`.
fn statement_with(home: &TestHome, part: &str) -> Value {
    let listed = json(home, &["timeline"]);
    let mut found = listed.as_array().unwrap().iter();
    found
        .find(|entry| entry["words"].as_str().unwrap().contains(part))
        .unwrap_or_else(|| panic!("no statement with {part}: {listed}"))
        .clone()
}

fn id_of(entry: &Value) -> String {
    entry["id"].as_str().unwrap().to_owned()
}

fn article_of(entry: &Value) -> String {
    entry["article"]["id"].as_str().unwrap().to_owned()
}

/// Asserts that no file of the database has any of `words`, in any case of ASCII letters.
fn assert_absent(folder: &Path, words: &[&str]) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("dixit.db") {
            continue;
        }
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        for word in words {
            let needle = word.as_bytes().to_ascii_lowercase();
            let found = bytes.windows(needle.len()).position(|window| window == needle);
            let at = found
                .map(|at| String::from_utf8_lossy(&bytes[at.saturating_sub(80)..(at + 80).min(bytes.len())]));
            assert!(at.is_none(), "{name} has {word}: {at:?}");
        }
    }
}

/// Asserts that the database has each of `words`, so that their absence later means something.
fn assert_present(home: &TestHome, words: &[&str]) {
    let mut bytes = Vec::new();
    for name in ["dixit.db", "dixit.db-wal"] {
        bytes.extend(fs::read(home.path().join(name)).unwrap_or_default());
    }
    for word in words {
        let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
        assert!(found, "{word} was never there");
    }
}

/// Position, id, body hash and leaf hash of an event.
type Header = (i64, Vec<u8>, Vec<u8>, Vec<u8>);

/// The headers of all events up to `last`.
fn headers(home: &TestHome, last: i64) -> Vec<Header> {
    let conn = Connection::open(database(home)).unwrap();
    let mut select = conn
        .prepare("SELECT pos, event_id, body_hash, leaf_hash FROM event WHERE pos <= ?1 ORDER BY pos")
        .unwrap();
    let rows = select.query_map([last], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

fn last_position(home: &TestHome) -> i64 {
    let conn = Connection::open(database(home)).unwrap();
    conn.query_row("SELECT max(pos) FROM event", [], |row| row.get(0))
        .unwrap()
}

/// Asserts that a rebuild changes no read model.
fn assert_rebuild_changes_nothing(home: &TestHome) {
    let digests = || digest_read_models(&Connection::open(database(home)).unwrap()).unwrap();
    let before = digests();
    home.stdout(&["rebuild"]);
    assert_eq!(digests(), before);
}

/// Runs questions of every kind; none may fail, nor show an empty statement or speaker.
fn assert_answers_are_whole(home: &TestHome) {
    let as_of = format!("@{}", last_position(home) / 2);
    for args in [
        &["timeline"][..],
        &["timeline", "--as-of", &as_of],
        &["search", "algorithme"],
        &["articles"],
        &["speakers"],
        &["speakers", "--as-of", &as_of],
        &["review", "--all"],
        &["brief", "--speaker", "Claire Aubert"],
        &["check"],
        &["proposals"],
        &["conflicts"],
        &["new", "--since", "@1"],
        &["log"],
        &["changes", "--speaker", "Claire Aubert", "--by", "month"],
        &["due"],
    ] {
        let output = home.output(args);
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{args:?}: {shown}{told}"
        );
    }
    for as_of in ["@999", &as_of] {
        let args = ["timeline", "--format", "json", "--as-of", as_of];
        let Ok(listed) = serde_json::from_slice::<Value>(&home.output(&args).stdout) else {
            continue;
        };
        for entry in listed.as_array().unwrap() {
            assert!(!entry["words"].as_str().unwrap().is_empty(), "{entry}");
            assert_ne!(entry["speaker"]["name"], "", "{entry}");
            assert_ne!(entry["article"]["title"], "", "{entry}");
        }
    }
    home.stdout(&["snapshot", "snapshots"]);
}

#[test]
fn redacted_article_is_nowhere_and_everything_else_stays() {
    let home = home();
    let entry = statement_with(&home, "brimbalerons");
    let article = article_of(&entry);
    home.stdout(&["confirm", &id_of(&entry), "--reason", "vertugadin vérifié"]);
    home.stdout(&["correct", &id_of(&entry), "--capacity", "mairesse"]);
    let words = [
        "brimbal", "vertugad", "palinod", "coquecig", "ratafia", "turlupin", "mairesse", "Quilleb", "Hector",
    ];
    assert_present(
        &home,
        &[
            "brimbalerons",
            "vertugadin",
            "Palinodie",
            "turlupinade",
            "mairesse",
        ],
    );
    let last = last_position(&home);
    let before = headers(&home, last);
    let report = json(
        &home,
        &["redact", &article, "--reason", "a court ordered it", "--yes"],
    );
    assert_eq!(report[0]["texts"], 2, "{report}");
    assert_eq!(report[0]["wal_emptied"], true, "{report}");
    assert_matches_schema(&report.to_string(), "redact");
    assert_eq!(report[0]["statements"].as_array().unwrap().len(), 3, "{report}");
    assert_absent(home.path(), &words);
    assert_eq!(headers(&home, last), before, "headers never change");
    assert_rebuild_changes_nothing(&home);
    assert_absent(home.path(), &words);
    assert_answers_are_whole(&home);
    statement_with(&home, "machines au public");
    let shown = home.stdout(&["show", &article]);
    assert!(
        shown.contains("REDACTED on 2026-03-15T08:00:00Z by tester"),
        "{shown}"
    );
    assert!(
        shown.contains("a court ordered it") && shown.contains("gazette.example"),
        "{shown}"
    );
    let shown = home.stdout(&["show", &id_of(&entry), "--history"]);
    assert!(shown.contains("statement.confirmed"), "{shown}");
    let shown = home.stdout(&["show", &id_of(&entry)]);
    assert!(
        shown.contains("REDACTED") && shown.contains("a court ordered it"),
        "{shown}"
    );
    let refused = home.output(&["confirm", &id_of(&entry)]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("were redacted"), "{told}");
}

#[test]
fn failed_redaction_changes_nothing() {
    let home = home();
    let entry = statement_with(&home, "brimbalerons");
    let last = last_position(&home);
    let conn = Connection::open(database(&home)).unwrap();
    conn.execute_batch(
        "CREATE TRIGGER fault BEFORE UPDATE ON body WHEN OLD.pos > 5 BEGIN SELECT RAISE(ABORT, 'a fault'); END",
    )
    .unwrap();
    let output = home.output(&["redact", &article_of(&entry), "--reason", "r", "--yes"]);
    assert!(!output.status.success());
    assert_eq!(last_position(&home), last);
    conn.execute_batch("DROP TRIGGER fault").unwrap();
    drop(conn);
    let texts: i64 = Connection::open(database(&home))
        .unwrap()
        .query_row("SELECT count(*) FROM text WHERE content IS NULL", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(texts, 0);
    statement_with(&home, "brimbalerons");
    assert_rebuild_changes_nothing(&home);
}

#[test]
fn several_things_are_redacted_in_one_transaction() {
    let home = home();
    let first = statement_with(&home, "brimbalerons");
    let second = statement_with(&home, "machines au public");
    let ids = [id_of(&first), article_of(&first), article_of(&second)];
    let report = json(
        &home,
        &["redact", &ids[0], &ids[1], &ids[2], "--reason", "r", "--yes"],
    );
    assert_eq!(report.as_array().unwrap().len(), 3, "{report}");
    assert_absent(
        home.path(),
        &["brimbal", "coquecig", "Odile", "Claire Aubert", "machines au"],
    );
    assert_rebuild_changes_nothing(&home);
}

#[test]
fn redacted_article_does_not_come_back() {
    let home = home();
    let article = article_of(&statement_with(&home, "brimbalerons"));
    home.stdout(&["redact", &article, "--reason", "a court ordered it", "--yes"]);
    let position = last_position(&home);
    for text in [FIRST, REVISED] {
        home.write_file("articles/first.md", text);
        let output = home.output(&["ingest", "articles"]);
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{shown}");
        assert!(
            shown.contains(&format!("it was redacted at @{position}")),
            "{shown}"
        );
    }
    assert_absent(home.path(), &["brimbal"]);
    let undone = home.output(&["undo", &format!("@{position}")]);
    let told = String::from_utf8_lossy(&undone.stderr).into_owned();
    assert!(
        !undone.status.success() && told.contains("cannot be undone"),
        "{told}"
    );
    assert_eq!(last_position(&home), position);
    let again = home.output(&["redact", &article, "--reason", "again", "--yes"]);
    assert!(again.status.success());
    assert_eq!(last_position(&home), position, "it is redacted once");
}

#[test]
fn redacted_statement_takes_the_texts_but_not_the_other_statements() {
    let home = home();
    let entry = statement_with(&home, "brimbalerons");
    let words = ["brimbal", "vertugad", "turlupin", "algorithme de la ville"];
    let report = json(
        &home,
        &["redact", &id_of(&entry), "--reason", "misquoted", "--yes"],
    );
    assert_eq!(report[0]["texts"], 2, "{report}");
    assert_eq!(report[0]["statements"].as_array().unwrap().len(), 1, "{report}");
    assert_absent(home.path(), &words);
    assert_rebuild_changes_nothing(&home);
    assert_answers_are_whole(&home);
    let other = statement_with(&home, "coquecigrue");
    assert_eq!(other["speaker"]["name"], "Odile Marchetti");
    // Decisions on the other statements go on.
    home.stdout(&["confirm", &id_of(&other)]);
    home.stdout(&["correct", &id_of(&other), "--capacity", "édile"]);
    assert_rebuild_changes_nothing(&home);
    let shown = home.stdout(&["show", &id_of(&entry)]);
    assert!(
        shown.contains("REDACTED on") && shown.contains("misquoted"),
        "{shown}"
    );
    let shown = home.stdout(&["show", &article_of(&entry)]);
    assert!(shown.contains("statement.redacted"), "{shown}");
    let output = home.output(&["ingest", "articles/first.md"]);
    assert!(output.status.success());
    home.write_file("articles/first.md", FIRST);
    let shown = home.stdout(&["ingest", "articles/first.md"]);
    assert!(shown.contains("it was redacted at @"), "{shown}");
    assert_absent(home.path(), &words);
}

#[test]
fn redacted_chinese_statement_is_nowhere() {
    let home = home();
    let entry = statement_with(&home, "公共算法");
    let report = json(&home, &["redact", &id_of(&entry), "--reason", "r", "--yes"]);
    assert_eq!(report[0]["texts"], 1, "{report}");
    assert_absent(home.path(), &["公共算法", "秋天之前", "向市民公开", "登记并"]);
    assert_rebuild_changes_nothing(&home);
    assert_answers_are_whole(&home);
}

#[test]
fn redacted_speaker_has_no_name_and_no_quoted_text() {
    let home = home();
    let entry = statement_with(&home, "brimbalerons");
    let speaker = entry["speaker"]["id"].as_str().unwrap().to_owned();
    home.stdout(&["alias", &speaker, "Dame Marchetti-Bellegarde"]);
    home.stdout(&["identify", &speaker, "wikidata:Q424242"]);
    let words = [
        "Marchetti",
        "Bellegarde",
        "Q424242",
        "maire de Port",
        "vertugad",
        "turlupin",
    ];
    assert_present(&home, &["Marchetti", "Bellegarde", "Q424242", "turlupinade"]);
    let report = json(
        &home,
        &[
            "redact",
            "Odile Marchetti",
            "--reason",
            "a private person",
            "--yes",
        ],
    );
    assert_eq!(report[0]["id"], speaker.as_str());
    assert_absent(home.path(), &words);
    assert_rebuild_changes_nothing(&home);
    assert_answers_are_whole(&home);
    assert_eq!(statement_with(&home, "brimbalerons")["speaker"], Value::Null);
    assert_eq!(
        statement_with(&home, "ratafia")["speaker"]["name"],
        "Hector Vaublanc"
    );
    let shown = home.stdout(&["show", &speaker]);
    assert!(
        shown.contains("REDACTED on") && shown.contains("a private person"),
        "{shown}"
    );
    let output = home.output(&["timeline", "--speaker", "Marchetti"]);
    assert!(!output.status.success() || output.stdout.is_empty());
    home.write_file("articles/first.md", FIRST);
    let shown = home.stdout(&["ingest", "articles/first.md"]);
    assert!(shown.contains("it was redacted at @"), "{shown}");
    assert_absent(home.path(), &words);
}

#[test]
fn every_missing_text_and_remainder_is_named_by_an_event() {
    let home = home();
    let first = statement_with(&home, "brimbalerons");
    home.stdout(&["redact", &id_of(&first), "--reason", "one", "--yes"]);
    home.stdout(&["redact", &article_of(&first), "--reason", "two", "--yes"]);
    home.stdout(&["redact", "Claire Aubert", "--reason", "three", "--yes"]);
    let conn = open(&database(&home), AccessMode::ReadOnly).unwrap();
    let named = redactions(&conn).unwrap();
    let mut select = conn
        .prepare(
            "SELECT b.pos, b.salt = zeroblob(16), b.content, t.pos IS NOT NULL AND t.content IS NULL
             FROM body AS b LEFT JOIN text AS t ON t.pos = b.pos",
        )
        .unwrap();
    let mut rows = select.query([]).unwrap();
    let (mut bodies, mut texts) = (0, 0);
    while let Some(row) = rows.next().unwrap() {
        let position = dixit::domain::Position::new(row.get::<_, i64>(0).unwrap().cast_unsigned());
        let remainder = named.bodies.get(&position).copied();
        let stored: String = row.get(2).unwrap();
        if row.get(1).unwrap() {
            bodies += 1;
            assert_eq!(
                remainder,
                Some(dixit::domain::RemainderHash::of(&stored)),
                "{position}"
            );
        } else {
            assert_eq!(remainder, None, "{position}");
        }
        let is_missing: bool = row.get(3).unwrap();
        assert_eq!(named.texts.contains(&position), is_missing, "{position}");
        texts += i32::from(is_missing);
    }
    assert!(bodies > 4 && texts == 3, "{bodies} {texts}");
}

#[test]
fn redaction_asks_first_and_tells_of_the_same_words_elsewhere() {
    let home = home();
    home.write_file("copy.md", FIRST.replace("gazette.example", "copie.example"));
    home.stdout(&["ingest", "copy.md"]);
    let entry = statement_with(&home, "brimbalerons");
    let last = last_position(&home);
    let output = home.output(&["redact", &id_of(&entry), "--reason", "r"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("--yes") && told.contains("1 statement"), "{told}");
    assert_eq!(last_position(&home), last, "nothing was recorded");
    let report = json(&home, &["redact", &id_of(&entry), "--reason", "r", "--yes"]);
    assert_eq!(report[0]["same_words"].as_array().unwrap().len(), 1, "{report}");
}

#[test]
fn reader_of_an_earlier_moment_keeps_the_wal_and_is_told() {
    let home = home();
    let entry = statement_with(&home, "brimbalerons");
    let reader = Connection::open(database(&home)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM event").unwrap();
    let context = Context {
        clock: Box::new(|| dixit::domain::Timestamp::from_micros(1_773_600_000_000_000)),
        actor: "ada".into(),
        seed: [3; 32],
    };
    let mut tracker = Tracker::open(&database(&home), context).unwrap();
    let subject = RedactionSubject::Statement(id_of(&entry).parse().unwrap());
    let outcomes = tracker.redact(&[subject], "misquoted").unwrap();
    assert!(!outcomes[0].is_wal_empty);
    drop(reader);
    assert!(tracker.empty_wal().unwrap());
    assert_absent(home.path(), &["brimbal", "vertugad"]);
}

#[test]
fn database_of_0_1_0_can_be_redacted() {
    let home = TestHome::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/store/0.1.0.sqlite3");
    home.write_file("dixit.db", fs::read(path).unwrap());
    let listed = json(&home, &["timeline"]);
    let entry = listed[0].clone();
    let words = entry["words"].as_str().unwrap().to_owned();
    let last = last_position(&home);
    let before = headers(&home, last);
    home.stdout(&["redact", &article_of(&entry), "--reason", "r", "--yes"]);
    assert_absent(home.path(), &[&words]);
    assert_eq!(headers(&home, last), before);
    assert_rebuild_changes_nothing(&home);
    assert_answers_are_whole_without_files(&home);
}

/// As [`assert_answers_are_whole`], for a database without the articles of this file.
fn assert_answers_are_whole_without_files(home: &TestHome) {
    for args in [
        &["timeline"][..],
        &["speakers"],
        &["articles"],
        &["review", "--all"],
        &["log"],
    ] {
        home.stdout(args);
    }
}
