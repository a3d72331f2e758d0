//! What is appended is read back as it was.

use crate::common::{append_at, arbitrary, header, invented, moment, place};
use dixit::domain::{
    ArticleId, ArticleText, Event, Position, RecordedEvent, Source, StreamId, WithdrawalReason,
};
use dixit::log::{
    AccessMode, EventMetadata, EventRange, ExpectedVersion, LogError, SaltSeed, append, for_each_event_after,
    for_each_event_in, open, read_head, read_latest, read_stream, verify,
};
use proptest::prelude::*;
use rusqlite::{Connection, TransactionBehavior};

fn log() -> (tempfile::TempDir, Connection) {
    let (dir, path) = place();
    let conn = open(&path, AccessMode::ReadWrite).unwrap();
    (dir, conn)
}

fn all(conn: &Connection, range: &EventRange<'_>) -> Vec<RecordedEvent> {
    let mut all = Vec::new();
    for_each_event_in(conn, range, &mut |recorded| {
        all.push(recorded);
        Ok::<_, LogError>(())
    })
    .unwrap();
    all
}

#[test]
fn an_empty_log_has_no_head_and_holds() {
    let (_dir, conn) = log();
    assert_eq!(read_head(&conn).unwrap(), None);
    insta::assert_snapshot!(
        verify(&conn).unwrap().root,
        @"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn positions_count_through_all_streams_and_versions_through_one() {
    let (_dir, mut conn) = log();
    for number in 0..3 {
        let events = invented::events(invented::ordinary(number));
        append_at(&mut conn, ExpectedVersion::NoStream, events, &header()).unwrap();
    }
    let all = all(&conn, &EventRange::default());
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
fn a_range_can_be_narrowed_and_its_end_taken() {
    let (_dir, mut conn) = log();
    for number in 0..3 {
        let events = invented::events(invented::ordinary(number));
        append_at(&mut conn, ExpectedVersion::NoStream, events, &header()).unwrap();
    }
    let places = |range: EventRange<'_>| -> Vec<u64> {
        all(&conn, &range)
            .iter()
            .map(|recorded| recorded.position.number())
            .collect()
    };
    let second = StreamId::Article(invented::ordinary(1).article);
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
fn the_latest_of_some_types_is_found_behind_the_others() {
    let (_dir, mut conn) = log();
    let events = invented::events(invented::ordinary(0));
    let of = events[0].stream();
    append_at(&mut conn, ExpectedVersion::NoStream, events, &header()).unwrap();
    let found = read_latest(&conn, &of, &Event::CONTENT_TYPES).unwrap();
    assert_eq!(found.map(|recorded| recorded.version), Some(1));
    assert_eq!(read_latest(&conn, &of, &["article.withdrawn"]).unwrap(), None);
}

#[test]
fn the_first_error_ends_a_walk() {
    let (_dir, mut conn) = log();
    append_at(
        &mut conn,
        ExpectedVersion::Any,
        invented::events(invented::ordinary(0)),
        &header(),
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
fn time_never_runs_backwards() {
    let (_dir, mut conn) = log();
    let at = |seconds| EventMetadata {
        recorded_at: moment(seconds),
        ..header()
    };
    let mut recorded = Vec::new();
    for (number, seconds) in [10, 5, 20].into_iter().enumerate() {
        let events = invented::events(invented::reading(number, &[]));
        recorded.extend(append_at(&mut conn, ExpectedVersion::Any, events, &at(seconds)).unwrap());
    }
    let times: Vec<_> = recorded.iter().map(|recorded| recorded.recorded_at).collect();
    assert_eq!(times, [moment(10), moment(10), moment(20)]);
}

#[test]
fn a_stream_of_another_length_is_refused() {
    let (_dir, mut conn) = log();
    let events = || invented::events(invented::reading(0, &[]));
    let other = || {
        vec![Event::ArticleWithdrawn {
            article: invented::reading(0, &[]).article,
            reason: WithdrawalReason::Decided("a test".into()),
        }]
    };
    let refused = append_at(&mut conn, ExpectedVersion::Exactly(1), other(), &header()).unwrap_err();
    insta::assert_snapshot!(
        refused,
        @"article-agcy3ar7etyaj is at version 0, not 1: somebody else has written to it"
    );
    append_at(&mut conn, ExpectedVersion::NoStream, events(), &header()).unwrap();
    let refused = append_at(&mut conn, ExpectedVersion::NoStream, other(), &header()).unwrap_err();
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
    append_at(&mut conn, ExpectedVersion::Exactly(1), other(), &header()).unwrap();
    append_at(&mut conn, ExpectedVersion::Any, other(), &header()).unwrap();
    assert_eq!(read_head(&conn).unwrap().unwrap().position, Position::new(3));
}

#[test]
fn what_is_delivered_again_is_recognised() {
    let (_dir, mut conn) = log();
    let events = || invented::events(invented::ordinary(0));
    let first = append_at(&mut conn, ExpectedVersion::NoStream, events(), &header()).unwrap();
    // Another process, later, with another seed: the ids depend on nothing but what is recorded.
    let later = EventMetadata {
        recorded_at: moment(60),
        actor: "somebody else".into(),
        seed: SaltSeed([8; 32]),
        ..header()
    };
    let again = append_at(&mut conn, ExpectedVersion::NoStream, events(), &later).unwrap();
    assert_eq!(again, first);
    assert_eq!(read_head(&conn).unwrap().unwrap().position, Position::new(3));
}

#[test]
fn the_same_id_with_another_text_is_refused() {
    let (_dir, mut conn) = log();
    let event = |text: &str| Event::ArticleIngested {
        article: ArticleId::from_source(&Source::default(), "x"),
        source: Source::default(),
        lang: dixit::domain::Lang::En,
        text: ArticleText::Kept(text.into()),
        extractor: "test/1".into(),
    };
    append_at(
        &mut conn,
        ExpectedVersion::NoStream,
        vec![event("one")],
        &header(),
    )
    .unwrap();
    let refused = append_at(
        &mut conn,
        ExpectedVersion::NoStream,
        vec![event("two")],
        &header(),
    )
    .unwrap_err();
    assert!(
        matches!(refused, LogError::IdConflict { position, .. } if position == Position::new(1)),
        "{refused}"
    );
}

#[test]
fn an_event_of_another_stream_or_without_its_text_is_refused() {
    let (_dir, mut conn) = log();
    let stray = StreamId::Article(invented::reading(1, &[]).article);
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let events = invented::events(invented::reading(0, &[]));
    let refused = append(&tx, &stray, ExpectedVersion::Any, events, &header()).unwrap_err();
    assert!(matches!(refused, LogError::WrongStream { .. }), "{refused}");
    drop(tx);
    let mut events = invented::events(invented::reading(0, &[]));
    if let Event::ArticleIngested { text, .. } = &mut events[0] {
        *text = ArticleText::Redacted;
    }
    let refused = append_at(&mut conn, ExpectedVersion::Any, events, &header()).unwrap_err();
    insta::assert_snapshot!(refused, @"an event whose text was taken down cannot be recorded");
    assert_eq!(read_head(&conn).unwrap(), None);
}

/// The hashes of a log that was written long ago: they must come out the same for ever.
#[test]
fn hashes_are_what_they_were() {
    let (_dir, mut conn) = log();
    let recorded = append_at(
        &mut conn,
        ExpectedVersion::NoStream,
        invented::events(invented::ordinary(0)),
        &header(),
    )
    .unwrap();
    insta::assert_snapshot!(recorded[0].id, @"5c875f14-aba8-8035-b32b-51f552c7f1c6");
    insta::assert_snapshot!(read_head(&conn).unwrap().unwrap().leaf_hash, @"3c25d270f8a3e49d400c5f1a198e96028ceaf15651c837aabff51df99157af74");
    insta::assert_snapshot!(verify(&conn).unwrap().root, @"38bdba2aa490bd085ff6dd3a932b4e592e9c32b4b109d00e5fb7a32334329a62");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_event_is_read_back_as_it_was(
        events in prop::collection::vec(arbitrary::event(ArticleId::from_source(&Source::default(), "x")), 1..8),
        chunk in 1..4_usize,
    ) {
        let (_dir, mut conn) = log();
        let mut recorded = Vec::new();
        for (number, events) in events.chunks(chunk).enumerate() {
            let expected = ExpectedVersion::Exactly((number * chunk) as u64);
            recorded.extend(append_at(&mut conn, expected, events.to_vec(), &header()).unwrap());
        }
        let kept: Vec<Event> = recorded.iter().map(|recorded| recorded.event.clone()).collect();
        prop_assert_eq!(&kept, &events);
        prop_assert_eq!(&read_stream(&conn, &events[0].stream()).unwrap(), &recorded);
        prop_assert_eq!(verify(&conn).unwrap().events, events.len() as u64);
    }
}
