//! The log refuses every change to recorded events, also by programs other than dixit that may do everything.

use super::test_log::{TestLog, article_events, verify_soundness};
use dixit::domain::{ArticleText, Event};
use dixit::log::{EventPass, Findings, read_stream, verify_each_event};

on_each_store!(
    events_cannot_be_changed_deleted_or_inserted_out_of_order,
    bodies_and_texts_cannot_be_changed_deleted_or_added_later,
    nodes_of_the_tree_cannot_be_changed_or_deleted,
    redacting_a_text_changes_nothing_else,
);

/// Runs each statement, which must be refused, and returns the reasons in a line each.
fn refusals<L: TestLog>(log: &L, attempts: &[&str]) -> String {
    let refusals = attempts.iter().map(|sql| match log.execute(sql) {
        Ok(()) => panic!("{sql} was done"),
        Err(refusal) => refusal,
    });
    refusals.collect::<Vec<String>>().join("\n")
}

/// SQL that inserts a copy of event 2 with these columns changed.
fn insert_copy_of_event_2(verb: &str, pos: &str, version: &str, id: &str, recorded_at: &str) -> String {
    format!(
        "{verb} INTO event SELECT {pos}, {id}, stream, {version}, type, schema_version, {recorded_at}, actor,
         correlation_id, causation_id, body_hash, leaf_hash FROM event WHERE pos = 2"
    )
}

fn events_cannot_be_changed_deleted_or_inserted_out_of_order<L: TestLog>() {
    let (log, store) = L::with_articles(1);
    let new = "randomblob(16)";
    let mut attempts = vec![
        "UPDATE event SET actor = 'x'".to_owned(),
        "UPDATE event SET pos = 5 WHERE pos = 3".to_owned(),
        "DELETE FROM event".to_owned(),
        insert_copy_of_event_2("INSERT", "NULL", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "5", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "0", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "2", "4", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "5", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "3", new, "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", new, "recorded_at - 1"),
        insert_copy_of_event_2("INSERT", "4", "4", "event_id", "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", "randomblob(1)", "recorded_at"),
        insert_copy_of_event_2("INSERT", "4", "4", "'text'", "recorded_at"),
    ];
    attempts.extend(if L::IS_SQLITE {
        vec![
            "UPDATE OR REPLACE event SET pos = 1 WHERE pos = 2".to_owned(),
            insert_copy_of_event_2("INSERT OR REPLACE", "2", "4", new, "recorded_at"),
            insert_copy_of_event_2("INSERT OR REPLACE", "4", "2", new, "recorded_at"),
            insert_copy_of_event_2("INSERT OR REPLACE", "4", "4", "event_id", "recorded_at"),
            insert_copy_of_event_2("INSERT OR IGNORE", "4", "4", "event_id", "recorded_at"),
        ]
    } else {
        let copy = insert_copy_of_event_2("INSERT", "2", "4", new, "recorded_at");
        vec![
            format!("{copy} ON CONFLICT (pos) DO UPDATE SET actor = 'x'"),
            "TRUNCATE event".to_owned(),
        ]
    });
    let attempts: Vec<&str> = attempts.iter().map(String::as_str).collect();
    let refusals = refusals(&log, &attempts);
    if L::IS_SQLITE {
        insta::assert_snapshot!(refusals, @"
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
        CHECK constraint failed: length(event_id) = 16
        cannot store TEXT value
        the log only grows: an event is never changed
        the log only grows: this event does not come next
        the log only grows: this event does not come next
        the log only grows: this event does not come next
        the log only grows: this event does not come next
        ");
    } else {
        insta::assert_snapshot!(refusals, @r#"
        the log only grows: an event is never changed
        the log only grows: an event is never changed
        the log only grows: an event is never deleted
        null value in column "pos" of relation "event" violates not-null constraint
        the log only grows: this event does not come next
        the log only grows: this event does not come next
        duplicate key value violates unique constraint "event_pkey"
        the log only grows: this event does not come next
        duplicate key value violates unique constraint "event_stream_version_key"
        the log only grows: this event does not come next
        duplicate key value violates unique constraint "event_event_id_key"
        new row for relation "event" violates check constraint "event_event_id_check"
        new row for relation "event" violates check constraint "event_event_id_check"
        the log only grows: an event is never changed
        the log only grows: an event is never deleted
        "#);
    }
    assert_eq!(verify_soundness(&store).0, 3);
    // The event that comes next is accepted, so the attempts above were not refused for another reason.
    log.execute(&insert_copy_of_event_2("INSERT", "4", "4", new, "recorded_at"))
        .unwrap();
}

fn bodies_and_texts_cannot_be_changed_deleted_or_added_later<L: TestLog>() {
    let (log, store) = L::with_articles(1);
    let mut attempts = vec![
        "UPDATE body SET content = '{}'",
        "UPDATE body SET salt = NULL",
        "UPDATE body SET pos = 4, salt = zeroblob(16) WHERE pos = 3",
        "DELETE FROM body",
        "INSERT INTO body VALUES (3, randomblob(16), '{}')",
        "INSERT INTO body VALUES (4, randomblob(16), '{}')",
        "UPDATE text SET content = 'x'",
        "UPDATE text SET pos = 2, salt = NULL, content = NULL",
        "UPDATE text SET content = NULL",
        "DELETE FROM text",
        "INSERT INTO text VALUES (2, randomblob(16), 'x')",
        "INSERT INTO text VALUES (3, NULL, NULL)",
    ];
    attempts.extend(if L::IS_SQLITE {
        [
            "INSERT OR REPLACE INTO body VALUES (3, randomblob(16), '{}')",
            "INSERT OR REPLACE INTO text VALUES (1, randomblob(16), 'x')",
        ]
    } else {
        ["TRUNCATE body", "TRUNCATE text"]
    });
    let refusals = refusals(&log, &attempts);
    if L::IS_SQLITE {
        insta::assert_snapshot!(refusals, @"
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never deleted
        the log only grows: a body is written with its event
        the log only grows: a body is written with its event
        the log only grows: a text is never changed, only taken down
        the log only grows: a text is never changed, only taken down
        CHECK constraint failed: (salt IS NULL) = (content IS NULL)
        the log only grows: the row of a text is never deleted
        the log only grows: a text is written with its event
        the log only grows: a text is written with its event
        the log only grows: a body is written with its event
        the log only grows: a text is written with its event
        ");
    } else {
        insta::assert_snapshot!(refusals, @r#"
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never changed, only redacted
        the log only grows: a body is never deleted
        duplicate key value violates unique constraint "body_pkey"
        the log only grows: a body is written with its event
        the log only grows: a text is never changed, only taken down
        the log only grows: a text is never changed, only taken down
        new row for relation "text" violates check constraint "text_check"
        the log only grows: the row of a text is never deleted
        the log only grows: a text is written with its event
        the log only grows: a text is written with its event
        the log only grows: a body is never deleted
        the log only grows: the row of a text is never deleted
        "#);
    }
    assert_eq!(verify_soundness(&store).0, 3);
}

fn nodes_of_the_tree_cannot_be_changed_or_deleted<L: TestLog>() {
    // 258 events: one node of level 8.
    let (log, store) = L::with_articles(86);
    assert_eq!(log.count("SELECT count(*) FROM tree"), 1);
    let attempts = [
        "UPDATE tree SET hash = randomblob(32)",
        "UPDATE tree SET number = 1",
        "DELETE FROM tree",
        "INSERT INTO tree SELECT level, number, randomblob(32) FROM tree",
        "INSERT INTO tree VALUES (7, 0, randomblob(32))",
    ];
    let refusals = refusals(&log, &attempts);
    if L::IS_SQLITE {
        insta::assert_snapshot!(refusals, @"
        the log only grows: a node of the tree is never changed
        the log only grows: a node of the tree is never changed
        the log only grows: a node of the tree is never deleted
        the log only grows: a node of the tree is written once
        CHECK constraint failed: level >= 8
        ");
    } else {
        insta::assert_snapshot!(refusals, @r#"
        the log only grows: a node of the tree is never changed
        the log only grows: a node of the tree is never changed
        the log only grows: a node of the tree is never deleted
        duplicate key value violates unique constraint "tree_pkey"
        new row for relation "tree" violates check constraint "tree_level_check"
        "#);
    }
    assert_eq!(verify_soundness(&store).0, 258);
}

fn redacting_a_text_changes_nothing_else<L: TestLog>() {
    let (log, store) = L::with_articles(1);
    let before = verify_soundness(&store);
    log.execute("UPDATE text SET salt = NULL, content = NULL WHERE pos = 1")
        .unwrap();
    // The hashes stay right; but only an event may say that a text was taken away.
    let mut findings = Findings::default();
    let after = verify_each_event(&store, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    assert_eq!((after.root, after.redacted), (before.1, 1));
    insta::assert_snapshot!(
        findings.worst().unwrap(),
        @"the log is damaged at @1: the text of the article was taken away, and no event says so; restore the database from a backup"
    );
    // The words of its two statements cannot be checked any more.
    assert_eq!(findings.listed().len(), 3, "{findings:#?}");
    let history = read_stream(&store, &article_events(0)[0].stream()).unwrap();
    assert!(
        matches!(
            &history[0].event,
            Event::ArticleIngested {
                text: ArticleText::Redacted,
                ..
            }
        ),
        "{history:?}"
    );
    // A redacted text cannot be restored.
    let refused = log.execute("UPDATE text SET salt = randomblob(16), content = 'x' WHERE pos = 1");
    insta::assert_snapshot!(refused.unwrap_err(), @"the log only grows: a text is never changed, only taken down");
}
