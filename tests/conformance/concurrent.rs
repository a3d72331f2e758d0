//! Several processes or connections that write at once produce one gapless log.

use super::test_log::{TestLog, article_events, verify_soundness, withdrawal};
use crate::common::{child_process, event_metadata};
use dixit::log::{ExpectedVersion, LogError, LogStore, append, for_each_event_after};
use std::collections::BTreeSet;
use std::thread;

on_each_store!(
    two_processes_write_one_gapless_log,
    #[ignore = "run as a process by two_processes_write_one_gapless_log"]
    child_records,
    connections_that_record_the_same_articles_record_them_once,
    of_writers_with_the_same_expected_version_one_succeeds,
);

/// Records the articles `from..to` that are not recorded yet, three at a time.
fn record_articles<L: TestLog>(place: &str, from: usize, to: usize) {
    let mut store = L::connect_to(place);
    let numbers: Vec<usize> = (from..to).collect();
    for numbers in numbers.chunks(3) {
        L::write(&mut store, |log| {
            for number in numbers {
                let events = article_events(*number);
                let stream = events[0].stream();
                if log.stream_version(&stream.to_string())? == 0 {
                    append(log, &stream, ExpectedVersion::NoStream, events, &event_metadata())?;
                }
            }
            Ok(())
        })
        .unwrap();
    }
}

fn child_records<L: TestLog>() {
    let arguments = child_process::arguments_from_parent();
    let [from, to] = [1, 2].map(|place: usize| arguments[place].parse().unwrap());
    record_articles::<L>(&arguments[0], from, to);
}

/// Checks that every article is recorded once and that positions have no gaps.
fn check_log(log: &dyn LogStore, articles: usize) {
    let mut streams = BTreeSet::new();
    let mut last = 0;
    for_each_event_after(log, dixit::domain::Position::START, &mut |recorded| {
        last += 1;
        assert_eq!(recorded.position.number(), last);
        streams.insert(recorded.stream);
        Ok::<_, LogError>(())
    })
    .unwrap();
    assert_eq!(streams.len(), articles);
    assert_eq!(verify_soundness(log).0, articles as u64 * 3);
}

fn two_processes_write_one_gapless_log<L: TestLog>() {
    let log = L::create();
    let name = format!("conformance::concurrent::child_records::{}", L::TEST);
    let start = |from: &str, to: &str| {
        child_process::ignored_test_command(&name, &[&log.place(), from, to])
            .spawn()
            .unwrap()
    };
    let mut children = [start("0", "500"), start("500", "1000")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    check_log(&log.connect(), 1000);
}

fn connections_that_record_the_same_articles_record_them_once<L: TestLog>() {
    let log = L::create();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| record_articles::<L>(&log.place(), 0, 60));
        }
    });
    check_log(&log.connect(), 60);
}

fn of_writers_with_the_same_expected_version_one_succeeds<L: TestLog>() {
    let (log, store) = L::with_articles(1);
    let article = article_events(0)[0].stream();
    for version in 3..13 {
        let outcomes: Vec<Result<_, LogError>> = thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    let (log, article) = (&log, &article);
                    scope.spawn(move || {
                        let withdrawn = withdrawal(article, &format!("writer {writer}"));
                        let expected = ExpectedVersion::Exactly(version);
                        L::append(&mut log.connect(), expected, vec![withdrawn], &event_metadata())
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        let succeeded = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(succeeded, 1, "{outcomes:?}");
        for outcome in outcomes {
            assert!(
                matches!(&outcome, Ok(_) | Err(LogError::WrongVersion { .. })),
                "{outcome:?}"
            );
        }
    }
    assert_eq!(verify_soundness(&store).0, 13);
}
