//! Files that are no database of dixit, and databases that may not be written: each is refused in time, with the right
//! exit code, and left as it is.

use crate::common::bench::{Bench, Ended};
use crate::common::log_state::leaf_hashes;
use rusqlite::Connection;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// The user id of `nobody`, who owns no files.
const NOBODY: u32 = 65_534;

/// What `ingest`, `timeline` and `verify` say of the database of `bench`.
fn use_database(bench: &Bench) -> [Ended; 3] {
    [
        bench.run(&bench.ingest_args(1)),
        bench.run(&["timeline"]),
        bench.run(&["verify"]),
    ]
}

fn assert_refused(bench: &Bench, because: &str) {
    for ended in use_database(bench) {
        assert_eq!(ended.status.code(), Some(4), "{ended:?}");
        assert!(ended.stderr.contains(because), "{ended:?}");
        assert!(ended.stdout.is_empty(), "{ended:?}");
    }
}

#[test]
fn other_files_are_refused_and_stay_as_they_are() {
    let is_not = "is not a dixit database";
    let sqlite = |setup: &str| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("other.db");
        Connection::open(&path).unwrap().execute_batch(setup).unwrap();
        fs::read(path).unwrap()
    };
    let others = [
        (b"Notes on a port. ".repeat(300), is_not),
        (vec![0; 5_000], is_not),
        (b"SQLite format 3\0".repeat(64), is_not),
        (sqlite("CREATE TABLE t (x)"), is_not),
        (
            sqlite("PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE t (x)"),
            is_not,
        ),
        (
            sqlite("PRAGMA application_id = 0x64697874; PRAGMA user_version = 99; CREATE TABLE t (x)"),
            "open it with a newer dixit",
        ),
    ];
    for (content, because) in others {
        let bench = Bench::new();
        fs::write(bench.db(), &content).unwrap();
        assert_refused(&bench, because);
        assert!(
            fs::read(bench.db()).unwrap() == content,
            "{because}: it was changed"
        );
    }
}

#[test]
fn directory_is_refused() {
    let bench = Bench::new();
    fs::create_dir(bench.db()).unwrap();
    assert_refused(&bench, "it is a directory");
}

#[test]
fn pipe_is_refused_and_nobody_waits_for_it() {
    let bench = Bench::new();
    let made = Command::new("mkfifo").arg(bench.db()).status();
    assert!(made.unwrap().success());
    assert_refused(&bench, "it is not a regular file");
}

#[test]
fn empty_file_becomes_a_database_when_something_is_recorded() {
    let bench = Bench::new();
    fs::write(bench.db(), "").unwrap();
    let [ingested, shown, verified] = use_database(&bench);
    for ended in [ingested, shown, verified] {
        assert!(ended.status.success(), "{ended:?}");
    }
    assert_eq!(leaf_hashes(&bench.db()).len(), 3);
}

/// Runs the program as a user who may not write to `dir`.
fn run_as_nobody(bench: &Bench, args: &[String]) -> Ended {
    let mut command = bench.command(args);
    // Root may write anywhere: it becomes `nobody`, with a copy of the program that `nobody` may execute.
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        let copy = bench.path().join("program");
        if !copy.exists() {
            fs::copy(env!("CARGO_BIN_EXE_dixit"), &copy).unwrap();
        }
        command = Command::new(copy);
        command.args(args);
        bench.prepare(&mut command);
        command.uid(NOBODY).gid(NOBODY);
    }
    bench.start(command).wait()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn database_that_may_not_be_written_is_read_and_stays_as_it_is() {
    for (file_mode, directory_mode) in [(0o444, 0o555), (0o644, 0o555)] {
        let bench = Bench::with_articles(3);
        let ingest = bench.ingest_args(1);
        let before = fs::read(bench.db()).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_dixit"), bench.path().join("program")).unwrap();
        set_mode(&bench.db(), file_mode);
        set_mode(bench.path(), directory_mode);
        let refused = run_as_nobody(&bench, &ingest);
        let timeline = run_as_nobody(&bench, &["timeline".to_owned()]);
        let verified = run_as_nobody(&bench, &["verify".to_owned()]);
        set_mode(bench.path(), 0o755);
        assert_eq!(refused.status.code(), Some(4), "{refused:?}");
        assert!(timeline.status.success(), "{timeline:?}");
        assert!(timeline.stdout.contains("Nora Lindqvist"), "{timeline:?}");
        assert!(verified.status.success(), "{verified:?}");
        assert!(fs::read(bench.db()).unwrap() == before, "it was changed");
    }
}

#[test]
fn database_of_each_released_version_opens_and_grows() {
    let released = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/store");
    let mut versions = 0;
    for entry in fs::read_dir(released).unwrap() {
        let path = entry.unwrap().path();
        let bench = Bench::new();
        fs::copy(&path, bench.db()).unwrap();
        let before = leaf_hashes(&bench.db());
        let [ingested, shown, verified] = use_database(&bench);
        for ended in [ingested, shown, verified] {
            assert!(ended.status.success(), "{}: {ended:?}", path.display());
        }
        let after = leaf_hashes(&bench.db());
        assert!(
            after.starts_with(&before) && after.len() > before.len(),
            "{}",
            path.display()
        );
        versions += 1;
    }
    assert!(versions > 0);
}
