//! Several trackers that record the same articles at once record them once.

use crate::common::{all_events, article_readings, open_tracker, temp_database_path};
use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

/// Records the articles `from..to`, three at a time.
fn record_articles(path: &Path, from: usize, to: usize) {
    let mut tracker = open_tracker(path);
    let numbers: Vec<usize> = (from..to).collect();
    for numbers in numbers.chunks(3) {
        let readings = numbers
            .iter()
            .map(|number| article_readings::two_statement_reading(*number))
            .collect();
        tracker.record_readings(readings).unwrap();
    }
}

/// Checks that every article is recorded once and that positions have no gaps.
fn check_log(path: &Path, articles: usize) {
    let tracker = open_tracker(path);
    let all = all_events(&tracker);
    assert_eq!(all.len(), articles * 3);
    assert!(
        all.iter()
            .zip(1..)
            .all(|(recorded, place)| recorded.position.number() == place)
    );
    let streams: BTreeSet<_> = all.iter().map(|recorded| &recorded.stream).collect();
    assert_eq!(streams.len(), articles);
    let verification = tracker.verify().unwrap();
    assert!(verification.is_sound(), "{verification:?}");
}

#[test]
fn threads_that_record_the_same_articles_record_them_once() {
    let (_dir, path) = temp_database_path();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| record_articles(&path, 0, 60));
        }
    });
    check_log(&path, 60);
}
