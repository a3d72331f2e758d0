//! `backup` and `restore`: a backup is a complete state of the log at any moment, and nothing is lost by restoring it.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;
use crate::common::{article_readings, open_tracker};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Two articles, and a backup of them in `copy.db`.
fn home_with_backup() -> TestHome {
    let home = TestHome::with_articles();
    let printed = home.stdout(&["backup", "copy.db", "--format", "json"]);
    assert_matches_schema(&printed, "backup");
    home
}

fn ingest_another(home: &TestHome) {
    home.write_file(
        "later.txt",
        "\"We will publish the list,\" said Ana Ruiz on Friday.",
    );
    home.stdout(&["ingest", "later.txt", "--lang", "en"]);
}

/// The number of events and the root of the database `db`, all of which is sound.
fn verified(home: &TestHome, db: &str) -> (u64, String) {
    let report: Value =
        serde_json::from_str(&home.stdout(&["verify", "--db", db, "--format", "json"])).unwrap();
    assert_eq!(report["sound"], true, "{report}");
    let root = report["root"].as_str().unwrap().to_owned();
    (report["events"].as_u64().unwrap(), root)
}

/// The names of the files in the directory that begin with `prefix`, in order.
fn files(home: &TestHome, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(home.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
    names.sort();
    names
}

#[test]
fn backup_is_one_file_with_the_same_log() {
    let home = home_with_backup();
    assert_eq!(files(&home, "copy"), ["copy.db"]);
    assert_eq!(verified(&home, "copy.db"), verified(&home, "dixit.db"));
    ingest_another(&home);
    home.write_file("copy.db.part", "what an interrupted backup left");
    insta::assert_snapshot!(home.run(&["backup", "copy.db"]), @"
    backup       copy.db
    events       7
    root         ffc8f111b654672d67ee77ace7dc84481e77fe31659005f90af24fa5ebd7089d
    bytes        503808
    in place of  a backup of 5 events
    ");
    assert!(!home.path().join("copy.db.part").exists());
    assert_eq!(verified(&home, "copy.db"), verified(&home, "dixit.db"));
}

#[cfg(unix)]
#[test]
fn backup_is_as_private_as_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let home = TestHome::with_articles();
    for mode in [0o600, 0o640] {
        fs::set_permissions(home.path().join("dixit.db"), fs::Permissions::from_mode(mode)).unwrap();
        home.stdout(&["backup", "copy.db"]);
        home.stdout(&["export", "events", "--output", "events.ndjson"]);
        for name in ["copy.db", "events.ndjson"] {
            let found = fs::metadata(home.path().join(name)).unwrap().permissions();
            assert_eq!(found.mode() & 0o777, mode, "{name}");
        }
    }
}

#[test]
fn file_that_is_no_older_state_is_not_replaced() {
    let home = home_with_backup();
    let other = TestHome::new();
    other.write_file(
        "later.txt",
        "\"We will publish the list,\" said Ana Ruiz on Friday.",
    );
    other.stdout(&["ingest", "later.txt", "--lang", "en"]);
    other.stdout(&["backup", "other.db"]);
    home.write_file("other.db", fs::read(other.path().join("other.db")).unwrap());
    home.write_file("notes.txt", "something else");
    fs::create_dir(home.path().join("folder")).unwrap();
    ingest_another(&home);
    home.stdout(&["backup", "newer.db"]);
    home.stdout(&["restore", "copy.db", "--force"]);
    for (file, why) in [
        ("dixit.db", "dixit.db is the database itself"),
        ("folder", "folder is a directory"),
        ("other.db", "other.db is the backup of another log"),
        (
            "newer.db",
            "newer.db has events that the database does not have, from @6 on",
        ),
        ("notes.txt", "notes.txt cannot be read as a backup"),
    ] {
        let before = fs::read(home.path().join(file)).ok();
        let printed = home.run(&["backup", file]);
        assert!(
            printed.contains(why) && printed.ends_with("-- exit 3 --\n"),
            "{file}: {printed}"
        );
        assert_eq!(fs::read(home.path().join(file)).ok(), before);
    }
    assert!(home.run(&["backup", "no/such.db"]).ends_with("-- exit 4 --\n"));
    assert!(
        home.run(&["backup", "dixit.db", "--force"])
            .ends_with("-- exit 3 --\n")
    );
    for file in ["other.db", "newer.db", "notes.txt"] {
        home.stdout(&["backup", file, "--force"]);
        assert_eq!(verified(&home, file), verified(&home, "dixit.db"));
    }
    assert!(!files(&home, "").iter().any(|name| name.contains(".part")));
}

#[test]
fn backup_of_a_damaged_log_leaves_the_one_before() {
    let home = home_with_backup();
    let before = fs::read(home.path().join("copy.db")).unwrap();
    let conn = Connection::open(home.path().join("dixit.db")).unwrap();
    conn.execute_batch(
        "DROP TRIGGER text_stays_or_is_taken_down; UPDATE text SET content = 'other' WHERE pos = 1",
    )
    .unwrap();
    drop(conn);
    let printed = home.run(&["backup", "copy.db"]);
    assert!(
        printed.contains("no sound backup") && printed.contains("@1") && printed.ends_with("-- exit 4 --\n"),
        "{printed}"
    );
    assert_eq!(fs::read(home.path().join("copy.db")).unwrap(), before);
    assert_eq!(files(&home, "copy"), ["copy.db"]);
}

#[test]
fn backup_while_another_process_writes_is_one_moment() {
    let home = TestHome::new();
    let path = home.path().join("dixit.db");
    let mut tracker = open_tracker(&path);
    let first = (0..200).map(article_readings::two_statement_reading).collect();
    tracker.record_readings(first).unwrap();
    let is_done = AtomicBool::new(false);
    let written = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut number = 200;
            while !is_done.load(Ordering::Relaxed) {
                let reading = article_readings::two_statement_reading(number);
                tracker.record_readings(vec![reading]).unwrap();
                number += 1;
            }
            number as u64 * 3
        });
        let mut last = 0;
        for _ in 0..5 {
            home.stdout(&["backup", "copy.db"]);
            let (events, _) = verified(&home, "copy.db");
            assert!(events > last && events % 3 == 0, "{events} after {last}");
            last = events;
        }
        is_done.store(true, Ordering::Relaxed);
        writing.join().unwrap()
    });
    assert_eq!(verified(&home, "dixit.db").0, written);
}

#[test]
fn restore_refuses_to_lose_events() {
    let home = home_with_backup();
    let backed_up = verified(&home, "copy.db");
    ingest_another(&home);
    let newer = verified(&home, "dixit.db");
    insta::assert_snapshot!(home.run(&["restore", "copy.db"]), @"
    -- stderr --
    error: the database has 2 events that the backup does not have, from @6 on
    hint: make a backup of the database first, or replace it with --force: it is kept as a copy beside
    -- exit 3 --
    ");
    assert_eq!(verified(&home, "dixit.db"), newer);
    let printed = home.stdout(&["restore", "copy.db", "--force", "--format", "json"]);
    assert_matches_schema(&printed, "restore");
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(printed["lost_events"], 2);
    assert_eq!(verified(&home, "dixit.db"), backed_up);
    // What was replaced is all there.
    let kept = printed["kept"].as_str().unwrap();
    assert_eq!(verified(&home, kept), newer);
    // Going forward again loses nothing. A second copy of the same second has a name of its own.
    insta::assert_snapshot!(home.run(&["restore", kept]), @"
    restored     dixit.db
    events       7
    root         ffc8f111b654672d67ee77ace7dc84481e77fe31659005f90af24fa5ebd7089d
    kept before  dixit.db-replaced-20260315T080000Z-2
    ");
    assert_eq!(verified(&home, "dixit.db"), newer);
}

#[test]
fn restore_makes_a_database_and_takes_old_backups() {
    let home = home_with_backup();
    home.stdout(&["restore", "copy.db", "--db", "new.db"]);
    assert_eq!(verified(&home, "new.db"), verified(&home, "dixit.db"));
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/store/0.1.0.sqlite3");
    home.write_file("old.db", fs::read(store).unwrap());
    home.stdout(&["restore", "old.db", "--db", "restored.db"]);
    let root = "971f8c3f8513bc3afe5c614bc2c3e38512a6c1655cf095e8713b1976ea00a535";
    assert_eq!(verified(&home, "restored.db"), (50, root.to_owned()));
    assert_eq!(files(&home, "old"), ["old.db"], "nothing is left beside a backup");
    // A database of 0.1.0 is backed up as it is.
    home.stdout(&["backup", "old-copy.db", "--db", "old.db"]);
    home.stdout(&["restore", "old-copy.db", "--db", "again.db"]);
    assert_eq!(verified(&home, "again.db").1, root);
}

#[test]
fn damaged_backup_is_not_restored() {
    let home = home_with_backup();
    ingest_another(&home);
    let sound = verified(&home, "dixit.db");
    let conn = Connection::open(home.path().join("copy.db")).unwrap();
    conn.execute_batch("DROP TRIGGER event_stays; UPDATE event SET actor = 'somebody else' WHERE pos = 3")
        .unwrap();
    drop(conn);
    home.write_file("notes.txt", "something else");
    for (file, why) in [
        ("copy.db", "copy.db is no sound backup: the log is damaged at @3"),
        ("notes.txt", "notes.txt is not a dixit database"),
        ("none.db", "none.db cannot be read: "),
        ("dixit.db", "dixit.db is the database itself"),
    ] {
        let printed = home.run(&["restore", file, "--force"]);
        assert!(
            printed.contains(why) && printed.contains("-- exit "),
            "{file}: {printed}"
        );
        assert_eq!(verified(&home, "dixit.db"), sound);
    }
    assert!(files(&home, "dixit.db-replaced").is_empty());
}

#[test]
fn open_programs_see_the_restored_log() {
    let home = home_with_backup();
    let path = home.path().join("dixit.db");
    let mut open = open_tracker(&path);
    ingest_another(&home);
    home.stdout(&["restore", "copy.db", "--force"]);
    assert_eq!(open.head().unwrap().unwrap().position.number(), 5);
    open.record_readings(vec![article_readings::two_statement_reading(1)])
        .unwrap();
    assert_eq!(verified(&home, "dixit.db").0, 8);
}
