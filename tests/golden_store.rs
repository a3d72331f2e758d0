//! Databases that earlier versions of dixit wrote: they open, catch up and verify, and nothing in them is lost.

use crate::common::home::Home;
use std::fs;
use std::path::Path;

/// What 0.1.0 recorded: three articles, one of them revised, and a decision of every kind on them.
const STORE: &str = "tests/golden/store/0.1.0.sqlite3";

fn opened() -> Home {
    let home = Home::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(STORE);
    home.write("dixit.db", fs::read(path).unwrap());
    home
}

#[test]
fn a_database_of_0_1_0_opens_catches_up_and_verifies() {
    let home = opened();
    let verified = home.output(&["verify"]);
    let told = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{told}");
    assert!(told.contains("50 events, all unchanged"), "{told}");
    // The root that 0.1.0 printed.
    assert!(
        told.contains("971f8c3f8513bc3afe5c614bc2c3e38512a6c1655cf095e8713b1976ea00a535"),
        "{told}"
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
fn no_table_of_an_older_version_is_left_after_opening() {
    let old = opened();
    assert!(old.output(&["verify"]).status.success());
    let new = Home::with_articles();
    assert_eq!(
        schema_names(&old.path().join("dixit.db")),
        schema_names(&new.path().join("dixit.db"))
    );
}

#[test]
fn what_0_1_0_recorded_is_answered_as_it_was_decided() {
    let home = opened();
    let output = home.output(&["timeline", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<String> = lines
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
    insta::assert_snapshot!(told.join("\n"), @"
    sjmdksspf98jg 2026-02-09 | Ana Lund | Le pont sera fermé de juin à octobre
    sqm7grtztczq2 2026-02-09 | Ana Lund | rouvrir la passerelle avant le 1er mars 2027
    sy7mq9eazakzd 2026-02-10~ | Omar Sall | Nous demandons un bac gratuit et rapide
    szyyzfh2qk5df 2026-02-10~ | ministre | créer un fonds pour les ponts anciens
    s10zskznsykf9 2026-02-11 | Rowan Ashgrove | The ferry will be free for residents
    sqwtze6762byx 2026-02-12~ | Rowan Ashgrove | publish the figures
    ");
}

#[test]
fn an_article_of_0_1_0_comes_in_again_as_a_revision() {
    let home = opened();
    home.write(
        "again.md",
        "---\ntitle: Le pont de Verlaine fermera en juin\npublisher: La Feuille du Val\npublished: 2026-02-10\n\
         url: https://www.feuille-du-val.example/pont/?utm_source=lettre\n---\n\
         « Nous demandons un bac gratuit », a dit Omar Sall, président du comité des riverains.\n",
    );
    let output = home.output(&["ingest", "again.md"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.starts_with("revised    a4h8q3jrt"), "{told}");
    // Its words were in the first text, and a person corrected their date: that stands again.
    let shown = home.output(&["show", "sttb80m3h8tsd"]);
    let told = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(told.contains("2026-02-09"), "{told}");
    assert!(home.output(&["verify"]).status.success());
}
