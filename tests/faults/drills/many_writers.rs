//! Sixteen machines record at the same moment, half of it the same articles.

use super::machine::{Machine, next_article, stream_of};
use super::origin::{new_log, open_log, verify_origin};
use super::server_killed::publish;
use crate::common::dice::{Dice, rounds};
use crate::common::postgres_server::is_postgres_installed;
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread::scope;
use std::time::{Duration, Instant};

const MACHINES: usize = 16;
/// How long each machine begins to record: a sixteenth of a second.
const MOMENT: Duration = Duration::from_micros(62_500);
const ROUNDS: usize = 1;
const ROUNDS_LONG: usize = 20;

#[test]
fn sixteen_machines_record_the_same_articles_once_and_leave_no_gap() {
    if !is_postgres_installed() {
        return;
    }
    let dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let address = new_log();
    let mut machines: Vec<Machine> = (0..MACHINES)
        .map(|number| Machine::clone_of(&address, &format!("machine {number}")))
        .collect();
    let mut counts = super::machine::Counts::default();
    for _ in 0..rounds {
        let shared: Vec<usize> = (0..64).map(|_| next_article()).collect();
        let begin = Barrier::new(MACHINES);
        let recorded: BTreeSet<usize> = scope(|scope| {
            let (shared, begin) = (&shared, &begin);
            let writing: Vec<_> = machines
                .iter_mut()
                .map(|machine| {
                    scope.spawn(move || {
                        begin.wait();
                        record_for_a_moment(machine, shared)
                    })
                })
                .collect();
            writing
                .into_iter()
                .flat_map(|machine| machine.join().unwrap())
                .collect()
        });
        // Gapless positions, and each article once, is what a sound log means here.
        let log = verify_origin(&open_log(&address).unwrap());
        let there = recorded
            .iter()
            .filter(|number| log.articles.contains(&stream_of(**number)))
            .count();
        counts.acknowledged += recorded.len() * 3;
        counts.lost += (recorded.len() - there) * 3;
        for machine in &mut machines {
            machine.assert_same_as(&log);
        }
        assert_eq!(
            counts.acknowledged,
            usize::try_from(log.events).unwrap(),
            "each article once"
        );
    }
    for machine in &machines {
        machine.assert_sound();
    }
    publish(
        "16 machines that record at once, half of it the same",
        rounds,
        counts,
        &dice,
    );
}

/// Records articles that the others record too, and ones of its own, in turn; returns all of them.
fn record_for_a_moment(machine: &mut Machine, shared: &[usize]) -> Vec<usize> {
    let start = Instant::now();
    let mut recorded = Vec::new();
    let mut shared = shared.iter();
    while start.elapsed() < MOMENT {
        for number in shared.next().copied().into_iter().chain([next_article()]) {
            let error = machine.record(number);
            assert!(error.is_none(), "{error:?}");
            recorded.push(number);
        }
    }
    recorded
}
