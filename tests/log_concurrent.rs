//! Several processes and threads write at once, and none is any the wiser.

use crate::common::{child, everything, invented, place, tracker};
use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

/// Records the articles `from..to`, three at a time.
fn record(path: &Path, from: usize, to: usize) {
    let mut tracker = tracker(path);
    let numbers: Vec<usize> = (from..to).collect();
    for numbers in numbers.chunks(3) {
        let readings = numbers.iter().map(|number| invented::ordinary(*number)).collect();
        tracker.record_readings(readings).unwrap();
    }
}

#[test]
#[ignore = "run by the others of this theme, as a process"]
fn child_records() {
    let arguments = child::arguments();
    record(
        Path::new(&arguments[0]),
        arguments[1].parse().unwrap(),
        arguments[2].parse().unwrap(),
    );
}

/// Everything is there once, and the order has no gaps.
fn check(path: &Path, articles: usize) {
    let tracker = tracker(path);
    let all = everything(&tracker);
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
fn two_processes_record_five_hundred_articles_each() {
    let (_dir, path) = place();
    let start = |from: &str, to: &str| {
        let arguments = [path.to_str().unwrap(), from, to];
        child::running("log_concurrent::child_records", &arguments)
            .spawn()
            .unwrap()
    };
    let mut children = [start("0", "500"), start("500", "1000")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    check(&path, 1000);
}

#[test]
fn threads_that_record_the_same_articles_double_nothing() {
    let (_dir, path) = place();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| record(&path, 0, 60));
        }
    });
    check(&path, 60);
}
