//! Every change to what is recorded is found, with the position and the part that changed.

use super::test_log::{TestLog, article_events, find_all, verify_soundness};
use crate::common::{event_metadata, seconds_after_start};
use dixit::domain::{Event, EventId, Span};
use dixit::log::{
    EventMetadata, EventPass, ExpectedVersion, Findings, LogError, LogRoot, LogStore, MerkleTree,
    verify_each_event, verify_since,
};

on_each_store!(
    change_of_any_event_column_is_detected,
    changed_bodies_texts_and_missing_rows_are_detected,
    verification_on_top_of_an_earlier_one_gives_the_same_root,
    every_damaged_event_is_found_and_not_only_the_first,
    changed_nodes_of_the_tree_are_found,
    words_that_are_not_those_of_the_article_are_found,
    jumps_of_the_clock_and_events_of_the_future_are_noted,
    insert_that_a_foreign_trigger_swallows_is_an_error,
);

/// A log of nine events in three streams, each with a cause.
fn log_of_nine<L: TestLog>() -> (L, L::Store) {
    let (log, mut store) = L::create_connected();
    for number in 0..3 {
        let caused = EventMetadata {
            causation: Some(EventId::from_parts(&[b"cause"])),
            ..event_metadata()
        };
        L::append(
            &mut store,
            ExpectedVersion::NoStream,
            article_events(number),
            &caused,
        )
        .unwrap();
    }
    (log, store)
}

/// The first finding about an event after `sql` was run past all guards.
fn first_damage_after<L: TestLog>(sql: &str) -> String {
    let (log, store) = log_of_nine::<L>();
    log.tamper(sql);
    match find_all(&store).check_undamaged() {
        Ok(()) => "nothing".into(),
        Err(LogError::Damaged(damage)) => format!("{} {:?}", damage.position, damage.part),
        Err(error) => error.to_string(),
    }
}

/// Everything that is found in a log, in lines.
fn list_all(log: &dyn LogStore) -> String {
    let findings = find_all(log);
    let listed = findings.listed().iter().map(|finding| {
        let (severity, part) = (finding.severity.as_str(), finding.part.as_str());
        let (place, what, repair) = (&finding.place, &finding.what, finding.repair.as_str());
        format!("{severity} {part} {place}: {what} ({repair})")
    });
    listed.collect::<Vec<_>>().join("\n")
}

fn change_of_any_event_column_is_detected<L: TestLog>() {
    let changes = [
        "pos = 50",
        "event_id = randomblob(16)",
        "event_id = randomblob(15)",
        "stream = 'article-a000000000000'",
        "version = 7",
        "type = 'statement.withdrawn'",
        "type = 'unheard.of'",
        "schema_version = 1",
        "recorded_at = recorded_at + 1",
        "actor = 'somebody else'",
        "actor = ''",
        "correlation_id = randomblob(16)",
        "causation_id = randomblob(16)",
        "causation_id = NULL",
        "causation_id = zeroblob(0)",
        "body_hash = randomblob(32)",
        "leaf_hash = randomblob(32)",
    ];
    let found = changes.map(|change| {
        let found = first_damage_after::<L>(&format!("UPDATE event SET {change} WHERE pos = 5"));
        format!("{change}: {found}")
    });
    insta::assert_snapshot!(found.join("\n"), @"
    pos = 50: @5 Missing
    event_id = randomblob(16): @5 Identity
    event_id = randomblob(15): @5 Identity
    stream = 'article-a000000000000': @5 Identity
    version = 7: @5 Identity
    type = 'statement.withdrawn': @5 Identity
    type = 'unheard.of': @5 Identity
    schema_version = 1: @5 Identity
    recorded_at = recorded_at + 1: @5 Header
    actor = 'somebody else': @5 Header
    actor = '': @5 Header
    correlation_id = randomblob(16): @5 Header
    causation_id = randomblob(16): @5 Header
    causation_id = NULL: @5 Header
    causation_id = zeroblob(0): @5 Header
    body_hash = randomblob(32): @5 BodyHash
    leaf_hash = randomblob(32): @5 Header
    ");
}

fn changed_bodies_texts_and_missing_rows_are_detected<L: TestLog>() {
    let changes = [
        "UPDATE body SET content = replace(content, 'public', 'secret') WHERE pos = 5",
        "UPDATE body SET content = content || ' ' WHERE pos = 5",
        "UPDATE body SET salt = randomblob(16) WHERE pos = 5",
        "UPDATE body SET salt = randomblob(17) WHERE pos = 5",
        "UPDATE body SET pos = 50 WHERE pos = 5",
        "DELETE FROM body WHERE pos = 5",
        "INSERT INTO body VALUES (50, randomblob(16), '{}')",
        "UPDATE text SET content = content || ' ' WHERE pos = 4",
        "UPDATE text SET salt = randomblob(16) WHERE pos = 4",
        "UPDATE text SET pos = 5 WHERE pos = 4",
        "DELETE FROM text WHERE pos = 4",
        "INSERT INTO text VALUES (5, randomblob(16), 'x')",
        "INSERT INTO text VALUES (5, NULL, NULL)",
        "INSERT INTO text VALUES (50, randomblob(16), 'x')",
        "DELETE FROM event WHERE pos = 5",
        "DELETE FROM event WHERE pos = 5; UPDATE event SET pos = pos - 1 WHERE pos > 5",
        "UPDATE event SET pos = 50 WHERE pos = 5; UPDATE event SET pos = 5 WHERE pos = 6;
         UPDATE event SET pos = 6 WHERE pos = 50",
    ];
    let found = changes.map(|sql| format!("{sql}: {}", first_damage_after::<L>(sql)));
    insta::assert_snapshot!(found.join("\n"), @"
    UPDATE body SET content = replace(content, 'public', 'secret') WHERE pos = 5: @5 Body
    UPDATE body SET content = content || ' ' WHERE pos = 5: @5 Body
    UPDATE body SET salt = randomblob(16) WHERE pos = 5: @5 Body
    UPDATE body SET salt = randomblob(17) WHERE pos = 5: @5 Body
    UPDATE body SET pos = 50 WHERE pos = 5: @5 Body
    DELETE FROM body WHERE pos = 5: @5 Body
    INSERT INTO body VALUES (50, randomblob(16), '{}'): @50 Stray
    UPDATE text SET content = content || ' ' WHERE pos = 4: @4 Text
    UPDATE text SET salt = randomblob(16) WHERE pos = 4: @4 Text
    UPDATE text SET pos = 5 WHERE pos = 4: @4 Text
    DELETE FROM text WHERE pos = 4: @4 Text
    INSERT INTO text VALUES (5, randomblob(16), 'x'): @5 Stray
    INSERT INTO text VALUES (5, NULL, NULL): @5 Stray
    INSERT INTO text VALUES (50, randomblob(16), 'x'): @50 Stray
    DELETE FROM event WHERE pos = 5: @5 Missing
    DELETE FROM event WHERE pos = 5; UPDATE event SET pos = pos - 1 WHERE pos > 5: @5 BodyHash
    UPDATE event SET pos = 50 WHERE pos = 5; UPDATE event SET pos = 5 WHERE pos = 6;
             UPDATE event SET pos = 6 WHERE pos = 50: @5 BodyHash
    ");
}

/// The root over the first `count` events, from their leaf hashes.
fn root_of(log: &dyn LogStore, count: u64) -> LogRoot {
    let mut tree = MerkleTree::default();
    log.for_each_leaf(0, count, &mut |leaf| {
        tree.push(leaf);
        true
    })
    .unwrap();
    LogRoot {
        events: count,
        root: tree.root(),
    }
}

fn verification_on_top_of_an_earlier_one_gives_the_same_root<L: TestLog>() {
    let (_log, store) = log_of_nine::<L>();
    let (events, root) = verify_soundness(&store);
    for count in 0..=events {
        let found = verify_since(&store, &root_of(&store, count)).unwrap();
        assert_eq!((found.events, found.root), (events, root), "{count}");
    }
    let other = LogRoot {
        root,
        ..root_of(&store, 5)
    };
    assert!(matches!(
        verify_since(&store, &other),
        Err(LogError::OtherHistory { .. })
    ));
}

fn every_damaged_event_is_found_and_not_only_the_first<L: TestLog>() {
    let (log, store) = log_of_nine::<L>();
    log.tamper(
        "UPDATE event SET actor = 'somebody else' WHERE pos = 2;
         UPDATE text SET content = content || '.' WHERE pos = 4;
         DELETE FROM event WHERE pos IN (5, 6);
         UPDATE body SET content = content || ' ' WHERE pos = 8;
         INSERT INTO body VALUES (50, randomblob(16), '{}');
         INSERT INTO body VALUES (-1, randomblob(16), '{}')",
    );
    insta::assert_snapshot!(list_all(&store), @"
    damage event @2: its recorded_at, actor, correlation_id, causation_id or leaf_hash is not as it was written (restore the database from a backup)
    damage text @4: the text of the article is missing or not as it was written (restore the database from a backup)
    damage event @5: the events up to @6 are missing (restore the database from a backup)
    damage body @8: its body is missing or not as it was written (restore the database from a backup)
    damage event @50: a body or text stands there that belongs to no event (restore the database from a backup)
    damage event the tables body and text: a row stands at -1, where no event can be (restore the database from a backup)
    ");
}

fn changed_nodes_of_the_tree_are_found<L: TestLog>() {
    let changes = [
        "UPDATE tree SET hash = zeroblob(32)",
        "DELETE FROM tree",
        "UPDATE tree SET number = 1",
        "INSERT INTO tree VALUES (9, 0, zeroblob(32))",
    ];
    let found = changes.map(|sql| {
        // 258 events: one node of level 8.
        let (log, store) = L::with_articles(86);
        log.tamper(sql);
        format!("{sql}: {}", list_all(&store))
    });
    insta::assert_snapshot!(found.join("\n"), @"
    UPDATE tree SET hash = zeroblob(32): damage tree @256: the stored node of the tree is not that of the events up to here (restore the database from a backup)
    DELETE FROM tree: damage tree @256: the stored node of the tree is not that of the events up to here (restore the database from a backup)
    UPDATE tree SET number = 1: damage tree @256: the stored node of the tree is not that of the events up to here (restore the database from a backup)
    damage tree @512: the stored node of the tree is not that of the events up to here (restore the database from a backup)
    INSERT INTO tree VALUES (9, 0, zeroblob(32)): damage tree @512: the stored node of the tree is not that of the events up to here (restore the database from a backup)
    ");
}

/// Whoever recomputes all hashes of an event cannot make its words those of the article.
fn words_that_are_not_those_of_the_article_are_found<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let mut events = article_events(0);
    for event in &mut events {
        if let Event::StatementRecorded { statement, .. } = event {
            let quote = &mut statement.evidence[0].quote;
            quote.span = Span::new(quote.span.start + 1, quote.span.end + 1);
            break;
        }
    }
    L::append(&mut store, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    insta::assert_snapshot!(list_all(&store), @"damage evidence @2: its words are not those of its article at 24..47, whose text is at @1 (restore the database from a backup)");
}

fn jumps_of_the_clock_and_events_of_the_future_are_noted<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    for (number, seconds) in [(0, 0), (1, 365 * 86_400), (2, 800 * 86_400)] {
        let metadata = EventMetadata {
            recorded_at: seconds_after_start(seconds),
            ..event_metadata()
        };
        L::append(
            &mut store,
            ExpectedVersion::NoStream,
            article_events(number),
            &metadata,
        )
        .unwrap();
    }
    let mut findings = Findings::default();
    let pass = EventPass {
        now: Some(seconds_after_start(400 * 86_400)),
        ..EventPass::default()
    };
    verify_each_event(&store, &mut findings, pass, &mut |_| {}).unwrap();
    assert!(findings.is_sound());
    let listed: Vec<String> = findings.listed().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(listed.join("\n"), @"
    @7: recorded 435 days after the event before it, at 2028-05-20T08:00:00Z: if a clock was wrong, all later events carry at least this time
    @7: 3 events from here on carry a time of recording later than now (2028-05-20T08:00:00Z): --as-of with a time does not reach them
    ");
}

/// A trigger that skips an insert without an error must not make anybody believe that something was recorded.
fn insert_that_a_foreign_trigger_swallows_is_an_error<L: TestLog>() {
    for table in ["event", "body", "text"] {
        let log = L::create();
        log.execute(&L::swallowing_trigger(table)).unwrap();
        let mut store = log.connect();
        let refused = L::append(
            &mut store,
            ExpectedVersion::NoStream,
            article_events(0),
            &event_metadata(),
        );
        assert!(
            matches!(refused, Err(LogError::NotInserted)),
            "{table}: {refused:?}"
        );
    }
}
