//! A process that is killed at any moment leaves a sound log, and a second run completes it.

use super::test_log::{TestLog, article_events, verify_soundness};
use crate::common::{child_process, event_metadata};
use dixit::log::{ExpectedVersion, read_head};
use std::io::{Read, Write};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

on_each_store!(
    log_survives_a_kill_at_any_moment,
    #[ignore = "run, and killed, by log_survives_a_kill_at_any_moment"]
    child_records_all,
);

const ARTICLES: usize = 200;
/// Number of times that the process is killed.
const ROUNDS: u32 = 6;
/// Bytes written to the child's stdin; it reads one before each new article. So it records at most this many articles
/// and then waits to be killed; otherwise it could finish first on a busy machine.
const PERMISSIONS: [u8; 30] = [0; 30];

/// Records every article, one at a time, and calls `wait` before each new one.
fn record_all<L: TestLog>(place: &str, mut wait: impl FnMut()) {
    let mut store = L::connect_to(place);
    for number in 0..ARTICLES {
        let events = article_events(number);
        let version = dixit::log::LogStore::stream_version(&store, &events[0].stream().to_string());
        if version.unwrap() == 0 {
            wait();
            L::append(&mut store, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
        }
    }
}

fn child_records_all<L: TestLog>() {
    let mut stdin = std::io::stdin();
    record_all::<L>(&child_process::arguments_from_parent()[0], || {
        stdin.read_exact(&mut [0]).unwrap();
    });
}

fn log_survives_a_kill_at_any_moment<L: TestLog>() {
    let undisturbed = L::create();
    record_all::<L>(&undisturbed.place(), || {});
    let expected = verify_soundness(&undisturbed.connect());
    let log = L::create();
    let store = log.connect();
    let head_position = || {
        read_head(&store)
            .unwrap()
            .map_or(0, |head| head.position.number())
    };
    for round in 1..=ROUNDS {
        let before = head_position();
        let child = format!("conformance::crash::child_records_all::{}", L::TEST);
        let mut command = child_process::ignored_test_command(&child, &[&log.place()]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.as_mut().unwrap().write_all(&PERMISSIONS).unwrap();
        // Wait until it has written, and then a little longer, differently in each round.
        while head_position() == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            sleep(Duration::from_micros(300));
        }
        sleep(Duration::from_micros(1_700) * round);
        child.kill().unwrap();
        child.wait().unwrap();
        let (events, _) = verify_soundness(&store);
        assert_eq!(events % 3, 0, "an article was recorded in part");
        assert!(events > before && events < expected.0);
    }
    record_all::<L>(&log.place(), || {});
    // The same events in the same order with the same salts: nothing is lost or doubled.
    assert_eq!(verify_soundness(&store), expected);
}
