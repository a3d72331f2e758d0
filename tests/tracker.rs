//! The tracker, through which everything is written: what is recorded, what is refused, and that read models follow.

use crate::common::{
    all_events, article_readings, open_tracker, seconds_after_start, temp_database_path, test_context,
};
use dixit::domain::{ArticleId, Event, Position, Timestamp, WithdrawalReason};
use dixit::log::LogError;
use dixit::tracker::{ArticleChange, Context, LogFilter, Tracker, TrackerError};
use rusqlite::Connection;
use std::path::Path;

const FIRST: [&str; 3] = ["le registre sera public", "il sera gratuit", "il ouvrira en mai"];

#[test]
fn article_is_recorded_once() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let reading = article_readings::article_reading(1, &FIRST);
    assert!(
        !tracker
            .is_recorded_as(&reading.article, &reading.document)
            .unwrap()
    );
    let outcomes = tracker
        .record_readings(vec![reading.clone(), reading.clone()])
        .unwrap();
    assert_eq!(outcomes[0].change, ArticleChange::Recorded { statements: 3 });
    assert_eq!(
        outcomes[1].change,
        ArticleChange::Unchanged,
        "decisions see the events of their own batch"
    );
    assert!(
        tracker
            .is_recorded_as(&reading.article, &reading.document)
            .unwrap()
    );
    let again = tracker.record_readings(vec![reading]).unwrap();
    assert_eq!(again[0].change, ArticleChange::Unchanged);
    assert_eq!(tracker.head().unwrap().unwrap().position, Position::new(4));
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn article_with_another_text_is_revised() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![article_readings::article_reading(1, &FIRST)])
        .unwrap();
    let revised = article_readings::article_reading(1, &[FIRST[0], "il ouvrira en juin"]);
    assert!(
        !tracker
            .is_recorded_as(&revised.article, &revised.document)
            .unwrap()
    );
    let outcomes = tracker.record_readings(vec![revised.clone()]).unwrap();
    assert_eq!(
        outcomes[0].change,
        ArticleChange::Revised {
            recorded: 1,
            withdrawn: 2
        }
    );
    assert!(
        tracker
            .is_recorded_as(&revised.article, &revised.document)
            .unwrap()
    );
    let all = all_events(&tracker);
    let revision = &all[4];
    assert!(matches!(
        revision.event,
        Event::ArticleRevised { revision: 1, .. }
    ));
    assert_eq!(revision.causation, None);
    assert!(
        all[5..]
            .iter()
            .all(|recorded| recorded.causation == Some(revision.id))
    );
    assert!(
        all.iter()
            .all(|recorded| recorded.correlation == revision.correlation)
    );
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn only_a_source_with_more_information_is_a_revision() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let full = article_readings::article_reading(1, &FIRST);
    tracker.record_readings(vec![full.clone()]).unwrap();
    let mut less = full.clone();
    less.document.source.title = None;
    assert!(tracker.is_recorded_as(&less.article, &less.document).unwrap());
    assert_eq!(
        tracker.record_readings(vec![less]).unwrap()[0].change,
        ArticleChange::Unchanged
    );
    let mut more = full;
    more.document.source.author = Some("Ines Varga".into());
    assert!(!tracker.is_recorded_as(&more.article, &more.document).unwrap());
    assert_eq!(
        tracker.record_readings(vec![more]).unwrap()[0].change,
        ArticleChange::Revised {
            recorded: 0,
            withdrawn: 0
        }
    );
}

#[test]
fn withdrawn_article_stays_withdrawn() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let reading = article_readings::article_reading(1, &FIRST);
    let article = reading.article.clone();
    let absent = tracker
        .withdraw_article(article.clone(), "a mistake".into())
        .unwrap();
    let ArticleChange::Refused(why) = absent.change else {
        panic!("{absent:?}");
    };
    assert_eq!(why.to_string(), format!("there is no article {article}"));
    tracker.record_readings(vec![reading.clone()]).unwrap();
    let withdrawn = tracker
        .withdraw_article(article.clone(), "a mistake".into())
        .unwrap();
    assert_eq!(withdrawn.change, ArticleChange::Withdrawn);
    assert!(!tracker.is_recorded_as(&article, &reading.document).unwrap());
    let refused = tracker
        .record_readings(vec![reading, article_readings::two_statement_reading(2)])
        .unwrap();
    let ArticleChange::Refused(why) = &refused[0].change else {
        panic!("{refused:?}");
    };
    insta::assert_snapshot!(why, @"the article was withdrawn (a mistake)");
    assert_eq!(
        refused[1].change,
        ArticleChange::Recorded { statements: 2 },
        "the others go on"
    );
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn log_filter_selects_events() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![
            article_readings::two_statement_reading(1),
            article_readings::two_statement_reading(2),
        ])
        .unwrap();
    let list_events = |filter: &LogFilter| {
        let mut lines = Vec::new();
        tracker
            .for_each_event(filter, &mut |recorded| {
                lines.push(format!("{} {}", recorded.position, recorded.event.type_name()));
                Ok::<_, TrackerError>(())
            })
            .unwrap();
        lines.join("\n")
    };
    let last = LogFilter {
        limit: Some(2),
        ..LogFilter::default()
    };
    insta::assert_snapshot!(list_events(&last), @"
    @5 statement.recorded
    @6 statement.recorded
    ");
    let ingested = LogFilter {
        kind: Some("article.ingested".into()),
        ..LogFilter::default()
    };
    insta::assert_snapshot!(list_events(&ingested), @"
    @1 article.ingested
    @4 article.ingested
    ");
    let stopped = tracker.for_each_event(&last, &mut |_| Err(TrackerError::ReadOnly));
    assert!(matches!(stopped, Err(TrackerError::ReadOnly)));
}

#[test]
fn rebuild_changes_nothing() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![
            article_readings::article_reading(1, &FIRST),
            article_readings::two_statement_reading(2),
        ])
        .unwrap();
    tracker
        .record_readings(vec![article_readings::article_reading(1, &FIRST[..1])])
        .unwrap();
    tracker
        .withdraw_article(
            article_readings::two_statement_reading(2).article,
            "a mistake".into(),
        )
        .unwrap();
    let before = tracker.verify().unwrap();
    assert!(before.is_sound(), "{before:?}");
    assert_eq!(tracker.rebuild().unwrap().number(), before.events);
    assert_eq!(tracker.verify().unwrap(), before);
}

#[test]
fn memory_of_a_fold_is_dropped_when_another_connection_wrote() {
    const SAID: [&str; 4] = [
        "le registre public des algorithmes sera ouvert à toutes les communes",
        "la taxe sur les croisières financera deux nouvelles écoles",
        "les chantiers navals devront publier leurs émissions chaque trimestre",
        "aucune licence de pêche ne sera vendue hors du territoire",
    ];
    let (_dir, path) = temp_database_path();
    let record = |tracker: &mut Tracker, number: usize, said: &str| {
        let reading = article_readings::article_reading(number, &[said]);
        tracker.record_readings(vec![reading]).unwrap();
    };
    for (number, said) in SAID.iter().enumerate() {
        record(&mut open_tracker(&path), number, said);
    }
    // This tracker knows where the indexes are stored, and few of their lists.
    let mut tracker = open_tracker(&path);
    record(&mut tracker, 10, SAID[0]);
    // Another connection stores them elsewhere; the position and the rows of the read models stay the same.
    open_tracker(&path).rebuild().unwrap();
    record(&mut tracker, 11, SAID[2]);
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn changed_read_model_is_found_and_rebuilt() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![article_readings::article_reading(1, &FIRST)])
        .unwrap();
    let stranger = Connection::open(&path).unwrap();
    stranger
        .execute_batch("UPDATE statement_version SET words = 'rien' WHERE row = 2")
        .unwrap();
    let verification = tracker.verify().unwrap();
    assert!(!verification.is_sound());
    let differing: Vec<_> = verification
        .read_models
        .iter()
        .filter(|p| !p.matches())
        .map(|p| p.stored.name)
        .collect();
    assert_eq!(differing, ["timeline"]);
    tracker.rebuild().unwrap();
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn read_models_of_another_version_are_rebuilt_on_opening() {
    type Open = fn(&Path) -> Result<Tracker, TrackerError>;
    let ways: [Open; 2] = [
        |path| Tracker::open(path, test_context()),
        Tracker::open_read_only,
    ];
    for reopen in ways {
        let (_dir, path) = temp_database_path();
        open_tracker(&path)
            .record_readings(vec![article_readings::article_reading(1, &FIRST)])
            .unwrap();
        let stranger = Connection::open(&path).unwrap();
        stranger
            .execute_batch(
                "UPDATE checkpoint SET code_version = 'old'; DELETE FROM statement_version; DROP TABLE point",
            )
            .unwrap();
        let reopened = reopen(&path).unwrap();
        let verification = reopened.verify().unwrap();
        assert!(verification.is_sound(), "{verification:?}");
    }
}

#[test]
fn lagging_read_models_catch_up() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![article_readings::two_statement_reading(1)])
        .unwrap();
    // Events without read models, as if another program had appended to the log.
    let mut conn = dixit::log::open(&path, dixit::log::AccessMode::ReadWrite).unwrap();
    let events = article_readings::ingestion_events(article_readings::two_statement_reading(2));
    crate::common::append_events(
        &mut conn,
        dixit::log::ExpectedVersion::NoStream,
        events,
        &crate::common::event_metadata(),
    )
    .unwrap();
    assert!(!tracker.verify().unwrap().is_sound());
    tracker
        .record_readings(vec![article_readings::two_statement_reading(3)])
        .unwrap();
    assert!(tracker.verify().unwrap().is_sound());
    assert_eq!(all_events(&tracker).len(), 9);
}

#[test]
fn log_with_its_end_cut_off_is_damaged() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![
            article_readings::two_statement_reading(1),
            article_readings::two_statement_reading(2),
        ])
        .unwrap();
    let stranger = Connection::open(&path).unwrap();
    stranger
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER event_is_kept; DROP TRIGGER body_is_kept;
             DELETE FROM body WHERE pos = 6; DELETE FROM event WHERE pos = 6",
        )
        .unwrap();
    let found = tracker.verify().unwrap();
    insta::assert_snapshot!(found.findings.worst().unwrap(), @"the log is damaged at trigger body_is_kept: it is missing; restore the database from a backup");
    assert!(found.findings.has_damage() && found.read_models.is_empty());
    let refused = tracker.rebuild().unwrap_err();
    insta::assert_snapshot!(refused, @"the log is damaged at @6: the event is missing; restore the database from a backup");
}

#[test]
fn read_only_tracker_writes_nothing() {
    let (_dir, path) = temp_database_path();
    assert!(matches!(
        Tracker::open_read_only(&path),
        Err(TrackerError::Log(LogError::Missing { .. }))
    ));
    open_tracker(&path)
        .record_readings(vec![article_readings::two_statement_reading(1)])
        .unwrap();
    let mut reader = Tracker::open_read_only(&path).unwrap();
    assert!(matches!(
        reader.record_readings(vec![article_readings::two_statement_reading(2)]),
        Err(TrackerError::ReadOnly)
    ));
    assert!(matches!(
        reader.rebuild(),
        Err(TrackerError::Log(LogError::ReadOnly))
    ));
    assert_eq!(reader.head().unwrap().unwrap().position, Position::new(3));
}

#[test]
fn context_is_recorded_in_the_headers() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    tracker
        .record_readings(vec![article_readings::two_statement_reading(1)])
        .unwrap();
    let all = all_events(&tracker);
    assert!(
        all.iter()
            .all(|r| r.actor == "tester" && r.recorded_at == seconds_after_start(0))
    );
    let article: ArticleId = article_readings::two_statement_reading(1).article;
    tracker
        .withdraw_article(article.clone(), "a mistake".into())
        .unwrap();
    assert_eq!(
        all_events(&tracker).pop().map(|recorded| recorded.event),
        Some(Event::ArticleWithdrawn {
            article,
            reason: WithdrawalReason::Decided("a mistake".into())
        })
    );
}

#[test]
fn moment_is_resolved_to_a_position() {
    let (_dir, path) = temp_database_path();
    let at = |seconds| Context {
        clock: Box::new(move || seconds_after_start(seconds)),
        ..test_context()
    };
    let empty = Tracker::open(&path, at(0)).unwrap();
    assert_eq!(
        empty.position_at(seconds_after_start(0)).unwrap(),
        Position::START
    );
    // Three events at each of three moments; two of these are the same.
    for (number, seconds) in [(1, 10), (2, 20), (3, 20)] {
        let mut tracker = Tracker::open(&path, at(seconds)).unwrap();
        tracker
            .record_readings(vec![article_readings::two_statement_reading(number)])
            .unwrap();
    }
    let reader = Tracker::open_read_only(&path).unwrap();
    for (seconds, position) in [
        (9, 0),
        (10, 3),
        (11, 3),
        (19, 3),
        (20, 9),
        (21, 9),
        (i64::MAX / 2_000_000, 9),
    ] {
        assert_eq!(
            reader.position_at(seconds_after_start(seconds)).unwrap().number(),
            position,
            "after {seconds} s"
        );
    }
    let just_before = Timestamp::from_micros(seconds_after_start(20).micros() - 1);
    assert_eq!(reader.position_at(just_before).unwrap(), Position::new(3));
}

#[test]
fn clock_that_runs_backwards_moves_no_position() {
    let (_dir, path) = temp_database_path();
    for (number, seconds) in [(1, 20), (2, 10)] {
        let context = Context {
            clock: Box::new(move || seconds_after_start(seconds)),
            ..test_context()
        };
        let mut tracker = Tracker::open(&path, context).unwrap();
        tracker
            .record_readings(vec![article_readings::two_statement_reading(number)])
            .unwrap();
    }
    let tracker = open_tracker(&path);
    assert_eq!(
        tracker.position_at(seconds_after_start(19)).unwrap(),
        Position::START
    );
    assert_eq!(
        tracker.position_at(seconds_after_start(20)).unwrap(),
        Position::new(6)
    );
}
