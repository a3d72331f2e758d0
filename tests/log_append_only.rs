//! The triggers of the log refuse every change to recorded events, also from programs other than dixit.

use crate::common::{append_events, article_readings, event_metadata, temp_database_path};
use dixit::domain::ArticleText;
use dixit::log::{
    AccessMode, EventPass, ExpectedVersion, Findings, open, read_stream, verify, verify_each_event,
};
use rusqlite::Connection;

/// A log of three events, opened without dixit's connection settings, as another program would open it.
fn connection_without_settings() -> (tempfile::TempDir, Connection) {
    let (dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    append_events(
        &mut conn,
        ExpectedVersion::NoStream,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
    drop(conn);
    (dir, Connection::open(path).unwrap())
}

/// Runs `sql`; returns "done" or the error of SQLite.
fn execute_and_describe(conn: &Connection, sql: &str) -> String {
    match conn.execute_batch(sql) {
        Ok(()) => "done".into(),
        Err(error) => error
            .to_string()
            .split(" in ")
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

/// SQL that inserts a copy of event 2 with these columns changed.
fn insert_copy_of_event_2(verb: &str, pos: &str, version: &str, id: &str, recorded_at: &str) -> String {
    format!(
        "{verb} INTO event SELECT {pos}, {id}, stream, {version}, type, schema_version, {recorded_at}, actor,
         correlation_id, causation_id, body_hash, leaf_hash FROM event WHERE pos = 2"
    )
}

#[test]
fn events_cannot_be_changed_deleted_or_inserted_out_of_order() {
    let (_dir, conn) = connection_without_settings();
    let new = "randomblob(16)";
    let attempts = [
        "UPDATE event SET actor = 'x'".to_owned(),
        "UPDATE OR REPLACE event SET pos = 1 WHERE pos = 2".to_owned(),
        "DELETE FROM event".to_owned(),
        insert_copy_of_event_2("INSERT", "NULL", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "5", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "5", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "3", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", new, "recorded_at - 1"),
        insert_copy_of_event_2("INSERT OR REPLACE", "2", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT OR REPLACE", "4", "2", new, "recorded_at"),
        insert_copy_of_event_2("INSERT OR REPLACE", "4", "4", "event_id", "recorded_at"),
        insert_copy_of_event_2("INSERT OR IGNORE", "4", "4", "event_id", "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", "x'00'", "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", "'text'", "recorded_at"),
    ];
    let refusals: Vec<String> = attempts
        .iter()
        .map(|sql| execute_and_describe(&conn, sql))
        .collect();
    insta::assert_snapshot!(refusals.join("\n"), @"
    the log only grows: an event is never changed
    the log only grows: an event is never changed
    the log only grows: an event is never deleted
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    the log only grows: this event does not come next
    CHECK constraint failed: length(event_id) = 16
    cannot store TEXT value
    ");
    assert_eq!(verify(&conn).unwrap().events, 3);
    // The event that comes next is accepted, so the attempts above were not refused for another reason.
    assert_eq!(
        execute_and_describe(
            &conn,
            &insert_copy_of_event_2("INSERT", "4", "4", new, "recorded_at")
        ),
        "done"
    );
}

#[test]
fn bodies_and_texts_cannot_be_changed_deleted_or_added_later() {
    let (_dir, conn) = connection_without_settings();
    let attempts = [
        "UPDATE body SET content = '{}'",
        "UPDATE body SET salt = NULL",
        "DELETE FROM body",
        "INSERT INTO body VALUES (3, randomblob(16), '{}')",
        "INSERT OR REPLACE INTO body VALUES (3, randomblob(16), '{}')",
        "INSERT INTO body VALUES (4, randomblob(16), '{}')",
        "UPDATE text SET content = 'x'",
        "UPDATE text SET pos = 2, salt = NULL, content = NULL",
        "UPDATE text SET content = NULL",
        "DELETE FROM text",
        "INSERT INTO text VALUES (2, randomblob(16), 'x')",
        "INSERT INTO text VALUES (3, NULL, NULL)",
        "INSERT OR REPLACE INTO text VALUES (1, randomblob(16), 'x')",
    ];
    let refusals: Vec<String> = attempts
        .iter()
        .map(|sql| execute_and_describe(&conn, sql))
        .collect();
    insta::assert_snapshot!(refusals.join("\n"), @"
    the log only grows: a body is never changed, only redacted
    the log only grows: a body is never changed, only redacted
    the log only grows: a body is never deleted
    the log only grows: a body is written with its event
    the log only grows: a body is written with its event
    the log only grows: a body is written with its event
    the log only grows: a text is never changed, only taken down
    the log only grows: a text is never changed, only taken down
    CHECK constraint failed: (salt IS NULL) = (content IS NULL)
    the log only grows: the row of a text is never deleted
    the log only grows: a text is written with its event
    the log only grows: a text is written with its event
    the log only grows: a text is written with its event
    ");
    assert_eq!(verify(&conn).unwrap().events, 3);
}

#[test]
fn redacting_a_text_changes_nothing_else() {
    let (_dir, conn) = connection_without_settings();
    let before = verify(&conn).unwrap();
    assert_eq!(
        execute_and_describe(&conn, "UPDATE text SET salt = NULL, content = NULL WHERE pos = 1"),
        "done"
    );
    // The hashes stay right; but only an event may say that a text was taken away.
    let mut findings = Findings::default();
    let after = verify_each_event(&conn, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    assert_eq!((after.root, after.redacted), (before.root, 1));
    insta::assert_snapshot!(
        findings.worst().unwrap(),
        @"the log is damaged at @1: the text of the article was taken away, and no event says so; restore the database from a backup"
    );
    // The words of its two statements cannot be checked any more.
    assert_eq!(findings.listed().len(), 3, "{findings:#?}");
    let history = read_stream(
        &conn,
        &article_readings::ingestion_events(article_readings::two_statement_reading(0))[0].stream(),
    )
    .unwrap();
    assert!(
        matches!(
            &history[0].event,
            dixit::domain::Event::ArticleIngested {
                text: ArticleText::Redacted,
                ..
            }
        ),
        "{history:?}"
    );
    // A redacted text cannot be restored.
    let refused = execute_and_describe(
        &conn,
        "UPDATE text SET salt = randomblob(16), content = 'x' WHERE pos = 1",
    );
    insta::assert_snapshot!(refused, @"the log only grows: a text is never changed, only taken down");
}
