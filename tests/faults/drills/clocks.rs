//! The clock of one machine is an hour off: times of recording never run backwards, and the machine is told.

use super::machine::{Machine, NOW, next_article};
use super::origin::{new_log, open_log, verify_origin};
use crate::common::postgres_server::is_postgres_installed;
use dixit::domain::{Position, Timestamp};
use dixit::log::{LogError, for_each_event_after};
use dixit::tracker::TrackerError;

const HOUR: i64 = 3_600_000_000;

#[test]
fn clock_an_hour_off_never_makes_times_run_backwards() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_log();
    // Right, an hour late, and an hour early.
    let mut machines =
        [0, -HOUR, HOUR].map(|off| Machine::with_clock(&address, &format!("off by {off}"), NOW + off));
    for at in [0, 1, 2, 0, 1] {
        assert!(machines[at].record(next_article()).is_none());
    }
    let mut times = Vec::new();
    for_each_event_after::<LogError>(&open_log(&address).unwrap(), Position::START, &mut |recorded| {
        times.push((recorded.recorded_at.micros() - NOW) / HOUR);
        Ok(())
    })
    .unwrap();
    // Whose clock is late records at the time of the last event; from the early one on, everybody does.
    let expected = [[0; 3], [0; 3], [1; 3], [1; 3], [1; 3]];
    assert_eq!(times, expected.concat());
    let log = verify_origin(&open_log(&address).unwrap());
    for machine in &mut machines {
        machine.assert_same_as(&log);
        machine.assert_sound();
    }
    // A machine whose clock is right is told that the last events carry a time of the future.
    let noted = machines[0]
        .tracker
        .verify_at(Timestamp::from_micros(NOW))
        .unwrap();
    assert!(noted.is_sound());
    let listed: Vec<String> = noted.findings.listed().iter().map(ToString::to_string).collect();
    assert!(
        listed.len() == 1
            && listed[0].starts_with("@7: 9 events from here on carry a time of recording later than now"),
        "{listed:?}"
    );
    println!(
        "clock an hour off × 1 round × {} acknowledged × 0 lost; none runs backwards",
        log.events
    );
}

/// A clock that is off by years would give its time to everything that follows, so the machine is refused.
#[test]
fn clock_two_years_ahead_is_refused() {
    if !is_postgres_installed() {
        return;
    }
    let address = new_log();
    let mut right = Machine::clone_of(&address, "right");
    assert!(right.record(next_article()).is_none());
    let mut wrong = Machine::with_clock(&address, "wrong", NOW + 2 * 365 * 24 * HOUR);
    let refused = wrong.record(next_article()).unwrap();
    assert!(matches!(refused, TrackerError::ClockAhead { .. }), "{refused}");
    let log = verify_origin(&open_log(&address).unwrap());
    assert_eq!(log.events, 3);
    right.assert_same_as(&log);
}
