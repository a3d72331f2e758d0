//! Several processes or threads that write at once produce one gapless log.

use crate::common::{all_events, article_readings, child_process, open_tracker, temp_database_path};
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

#[test]
#[ignore = "run as a process by two_processes_write_one_gapless_log"]
fn child_records() {
    let arguments = child_process::arguments_from_parent();
    record_articles(
        Path::new(&arguments[0]),
        arguments[1].parse().unwrap(),
        arguments[2].parse().unwrap(),
    );
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
fn two_processes_write_one_gapless_log() {
    let (_dir, path) = temp_database_path();
    let start = |from: &str, to: &str| {
        let arguments = [path.to_str().unwrap(), from, to];
        child_process::ignored_test_command("log_concurrent::child_records", &arguments)
            .spawn()
            .unwrap()
    };
    let mut children = [start("0", "500"), start("500", "1000")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    check_log(&path, 1000);
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
