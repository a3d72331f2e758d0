//! Appending events to the log and reading them back: positions, versions, refusals and hashes.

use super::test_log::{TestLog, article_events, verify_soundness};
use crate::common::{arbitrary, article_readings, event_metadata, seconds_after_start};
use dixit::domain::{
    ArticleId, ArticleText, Event, Position, RecordedEvent, Source, StreamId, WithdrawalReason,
};
use dixit::log::{
    EventMetadata, EventPass, EventRange, ExpectedVersion, FindingPart, Findings, LogError, LogStore,
    SaltSeed, append, for_each_event_after, for_each_event_in, read_event_at, read_head, read_stream,
    verify_each_event,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

on_each_store!(
    empty_log_has_no_head_and_verifies,
    positions_number_the_log_and_versions_number_a_stream,
    event_range_filters_and_limits_from_the_end,
    first_error_ends_iteration,
    recorded_time_never_decreases,
    wrong_expected_version_is_refused,
    repeated_append_returns_the_recorded_events,
    same_event_id_with_another_text_is_refused,
    event_of_another_stream_or_without_text_is_refused,
    transaction_that_fails_leaves_nothing,
    hashes_of_a_known_log_never_change,
    appended_events_are_read_back_unchanged,
);

fn read_range(log: &dyn LogStore, range: &EventRange<'_>) -> Vec<RecordedEvent> {
    let mut all = Vec::new();
    for_each_event_in(log, range, &mut |recorded| {
        all.push(recorded);
        Ok::<_, LogError>(())
    })
    .unwrap();
    all
}

fn empty_log_has_no_head_and_verifies<L: TestLog>() {
    let (_log, store) = L::create_connected();
    assert_eq!(read_head(&store).unwrap(), None);
    insta::assert_snapshot!(
        verify_soundness(&store).1,
        @"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

fn positions_number_the_log_and_versions_number_a_stream<L: TestLog>() {
    let (_log, store) = L::with_articles(3);
    let all = read_range(&store, &EventRange::default());
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
    assert_eq!(read_stream(&store, &all[4].stream).unwrap(), all[3..6]);
    assert_eq!(read_head(&store).unwrap().unwrap().position, Position::new(9));
}

fn event_range_filters_and_limits_from_the_end<L: TestLog>() {
    let (_log, store) = L::with_articles(3);
    let places = |range: EventRange<'_>| -> Vec<u64> {
        read_range(&store, &range)
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

fn first_error_ends_iteration<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    L::append(
        &mut store,
        ExpectedVersion::Any,
        article_events(0),
        &event_metadata(),
    )
    .unwrap();
    let mut seen = 0;
    let stopped = for_each_event_after(&store, Position::START, &mut |_| {
        seen += 1;
        Err(LogError::Full)
    });
    assert!(matches!(stopped, Err(LogError::Full)));
    assert_eq!(seen, 1);
}

fn recorded_time_never_decreases<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let at = |seconds| EventMetadata {
        recorded_at: seconds_after_start(seconds),
        ..event_metadata()
    };
    let mut recorded = Vec::new();
    for (number, seconds) in [10, 5, 20].into_iter().enumerate() {
        let events = article_readings::ingestion_events(article_readings::article_reading(number, &[]));
        recorded.extend(L::append(&mut store, ExpectedVersion::Any, events, &at(seconds)).unwrap());
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

fn wrong_expected_version_is_refused<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let events = || article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    let other = || {
        vec![Event::ArticleWithdrawn {
            article: article_readings::article_reading(0, &[]).article,
            reason: WithdrawalReason::Decided("a test".into()),
        }]
    };
    let refused = L::append(
        &mut store,
        ExpectedVersion::Exactly(1),
        other(),
        &event_metadata(),
    )
    .unwrap_err();
    insta::assert_snapshot!(
        refused,
        @"article-agcy3ar7etyaj is at version 0, not 1: somebody else has written to it"
    );
    L::append(&mut store, ExpectedVersion::NoStream, events(), &event_metadata()).unwrap();
    let refused = L::append(&mut store, ExpectedVersion::NoStream, other(), &event_metadata()).unwrap_err();
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
    L::append(
        &mut store,
        ExpectedVersion::Exactly(1),
        other(),
        &event_metadata(),
    )
    .unwrap();
    L::append(&mut store, ExpectedVersion::Any, other(), &event_metadata()).unwrap();
    assert_eq!(read_head(&store).unwrap().unwrap().position, Position::new(3));
}

fn repeated_append_returns_the_recorded_events<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let events = || article_events(0);
    let first = L::append(&mut store, ExpectedVersion::NoStream, events(), &event_metadata()).unwrap();
    // As another process would append later with another seed: event ids depend only on stream, version and content.
    let later = EventMetadata {
        recorded_at: seconds_after_start(60),
        actor: "somebody else".into(),
        seed: SaltSeed([8; 32]),
        ..event_metadata()
    };
    let again = L::append(&mut store, ExpectedVersion::NoStream, events(), &later).unwrap();
    assert_eq!(again, first);
    assert_eq!(read_head(&store).unwrap().unwrap().position, Position::new(3));
}

fn same_event_id_with_another_text_is_refused<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let event = |text: &str| Event::ArticleIngested {
        article: ArticleId::from_source(&Source::default(), "x"),
        source: Source::default(),
        lang: dixit::domain::Lang::En,
        text: ArticleText::Kept(text.into()),
        extractor: "test/1".into(),
        provenance: None,
    };
    L::append(
        &mut store,
        ExpectedVersion::NoStream,
        vec![event("one")],
        &event_metadata(),
    )
    .unwrap();
    let refused = L::append(
        &mut store,
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

fn event_of_another_stream_or_without_text_is_refused<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let stray = StreamId::Article(article_readings::article_reading(1, &[]).article);
    let events = article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    let refused = L::write(&mut store, |log| {
        append(log, &stray, ExpectedVersion::Any, events, &event_metadata())
    })
    .unwrap_err();
    assert!(matches!(refused, LogError::WrongStream { .. }), "{refused}");
    let mut events = article_readings::ingestion_events(article_readings::article_reading(0, &[]));
    if let Event::ArticleIngested { text, .. } = &mut events[0] {
        *text = ArticleText::Redacted;
    }
    let refused = L::append(&mut store, ExpectedVersion::Any, events, &event_metadata()).unwrap_err();
    insta::assert_snapshot!(refused, @"an event whose text was taken down cannot be recorded");
    assert_eq!(read_head(&store).unwrap(), None);
}

fn transaction_that_fails_leaves_nothing<L: TestLog>() {
    let (_log, mut store) = L::with_articles(1);
    let (first, second) = (article_events(1), article_events(2));
    let failed = L::write(&mut store, |log| {
        append(
            log,
            &first[0].stream(),
            ExpectedVersion::NoStream,
            first.clone(),
            &event_metadata(),
        )?;
        assert_eq!(log.head()?.unwrap().position, Position::new(6));
        append(
            log,
            &second[0].stream(),
            ExpectedVersion::Exactly(7),
            second.clone(),
            &event_metadata(),
        )
    });
    assert!(matches!(failed, Err(LogError::WrongVersion { .. })), "{failed:?}");
    assert_eq!(verify_soundness(&store).0, 3);
    // The connection can go on.
    L::append_articles(&mut store, 1..3);
    assert_eq!(verify_soundness(&store).0, 9);
}

/// Stored logs can be verified only if the hashes of the same events never change.
fn hashes_of_a_known_log_never_change<L: TestLog>() {
    let (_log, mut store) = L::create_connected();
    let recorded = L::append(
        &mut store,
        ExpectedVersion::NoStream,
        article_events(0),
        &event_metadata(),
    )
    .unwrap();
    insta::assert_snapshot!(recorded[0].id, @"5c875f14-aba8-8035-b32b-51f552c7f1c6");
    insta::assert_snapshot!(read_head(&store).unwrap().unwrap().leaf_hash, @"3c25d270f8a3e49d400c5f1a198e96028ceaf15651c837aabff51df99157af74");
    insta::assert_snapshot!(verify_soundness(&store).1, @"38bdba2aa490bd085ff6dd3a932b4e592e9c32b4b109d00e5fb7a32334329a62");
}

fn appended_events_are_read_back_unchanged<L: TestLog>() {
    let article = ArticleId::from_source(&Source::default(), "x");
    let histories = prop::collection::vec(arbitrary::arbitrary_event(article), 1..8);
    TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(64)
    })
    .run(&(histories, 1..4_usize), |(events, chunk)| {
        let (_log, mut store) = L::create_connected();
        let mut recorded = Vec::new();
        for (number, events) in events.chunks(chunk).enumerate() {
            let expected = ExpectedVersion::Exactly((number * chunk) as u64);
            recorded.extend(L::append(&mut store, expected, events.to_vec(), &event_metadata()).unwrap());
        }
        let kept: Vec<Event> = recorded.iter().map(|recorded| recorded.event.clone()).collect();
        prop_assert_eq!(&kept, &events);
        prop_assert_eq!(&read_stream(&store, &events[0].stream()).unwrap(), &recorded);
        let last = recorded.last().unwrap();
        let read = read_event_at(&store, last.position).unwrap();
        prop_assert_eq!(read.as_ref(), Some(last));
        // The words of these events are of no article; all else must be sound.
        let mut findings = Findings::default();
        let verified = verify_each_event(&store, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
        prop_assert_eq!(verified.events, events.len() as u64);
        let mut listed = findings.listed().iter();
        let other = listed.find(|finding| finding.part != FindingPart::Evidence);
        prop_assert_eq!(other, None);
        Ok(())
    })
    .unwrap();
}
