//! A process that is killed at any moment leaves a sound log, and a second run completes it.

use crate::common::{article_readings, child_process, open_tracker, temp_database_path};
use dixit::tracker::Tracker;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

const ARTICLES: usize = 200;
/// Number of times that the process is killed.
const ROUNDS: u32 = 6;
/// Bytes written to the child's stdin; it reads one before each new article. So it records at most this many articles
/// and then waits to be killed; otherwise it could finish first on a busy machine.
const PERMISSIONS: [u8; 30] = [0; 30];

/// Records every article, one at a time, and calls `wait` before each new one.
fn record_all(path: &Path, mut wait: impl FnMut()) {
    let mut tracker = open_tracker(path);
    for number in 0..ARTICLES {
        let reading = article_readings::two_statement_reading(number);
        if !tracker
            .is_recorded_as(&reading.article, &reading.document)
            .unwrap()
        {
            wait();
            tracker.record_readings(vec![reading]).unwrap();
        }
    }
}

#[test]
#[ignore = "run, and killed, by log_survives_a_kill_at_any_moment"]
fn child_records_all() {
    let mut stdin = std::io::stdin();
    record_all(Path::new(&child_process::arguments_from_parent()[0]), || {
        stdin.read_exact(&mut [0]).unwrap();
    });
}

fn head_position(path: &Path) -> u64 {
    let head = Tracker::open_read_only(path).and_then(|tracker| tracker.head());
    head.ok().flatten().map_or(0, |head| head.position.number())
}

#[test]
fn log_survives_a_kill_at_any_moment() {
    let (_dir, path) = temp_database_path();
    let (_other, undisturbed) = temp_database_path();
    record_all(&undisturbed, || {});
    let expected = open_tracker(&undisturbed).verify().unwrap();

    for round in 1..=ROUNDS {
        let before = head_position(&path);
        let mut command =
            child_process::ignored_test_command("log_crash::child_records_all", &[path.to_str().unwrap()]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.as_mut().unwrap().write_all(&PERMISSIONS).unwrap();
        // Wait until it has written, and then a little longer, differently in each round.
        while head_position(&path) == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            sleep(Duration::from_micros(300));
        }
        sleep(Duration::from_micros(1_700) * round);
        child.kill().unwrap();
        child.wait().unwrap();
        let verification = open_tracker(&path).verify().unwrap();
        assert!(verification.is_sound(), "{verification:?}");
        assert_eq!(verification.events % 3, 0, "an article was recorded in part");
        assert!(verification.events > before && verification.events < expected.events);
    }

    record_all(&path, || {});
    // The same events in the same order with the same salts: nothing is lost or doubled.
    assert_eq!(open_tracker(&path).verify().unwrap(), expected);
}
