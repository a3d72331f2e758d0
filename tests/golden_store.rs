//! Databases written by earlier versions of dixit: they open, catch up and verify, and nothing in them is lost.

use crate::common::test_home::TestHome;
use std::fs;
use std::path::Path;

/// A database written by 0.1.0: three articles, one of them revised, and one decision of every kind.
const STORE: &str = "tests/golden/store/0.1.0.sqlite3";

fn open_golden_database() -> TestHome {
    let home = TestHome::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(STORE);
    home.write_file("dixit.db", fs::read(path).unwrap());
    home
}

#[test]
fn database_of_0_1_0_opens_catches_up_and_verifies() {
    let home = open_golden_database();
    let verified = home.output(&["verify"]);
    let output_text = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{output_text}");
    assert!(output_text.contains("50 events, all unchanged"), "{output_text}");
    // The root that 0.1.0 printed.
    assert!(
        output_text.contains("971f8c3f8513bc3afe5c614bc2c3e38512a6c1655cf095e8713b1976ea00a535"),
        "{output_text}"
    );
}

/// The names of all tables, views and indexes of the database at `path`.
fn schema_names(path: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut select = conn
        .prepare("SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1")
        .unwrap();
    let names = select.query_map([], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}

#[test]
fn opening_removes_tables_of_older_versions() {
    let old = open_golden_database();
    assert!(old.output(&["verify"]).status.success());
    let new = TestHome::with_articles();
    assert_eq!(
        schema_names(&old.path().join("dixit.db")),
        schema_names(&new.path().join("dixit.db"))
    );
}

#[test]
fn statements_and_decisions_of_0_1_0_are_kept() {
    let home = open_golden_database();
    let output = home.output(&["timeline", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let shown: Vec<String> = lines
        .iter()
        .map(|line| {
            let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
            let speaker = line["speaker"]["name"].as_str().unwrap_or("nobody");
            format!(
                "{} {} | {} | {}",
                text("id"),
                text("said"),
                speaker,
                text("words")
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    sjmdksspf98jg 2026-02-09 | Ana Lund | Le pont sera fermé de juin à octobre
    sqm7grtztczq2 2026-02-09 | Ana Lund | rouvrir la passerelle avant le 1er mars 2027
    sy7mq9eazakzd 2026-02-10~ | Omar Sall | Nous demandons un bac gratuit et rapide
    szyyzfh2qk5df 2026-02-10~ | ministre | créer un fonds pour les ponts anciens
    s10zskznsykf9 2026-02-11 | Rowan Ashgrove | The ferry will be free for residents
    sqwtze6762byx 2026-02-12~ | Rowan Ashgrove | publish the figures
    ");
}

#[test]
fn new_text_of_an_article_of_0_1_0_is_a_revision() {
    let home = open_golden_database();
    home.write_file(
        "again.md",
        "---\ntitle: Le pont de Verlaine fermera en juin\npublisher: La Feuille du Val\npublished: 2026-02-10\n\
         url: https://www.feuille-du-val.example/pont/?utm_source=lettre\n---\n\
         « Nous demandons un bac gratuit », a dit Omar Sall, président du comité des riverains.\n",
    );
    let output = home.output(&["ingest", "again.md"]);
    let output_text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output_text.starts_with("revised    a4h8q3jrt"), "{output_text}");
    // The words were in the first text, and a person corrected their date: the correction applies again.
    let shown = home.output(&["show", "sttb80m3h8tsd"]);
    let output_text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(output_text.contains("2026-02-09"), "{output_text}");
    assert!(home.output(&["verify"]).status.success());
}
