//! Killed at any moment, the log holds, and a second run completes it.

use crate::common::{child, invented, place, tracker};
use dixit::tracker::Tracker;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

const ARTICLES: usize = 200;
/// How often the process is killed.
const ROUNDS: u32 = 6;
/// How many new articles a process may record before it waits to be killed: on a busy machine it would be done
/// before it is killed otherwise.
const LEAVE: [u8; 30] = [0; 30];

/// Records every article, one at a time, each new one after `leave`.
fn record_all(path: &Path, mut leave: impl FnMut()) {
    let mut tracker = tracker(path);
    for number in 0..ARTICLES {
        let reading = invented::ordinary(number);
        if !tracker
            .is_recorded_as(&reading.article, &reading.document)
            .unwrap()
        {
            leave();
            tracker.record_readings(vec![reading]).unwrap();
        }
    }
}

#[test]
#[ignore = "run, and killed, by killed_at_any_moment_the_log_holds"]
fn child_records_all() {
    let mut stdin = std::io::stdin();
    record_all(Path::new(&child::arguments()[0]), || {
        stdin.read_exact(&mut [0]).unwrap();
    });
}

fn recorded(path: &Path) -> u64 {
    let head = Tracker::open_read_only(path).and_then(|tracker| tracker.head());
    head.ok().flatten().map_or(0, |head| head.position.number())
}

#[test]
fn killed_at_any_moment_the_log_holds() {
    let (_dir, path) = place();
    let (_other, undisturbed) = place();
    record_all(&undisturbed, || {});
    let whole = tracker(&undisturbed).verify().unwrap();

    for round in 1..=ROUNDS {
        let before = recorded(&path);
        let mut command = child::running("log_crash::child_records_all", &[path.to_str().unwrap()]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.as_mut().unwrap().write_all(&LEAVE).unwrap();
        // Until it writes, and then a little on: each time another little.
        while recorded(&path) == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            sleep(Duration::from_micros(300));
        }
        sleep(Duration::from_micros(1_700) * round);
        child.kill().unwrap();
        child.wait().unwrap();
        let verification = tracker(&path).verify().unwrap();
        assert!(verification.is_sound(), "{verification:?}");
        assert_eq!(verification.events % 3, 0, "an article was recorded in part");
        assert!(verification.events > before && verification.events < whole.events);
    }

    record_all(&path, || {});
    // The same events in the same order, down to the salts: nothing lost, nothing doubled.
    assert_eq!(tracker(&path).verify().unwrap(), whole);
}
