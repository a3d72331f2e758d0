//! Killed at any moment, the log holds, and a second run completes it.

use crate::common::{child, invented, place, tracker};
use dixit::tracker::Tracker;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

const ARTICLES: usize = 200;

fn record_all(path: &Path) {
    let mut tracker = tracker(path);
    for number in 0..ARTICLES {
        tracker.record(vec![invented::ordinary(number)]).unwrap();
    }
}

#[test]
#[ignore = "run, and killed, by killed_at_any_moment_the_log_holds"]
fn child_records_all() {
    record_all(Path::new(&child::arguments()[0]));
}

fn recorded(path: &Path) -> u64 {
    let head = Tracker::open_read_only(path).and_then(|tracker| tracker.head());
    head.ok().flatten().map_or(0, |head| head.position.number())
}

#[test]
fn killed_at_any_moment_the_log_holds() {
    let (_dir, path) = place();
    let (_other, undisturbed) = place();
    record_all(&undisturbed);
    let whole = tracker(&undisturbed).verify().unwrap();

    let mut killed_midway = 0;
    for round in 1..=6 {
        let before = recorded(&path);
        let mut child = child::running("log_crash::child_records_all", &[path.to_str().unwrap()])
            .spawn()
            .unwrap();
        // Until it writes, and then a little on: each time another little.
        while recorded(&path) == before && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(300));
        }
        sleep(Duration::from_micros(1_700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let verification = tracker(&path).verify().unwrap();
        assert!(verification.is_sound(), "{verification:?}");
        assert_eq!(verification.events % 3, 0, "an article was recorded in part");
        killed_midway += usize::from(verification.events > 0 && verification.events < whole.events);
    }
    assert!(killed_midway > 0, "no process was killed while it wrote");

    record_all(&path);
    // The same events in the same order, down to the salts: nothing lost, nothing doubled.
    assert_eq!(tracker(&path).verify().unwrap(), whole);
}
