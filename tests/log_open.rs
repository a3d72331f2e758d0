//! Opening: what is ours, what is not, what may be written, and what happens when there is no room.

use crate::common::{append_at, child, header, invented, place};
use dixit::domain::Position;
use dixit::log::{AccessMode, ExpectedVersion, LogError, open, read_head, verify};
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::path::Path;

fn refused(path: &Path, access: AccessMode) -> String {
    let error = open(path, access).unwrap_err();
    assert_eq!(error.is_store(), !matches!(error, LogError::Missing { .. }));
    error
        .to_string()
        .replace(path.parent().unwrap().to_str().unwrap(), "…")
}

#[test]
fn a_new_log_has_its_settings() {
    let (_dir, path) = place();
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
    user_version: Integer(1)
    "#);
}

#[test]
fn what_is_not_there_cannot_be_read() {
    let (_dir, path) = place();
    insta::assert_snapshot!(refused(&path, AccessMode::ReadOnly), @"there is no database at …/dixit.db");
    assert!(!path.exists());
}

#[test]
fn a_file_of_another_kind_is_left_as_it_is() {
    let (_dir, path) = place();
    fs::write(&path, "Notes on a port. ".repeat(200)).unwrap();
    let before = fs::read(&path).unwrap();
    insta::assert_snapshot!(refused(&path, AccessMode::ReadWrite), @"…/dixit.db is not a dixit database (it was left as it is)");
    insta::assert_snapshot!(refused(&path, AccessMode::ReadOnly), @"…/dixit.db is not a dixit database (it was left as it is)");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_place_where_no_file_can_be_says_so() {
    let (dir, _) = place();
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    insta::assert_snapshot!(refused(&folder, AccessMode::ReadWrite), @"…/folder cannot be opened: it is a directory");
    insta::assert_snapshot!(refused(&folder, AccessMode::ReadOnly), @"…/folder cannot be opened: it is a directory");
    let nowhere = dir.path().join("nowhere").join("dixit.db");
    insta::assert_snapshot!(refused(&nowhere, AccessMode::ReadWrite), @"…/dixit.db cannot be opened: there is no directory …");
}

#[test]
fn a_database_of_another_program_is_left_as_it_is() {
    for setup in [
        "CREATE TABLE t (x)",
        "PRAGMA application_id = 7; CREATE TABLE t (x)",
        "PRAGMA user_version = 1",
    ] {
        let (_dir, path) = place();
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
fn a_log_of_a_newer_program_is_refused_and_an_older_one_brought_up_to_date_by_writing() {
    let (_dir, path) = place();
    drop(open(&path, AccessMode::ReadWrite).unwrap());
    let set = |version: i64| {
        let conn = Connection::open(&path).unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
    };
    set(99);
    insta::assert_snapshot!(refused(&path, AccessMode::ReadWrite), @"…/dixit.db has version 99 of the format, and this dixit knows 1: open it with a newer dixit");
    insta::assert_snapshot!(refused(&path, AccessMode::ReadOnly), @"…/dixit.db has version 99 of the format, and this dixit knows 1: open it with a newer dixit");
    set(0);
    insta::assert_snapshot!(refused(&path, AccessMode::ReadOnly), @"…/dixit.db has version 0 of the format, and this dixit reads 1: open it once for writing, which brings it up to date");
}

#[test]
fn an_empty_file_becomes_a_log_when_it_is_written_to() {
    let (_dir, path) = place();
    fs::write(&path, "").unwrap();
    assert!(matches!(
        open(&path, AccessMode::ReadOnly),
        Err(LogError::NotDixit { .. })
    ));
    drop(open(&path, AccessMode::ReadWrite).unwrap());
    assert_eq!(
        read_head(&open(&path, AccessMode::ReadOnly).unwrap()).unwrap(),
        None
    );
}

#[test]
fn reading_takes_no_right_to_write() {
    let (_dir, path) = place();
    let mut writer = open(&path, AccessMode::ReadWrite).unwrap();
    append_at(
        &mut writer,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(0)),
        &header(),
    )
    .unwrap();
    let mut reader = open(&path, AccessMode::ReadOnly).unwrap();
    assert_eq!(read_head(&reader).unwrap().unwrap().position, Position::new(3));
    let refused = append_at(
        &mut reader,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(1)),
        &header(),
    )
    .unwrap_err();
    assert!(matches!(refused, LogError::ReadOnly), "{refused:?}");
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let (_dir, path) = place();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    append_at(
        &mut conn,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(0)),
        &header(),
    )
    .unwrap();
    let pages: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    conn.query_row(&format!("PRAGMA max_page_count = {}", pages + 8), [], |_| Ok(()))
        .unwrap();
    let mut recorded = 3;
    let full = loop {
        let number = recorded;
        match append_at(
            &mut conn,
            ExpectedVersion::Any,
            invented::events(invented::ordinary(number)),
            &header(),
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
    append_at(
        &mut conn,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(recorded)),
        &header(),
    )
    .unwrap();
}

#[test]
fn a_lock_that_is_not_let_go_of_is_told() {
    let (_dir, path) = place();
    let mut holder = open(&path, AccessMode::ReadWrite).unwrap();
    let held = holder
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let mut other = open(&path, AccessMode::ReadWrite).unwrap();
    other.busy_timeout(std::time::Duration::from_millis(1)).unwrap();
    let refused = append_at(
        &mut other,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(0)),
        &header(),
    )
    .unwrap_err();
    assert!(matches!(refused, LogError::Locked), "{refused:?}");
    drop(held);
    append_at(
        &mut other,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(0)),
        &header(),
    )
    .unwrap();
}

#[cfg(unix)]
mod protected {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    /// Somebody who owns nothing.
    const NOBODY: u32 = 65_534;

    /// Runs the ignored test `name` for `path` as somebody who may not write to the directory of `path`.
    fn as_a_guest(name: &str, path: &Path) {
        let dir = path.parent().unwrap();
        fs::set_permissions(dir, fs::Permissions::from_mode(0o555)).unwrap();
        let here = std::env::current_exe().unwrap();
        let probe = dir.join("probe");
        // Whoever may write anywhere becomes nobody, and brings the binary along to where nobody may run it.
        let mut command = if fs::write(&probe, "").is_ok() {
            fs::remove_file(&probe).unwrap();
            let binary = dir.join("tests");
            fs::copy(here, &binary).unwrap();
            let mut command = child::running_by(&binary, name, &[path.to_str().unwrap()]);
            command.uid(NOBODY).gid(NOBODY).current_dir("/");
            command
        } else {
            child::running(name, &[path.to_str().unwrap()])
        };
        let status = command.status();
        fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(status.unwrap().success());
    }

    #[test]
    fn a_closed_log_is_read_where_nothing_may_be_written() {
        let (_dir, path) = place();
        let path = path.with_file_name("a log, 100% ?.db");
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        append_at(
            &mut conn,
            ExpectedVersion::Any,
            invented::events(invented::ordinary(0)),
            &header(),
        )
        .unwrap();
        drop(conn);
        as_a_guest("log_open::protected::guest_reads", &path);
    }

    #[test]
    #[ignore = "run by a_closed_log_is_read_where_nothing_may_be_written"]
    fn guest_reads() {
        let conn = open(Path::new(&child::arguments()[0]), AccessMode::ReadOnly).unwrap();
        assert_eq!(verify(&conn).unwrap().events, 3);
    }

    #[test]
    fn changes_that_wait_beside_the_log_are_not_passed_over() {
        let (_dir, path) = place();
        let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
        append_at(
            &mut conn,
            ExpectedVersion::Any,
            invented::events(invented::ordinary(0)),
            &header(),
        )
        .unwrap();
        // As after a crash: the changes wait in the -wal file, and nobody shares an index of them.
        let copy = place();
        for suffix in ["", "-wal"] {
            let name = |path: &Path| format!("{}{suffix}", path.display());
            fs::copy(name(&path), name(&copy.1)).unwrap();
        }
        as_a_guest("log_open::protected::guest_is_refused", &copy.1);
    }

    #[test]
    #[ignore = "run by changes_that_wait_beside_the_log_are_not_passed_over"]
    fn guest_is_refused() {
        let refused = open(Path::new(&child::arguments()[0]), AccessMode::ReadOnly).unwrap_err();
        assert!(matches!(refused, LogError::Unsafe { .. }), "{refused:?}");
    }
}
