//! Appending events to the log and reading them back: positions, versions, refusals and hashes.

use crate::common::{
    append_events, arbitrary, article_readings, event_metadata, seconds_after_start, temp_database_path,
};
use dixit::domain::{
    ArticleId, ArticleText, Event, Position, RecordedEvent, Source, StreamId, WithdrawalReason,
};
use dixit::log::{
    AccessMode, EventMetadata, EventPass, EventRange, ExpectedVersion, FindingPart, Findings, LogError,
    SaltSeed, append, for_each_event_after, for_each_event_in, open, read_head, read_latest, read_stream,
    verify, verify_each_event,
};
use proptest::prelude::*;
use rusqlite::{Connection, TransactionBehavior};

fn new_log() -> (tempfile::TempDir, Connection) {
    let (dir, path) = temp_database_path();
    let conn = open(&path, AccessMode::ReadWrite).unwrap();
    (dir, conn)
}

fn read_range(conn: &Connection, range: &EventRange<'_>) -> Vec<RecordedEvent> {
    let mut all = Vec::new();
    for_each_event_in(conn, range, &mut |recorded| {
        all.push(recorded);
        Ok::<_, LogError>(())
    })
    .unwrap();
    all
}

#[test]
fn empty_log_has_no_head_and_verifies() {
    let (_dir, conn) = new_log();
    assert_eq!(read_head(&conn).unwrap(), None);
    insta::assert_snapshot!(
        verify(&conn).unwrap().root,
        @"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn positions_number_the_log_and_versions_number_a_stream() {
    let (_dir, mut conn) = new_log();
    for number in 0..3 {
        let events = article_readings::ingestion_events(article_readings::two_statement_reading(number));
        append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    }
    let all = read_range(&conn, &EventRange::default());
    let counted: Vec<(u64, u64)> = all.iter().map(|r| (r.position.number(), r.version)).collect();
    assert_eq!(
        counted,
        [
            (1, 1),
            (2, 2),
            (3, 3),
            (4, 1),
            (5, 2),
            (6, 3),
            (7, 1),
            (8, 2),
            (9, 3)
        ]
    );
    assert_eq!(read_stream(&conn, &all[4].stream).unwrap(), all[3..6]);
    assert_eq!(read_head(&conn).unwrap().unwrap().position, Position::new(9));
}

#[test]
fn event_range_filters_and_limits_from_the_end() {
    let (_dir, mut conn) = new_log();
    for number in 0..3 {
        let events = article_readings::ingestion_events(article_readings::two_statement_reading(number));
        append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    }
    let places = |range: EventRange<'_>| -> Vec<u64> {
        read_range(&conn, &range)
            .iter()
            .map(|recorded| recorded.position.number())
            .collect()
    };
    let second = StreamId::Article(article_readings::two_statement_reading(1).article);
    let after = Position::new(4);
    assert_eq!(
        places(EventRange {
            after,
            ..EventRange::default()
        }),
        [5, 6, 7, 8, 9]
    );
    assert_eq!(
        places(EventRange {
            after,
            limit: Some(2),
            ..EventRange::default()
        }),
        [8, 9]
    );
    assert_eq!(
        places(EventRange {
            kind: Some("article.ingested"),
            ..EventRange::default()
        }),
        [1, 4, 7]
    );
    let narrow = EventRange {
        upto: None,
        after,
        stream: Some(&second),
        kind: Some("statement.recorded"),
        limit: Some(1),
    };
    assert_eq!(places(narrow), [6]);
}

#[test]
fn latest_event_of_given_types_is_found() {
    let (_dir, mut conn) = new_log();
    let events = article_readings::ingestion_events(article_readings::two_statement_reading(0));
    let of = events[0].stream();
    append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    let found = read_latest(&conn, &of, &Event::CONTENT_TYPES).unwrap();
    assert_eq!(found.map(|recorded| recorded.version), Some(1));
    assert_eq!(read_latest(&conn, &of, &["article.withdrawn"]).unwrap(), None);
}

#[test]
fn first_error_ends_iteration() {
    let (_dir, mut conn) = new_log();
    append_events(
        &mut conn,
        ExpectedVersion::Any,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
    let mut seen = 0;
    let stopped = for_each_event_after(&conn, Position::START, &mut |_| {
        seen += 1;
        Err(LogError::Full)
    });
    assert!(matches!(stopped, Err(LogError::Full)));
    assert_eq!(seen, 1);
}

#[test]
fn recorded_time_never_decreases() {
    let (_dir, mut conn) = new_log();
    let at = |seconds| EventMetadata {
        recorded_at: seconds_after_start(seconds),
        ..event_metadata()
    };
    let mut recorded = Vec::new();
    for (number, seconds) in [10, 5, 20].into_iter().enumerate() {
        let events = article_readings::ingestion_events(article_readings::article_reading(number, &[]));
        recorded.extend(append_events(&mut conn, ExpectedVersion::Any, events, &at(seconds)).unwrap());
    }
    let times: Vec<_> = recorded.iter().map(|recorded| recorded.recorded_at).collect();
    assert_eq!(
        times,
        [
            seconds_after_start(10),
            seconds_after_start(10),
            seconds_after_start(20)
        ]
    );
}

#[test]
fn wrong_expected_version_is_refused() {
    let (_dir, mut conn) = new_log();
    let events = || article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    let other = || {
        vec![Event::ArticleWithdrawn {
            article: article_readings::article_reading(0, &[]).article,
            reason: WithdrawalReason::Decided("a test".into()),
        }]
    };
    let refused =
        append_events(&mut conn, ExpectedVersion::Exactly(1), other(), &event_metadata()).unwrap_err();
    insta::assert_snapshot!(
        refused,
        @"article-agcy3ar7etyaj is at version 0, not 1: somebody else has written to it"
    );
    append_events(&mut conn, ExpectedVersion::NoStream, events(), &event_metadata()).unwrap();
    let refused =
        append_events(&mut conn, ExpectedVersion::NoStream, other(), &event_metadata()).unwrap_err();
    assert!(
        matches!(
            refused,
            LogError::WrongVersion {
                expected: 0,
                actual: 1,
                ..
            }
        ),
        "{refused}"
    );
    assert!(!refused.is_store());
    append_events(&mut conn, ExpectedVersion::Exactly(1), other(), &event_metadata()).unwrap();
    append_events(&mut conn, ExpectedVersion::Any, other(), &event_metadata()).unwrap();
    assert_eq!(read_head(&conn).unwrap().unwrap().position, Position::new(3));
}

#[test]
fn repeated_append_returns_the_recorded_events() {
    let (_dir, mut conn) = new_log();
    let events = || article_readings::ingestion_events(article_readings::two_statement_reading(0));
    let first = append_events(&mut conn, ExpectedVersion::NoStream, events(), &event_metadata()).unwrap();
    // As another process would append later with another seed: event ids depend only on stream, version and content.
    let later = EventMetadata {
        recorded_at: seconds_after_start(60),
        actor: "somebody else".into(),
        seed: SaltSeed([8; 32]),
        ..event_metadata()
    };
    let again = append_events(&mut conn, ExpectedVersion::NoStream, events(), &later).unwrap();
    assert_eq!(again, first);
    assert_eq!(read_head(&conn).unwrap().unwrap().position, Position::new(3));
}

#[test]
fn same_event_id_with_another_text_is_refused() {
    let (_dir, mut conn) = new_log();
    let event = |text: &str| Event::ArticleIngested {
        article: ArticleId::from_source(&Source::default(), "x"),
        source: Source::default(),
        lang: dixit::domain::Lang::En,
        text: ArticleText::Kept(text.into()),
        extractor: "test/1".into(),
        provenance: None,
    };
    append_events(
        &mut conn,
        ExpectedVersion::NoStream,
        vec![event("one")],
        &event_metadata(),
    )
    .unwrap();
    let refused = append_events(
        &mut conn,
        ExpectedVersion::NoStream,
        vec![event("two")],
        &event_metadata(),
    )
    .unwrap_err();
    assert!(
        matches!(refused, LogError::IdConflict { position, .. } if position == Position::new(1)),
        "{refused}"
    );
}

#[test]
fn event_of_another_stream_or_without_text_is_refused() {
    let (_dir, mut conn) = new_log();
    let stray = StreamId::Article(article_readings::article_reading(1, &[]).article);
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let events = article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    let refused = append(&*tx, &stray, ExpectedVersion::Any, events, &event_metadata()).unwrap_err();
    assert!(matches!(refused, LogError::WrongStream { .. }), "{refused}");
    drop(tx);
    let mut events = article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    if let Event::ArticleIngested { text, .. } = &mut events[0] {
        *text = ArticleText::Redacted;
    }
    let refused = append_events(&mut conn, ExpectedVersion::Any, events, &event_metadata()).unwrap_err();
    insta::assert_snapshot!(refused, @"an event whose text was taken down cannot be recorded");
    assert_eq!(read_head(&conn).unwrap(), None);
}

/// Stored logs can be verified only if the hashes of the same events never change.
#[test]
fn hashes_of_a_known_log_never_change() {
    let (_dir, mut conn) = new_log();
    let recorded = append_events(
        &mut conn,
        ExpectedVersion::NoStream,
        article_readings::ingestion_events(article_readings::two_statement_reading(0)),
        &event_metadata(),
    )
    .unwrap();
    insta::assert_snapshot!(recorded[0].id, @"5c875f14-aba8-8035-b32b-51f552c7f1c6");
    insta::assert_snapshot!(read_head(&conn).unwrap().unwrap().leaf_hash, @"3c25d270f8a3e49d400c5f1a198e96028ceaf15651c837aabff51df99157af74");
    insta::assert_snapshot!(verify(&conn).unwrap().root, @"38bdba2aa490bd085ff6dd3a932b4e592e9c32b4b109d00e5fb7a32334329a62");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn appended_events_are_read_back_unchanged(
        events in prop::collection::vec(arbitrary::arbitrary_event(ArticleId::from_source(&Source::default(), "x")), 1..8),
        chunk in 1..4_usize,
    ) {
        let (_dir, mut conn) = new_log();
        let mut recorded = Vec::new();
        for (number, events) in events.chunks(chunk).enumerate() {
            let expected = ExpectedVersion::Exactly((number * chunk) as u64);
            recorded.extend(append_events(&mut conn, expected, events.to_vec(), &event_metadata()).unwrap());
        }
        let kept: Vec<Event> = recorded.iter().map(|recorded| recorded.event.clone()).collect();
        prop_assert_eq!(&kept, &events);
        prop_assert_eq!(&read_stream(&conn, &events[0].stream()).unwrap(), &recorded);
        // The words of these events are of no article; all else must be sound.
        let mut findings = Findings::default();
        let verified = verify_each_event(&conn, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
        prop_assert_eq!(verified.events, events.len() as u64);
        let others = findings.listed().iter().find(|finding| finding.part != FindingPart::Evidence);
        prop_assert_eq!(others, None);
    }
}
