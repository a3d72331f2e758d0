//! Opening a database: dixit's own and foreign files, read-only access, a full disk and a held lock.

use crate::common::{append_events, article_readings, child_process, event_metadata, temp_database_path};
use dixit::domain::Position;
use dixit::log::{AccessMode, ExpectedVersion, LogError, open, read_head, verify};
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::path::Path;

fn open_error(path: &Path, access: AccessMode) -> String {
    let error = open(path, access).unwrap_err();
    assert_eq!(error.is_store(), !matches!(error, LogError::Missing { .. }));
    error
        .to_string()
        .replace(path.parent().unwrap().to_str().unwrap(), "…")
}

#[test]
fn new_log_has_its_settings() {
    let (_dir, path) = temp_database_path();
    let conn = open(&path, AccessMode::ReadWrite).unwrap();
    let settings = [
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "recursive_triggers",
        "busy_timeout",
        "secure_delete",
        "trusted_schema",
        "application_id",
        "user_version",
    ];
    let values = settings.map(|name| {
        let value: rusqlite::types::Value = conn
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
            .unwrap();
        format!("{name}: {value:?}")
    });
    insta::assert_snapshot!(values.join("\n"), @r#"
    journal_mode: Text("wal")
    synchronous: Integer(2)
    foreign_keys: Integer(1)
    recursive_triggers: Integer(1)
    busy_timeout: Integer(60000)
    secure_delete: Integer(1)
    trusted_schema: Integer(0)
    application_id: Integer(1684633716)
    user_version: Integer(2)
    "#);
}

#[test]
fn missing_database_cannot_be_read() {
    let (_dir, path) = temp_database_path();
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadOnly), @"there is no database at …/dixit.db");
    assert!(!path.exists());
}

#[test]
fn file_of_another_format_is_refused_and_unchanged() {
    let (_dir, path) = temp_database_path();
    fs::write(&path, "Notes on a port. ".repeat(200)).unwrap();
    let before = fs::read(&path).unwrap();
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadWrite), @"…/dixit.db is not a dixit database (it was left as it is)");
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadOnly), @"…/dixit.db is not a dixit database (it was left as it is)");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn directory_or_missing_parent_is_an_error() {
    let (dir, _) = temp_database_path();
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    insta::assert_snapshot!(open_error(&folder, AccessMode::ReadWrite), @"…/folder cannot be opened: it is a directory");
    insta::assert_snapshot!(open_error(&folder, AccessMode::ReadOnly), @"…/folder cannot be opened: it is a directory");
    let nowhere = dir.path().join("nowhere").join("dixit.db");
    insta::assert_snapshot!(open_error(&nowhere, AccessMode::ReadWrite), @"…/dixit.db cannot be opened: there is no directory …");
}

#[test]
fn database_of_another_program_is_refused_and_unchanged() {
    for setup in [
        "CREATE TABLE t (x)",
        "PRAGMA application_id = 7; CREATE TABLE t (x)",
        "PRAGMA user_version = 1",
    ] {
        let (_dir, path) = temp_database_path();
        Connection::open(&path).unwrap().execute_batch(setup).unwrap();
        let before = fs::read(&path).unwrap();
        assert!(
            matches!(open(&path, AccessMode::ReadWrite), Err(LogError::NotDixit { .. })),
            "{setup}"
        );
        assert!(
            matches!(open(&path, AccessMode::ReadOnly), Err(LogError::NotDixit { .. })),
            "{setup}"
        );
        assert_eq!(fs::read(&path).unwrap(), before, "{setup}");
    }
}

#[test]
fn newer_format_is_refused_and_older_one_is_migrated_on_writing() {
    let (_dir, path) = temp_database_path();
    drop(open(&path, AccessMode::ReadWrite).unwrap());
    let set = |version: i64| {
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
    };
    set(99);
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadWrite), @"…/dixit.db has version 99 of the format, and this dixit knows 3: open it with a newer dixit");
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadOnly), @"…/dixit.db has version 99 of the format, and this dixit knows 3: open it with a newer dixit");
    set(0);
    insta::assert_snapshot!(open_error(&path, AccessMode::ReadOnly), @"…/dixit.db has version 0 of the format, and this dixit reads 2: open it once for writing, which brings it up to date");
}

#[test]
fn empty_file_becomes_a_log_on_writing() {
    let (_dir, path) = temp_database_path();
    fs::write(&path, "").unwrap();
    assert!(matches!(
        open(&path, AccessMode::ReadOnly),
        Err(LogError::Empty { .. })
    ));
    drop(open(&path, AccessMode::ReadWrite).unwrap());
    assert_eq!(
        read_head(&open(&path, AccessMode::ReadOnly).unwrap()).unwrap(),
        None
    );
}

#[test]
fn reader_waits_for_a_database_that_is_being_made() {
    let (_dir, path) = temp_database_path();
    fs::write(&path, "").unwrap();
    let maker = std::thread::spawn({
        let path = path.clone();
        move || {
            std::thread::sleep(std::time::Duration::from_millis(200));
            open(&path, AccessMode::ReadWrite).unwrap()
        }
    });
    assert_eq!(
        read_head(&open(&path, AccessMode::ReadOnly).unwrap()).unwrap(),
        None
    );
    drop(maker.join().unwrap());
}

#[test]
fn read_only_access_cannot_append() {
    let (_dir, path) = temp_database_path();
    let mut writer = open(&path, AccessMode::ReadWrite).unwrap();
    append_events(
        &mut writer,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
    let mut reader = open(&path, AccessMode::ReadOnly).unwrap();
    assert_eq!(read_head(&reader).unwrap().unwrap().position, Position::new(3));
    let refused = append_events(
        &mut reader,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(1)),
        &event_metadata(),
    )
    .unwrap_err();
    assert!(matches!(refused, LogError::ReadOnly), "{refused:?}");
}

#[test]
fn full_disk_is_an_error_and_loses_nothing() {
    let (_dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    append_events(
        &mut conn,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
    let pages: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    conn.query_row(&format!("PRAGMA max_page_count = {}", pages + 8), [], |_| Ok(()))
        .unwrap();
    let mut recorded = 3;
    let full = loop {
        let number = recorded;
        match append_events(
            &mut conn,
            ExpectedVersion::Any,
            article_readings::ingestion_events(article_readings::two_statement_reading(number)),
            &event_metadata(),
        ) {
            Ok(events) => recorded += events.len(),
            Err(error) => break error,
        }
        assert!(recorded < 10_000, "the disk never was full");
    };
    assert!(matches!(full, LogError::Full), "{full:?}");
    assert!(full.is_store());
    conn.query_row(&format!("PRAGMA max_page_count = {}", pages * 1000), [], |_| {
        Ok(())
    })
    .unwrap();
    assert_eq!(verify(&conn).unwrap().events, recorded as u64);
    append_events(
        &mut conn,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(recorded)),
        &event_metadata(),
    )
    .unwrap();
}

#[test]
fn held_lock_is_an_error_after_the_timeout() {
    let (_dir, path) = temp_database_path();
    let mut holder = open(&path, AccessMode::ReadWrite).unwrap();
    let held = holder
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let mut other = open(&path, AccessMode::ReadWrite).unwrap();
    other.busy_timeout(std::time::Duration::from_millis(1)).unwrap();
    let refused = append_events(
        &mut other,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap_err();
    assert!(matches!(refused, LogError::Locked), "{refused:?}");
    drop(held);
    append_events(
        &mut other,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
}

#[cfg(unix)]
mod protected {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    /// The user id of `nobody`, who owns no files.
    const NOBODY: u32 = 65_534;

    /// Runs the ignored test `name` on `path` as a user who may not write to the directory of `path`.
    fn run_without_write_permission(name: &str, path: &Path) {
        run_as_guest(name, path, 0o555);
    }

    /// Runs the ignored test `name` on `path` as a user who owns nothing, in a directory with these rights.
    fn run_as_guest(name: &str, path: &Path, directory_mode: u32) {
        let dir = path.parent().unwrap();
        fs::set_permissions(dir, fs::Permissions::from_mode(directory_mode)).unwrap();
        let here = std::env::current_exe().unwrap();
        let probe = dir.join("probe");
        // Root can write anywhere: it becomes `nobody`, with a copy of the test binary that `nobody` may execute.
        let mut command = if fs::write(&probe, "").is_ok() {
            fs::remove_file(&probe).unwrap();
            let binary = dir.join("tests");
            fs::copy(here, &binary).unwrap();
            let mut command =
                child_process::ignored_test_command_of(&binary, name, &[path.to_str().unwrap()]);
            command.uid(NOBODY).gid(NOBODY).current_dir("/");
            command
        } else {
            child_process::ignored_test_command(name, &[path.to_str().unwrap()])
        };
        let status = command.status();
        fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(status.unwrap().success());
    }

    #[test]
    fn closed_log_is_read_in_a_read_only_directory() {
        let (_dir, path) = temp_database_path();
        let path = path.with_file_name("a log, 100% ?.db");
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        append_events(
            &mut conn,
            ExpectedVersion::Any,
            article_readings::ingestion_events(article_readings::two_statement_reading(0)),
            &event_metadata(),
        )
        .unwrap();
        drop(conn);
        run_without_write_permission("log_open::protected::guest_reads", &path);
    }

    #[test]
    #[ignore = "run by closed_log_is_read_in_a_read_only_directory"]
    fn guest_reads() {
        let conn = open(
            Path::new(&child_process::arguments_from_parent()[0]),
            AccessMode::ReadOnly,
        )
        .unwrap();
        assert_eq!(verify(&conn).unwrap().events, 3);
    }

    #[test]
    fn unmerged_wal_in_a_read_only_directory_is_refused() {
        let (_dir, path) = temp_database_path();
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        append_events(
            &mut conn,
            ExpectedVersion::Any,
            article_readings::ingestion_events(article_readings::two_statement_reading(0)),
            &event_metadata(),
        )
        .unwrap();
        // As after a crash: the changes are in the -wal file, and there is no -shm index of them.
        let copy = temp_database_path();
        for suffix in ["", "-wal"] {
            let name = |path: &Path| format!("{}{suffix}", path.display());
            fs::copy(name(&path), name(&copy.1)).unwrap();
        }
        run_without_write_permission("log_open::protected::guest_is_refused", &copy.1);
    }

    #[test]
    #[ignore = "run by unmerged_wal_in_a_read_only_directory_is_refused"]
    fn guest_is_refused() {
        let refused = open(
            Path::new(&child_process::arguments_from_parent()[0]),
            AccessMode::ReadOnly,
        )
        .unwrap_err();
        assert!(matches!(refused, LogError::Unsafe { .. }), "{refused:?}");
    }

    fn names_beside(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path.parent().unwrap()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.contains("dixit.db")).collect();
        names.sort();
        names
    }

    /// Files that a guest creates belong to the guest, and the owner could not write to them.
    #[test]
    fn guest_in_a_shared_directory_leaves_no_files() {
        let (_dir, path) = temp_database_path();
        let mut owner = open(&path, AccessMode::ReadWrite).unwrap();
        let append = |owner: &mut Connection, number| {
            append_events(
                owner,
                ExpectedVersion::Any,
                article_readings::ingestion_events(article_readings::two_statement_reading(number)),
                &event_metadata(),
            )
            .unwrap();
        };
        append(&mut owner, 0);
        drop(owner);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert_eq!(names_beside(&path), ["dixit.db"]);
        run_as_guest("log_open::protected::guest_reads", &path, 0o777);
        assert_eq!(names_beside(&path), ["dixit.db"]);

        // While the owner has it open, the guest shares the files of the owner.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let mut owner = open(&path, AccessMode::ReadWrite).unwrap();
        append(&mut owner, 1);
        let before = names_beside(&path);
        assert_eq!(before, ["dixit.db", "dixit.db-shm", "dixit.db-wal"]);
        run_as_guest("log_open::protected::guest_reads_more", &path, 0o777);
        assert_eq!(names_beside(&path), before);
        append(&mut owner, 2);
    }

    #[test]
    #[ignore = "run by guest_in_a_shared_directory_leaves_no_files"]
    fn guest_reads_more() {
        let conn = open(
            Path::new(&child_process::arguments_from_parent()[0]),
            AccessMode::ReadOnly,
        )
        .unwrap();
        assert_eq!(verify(&conn).unwrap().events, 6);
    }
}
