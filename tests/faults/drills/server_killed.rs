//! The server is killed, with all its processes, while four machines write.

use super::machine::{Counts, Machine, Round, Told, record_without_copy_while};
use super::origin::{DATABASE, address_at, open_log, safe_options, start_origin, verify_origin};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::postgres_server::{PostgresServer, is_postgres_installed};
use crate::common::server_faults::kill;
use std::thread::{scope, sleep};
use std::time::Duration;

const MACHINES: usize = 4;
/// Rounds of the quick form for each kind of machine; there are two.
const ROUNDS: usize = 3;
const ROUNDS_LONG: usize = 200;
/// A new server is begun after so many rounds, so that verifying the log stays quick.
const ROUNDS_PER_SERVER: usize = 20;

/// Kills the server at a random moment while each of `machines` writes, and starts it again. Returns what they were
/// told.
fn kill_while<M: Send>(
    server: &mut PostgresServer,
    machines: &mut [M],
    dice: &mut Dice,
    write: impl Fn(&mut M, &Round) -> Told + Sync,
) -> Told {
    let round = Round::default();
    let count = machines.len();
    scope(|scope| {
        let (write, round) = (&write, &round);
        let writing: Vec<_> = machines
            .iter_mut()
            .map(|machine| scope.spawn(move || write(machine, round)))
            .collect();
        round.wait_for_first(count);
        sleep(Duration::from_millis(dice.below(400) as u64));
        kill(server);
        server.start_again();
        // Some more is written by those who found the server again.
        sleep(Duration::from_millis(20));
        round.end();
        let mut told = Told::default();
        for machine in writing {
            told.add(machine.join().unwrap());
        }
        told
    })
}

/// Publishes the figures and asserts that nothing is lost, and that nothing is there which was denied.
pub(super) fn publish(fault: &'static str, rounds: usize, counts: Counts, dice: &Dice) {
    let Counts {
        acknowledged,
        lost,
        in_doubt,
        in_doubt_recorded,
        denied,
        denied_recorded,
    } = counts;
    Figures {
        fault,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    println!(
        "  in doubt {in_doubt}, {in_doubt_recorded} of them recorded; denied {denied}, {denied_recorded} of them recorded"
    );
    assert_eq!((lost, denied_recorded), (0, 0), "seed {}", dice.seed);
    assert!(acknowledged > 0);
}

#[test]
fn killed_server_loses_nothing_that_copies_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut counts = Counts::default();
    for first in (0..rounds).step_by(ROUNDS_PER_SERVER) {
        let mut server = start_origin(&safe_options());
        let address = address_at(server.port, DATABASE);
        let mut machines: Vec<Machine> = (0..MACHINES)
            .map(|number| Machine::clone_of(&address, &format!("machine {number}")))
            .collect();
        for _ in first..rounds.min(first + ROUNDS_PER_SERVER) {
            let told = kill_while(&mut server, &mut machines, &mut dice, |machine, round| {
                machine.record_while(|| round.goes_on())
            });
            let log = verify_origin(&open_log(&address).unwrap());
            for machine in &mut machines {
                machine.assert_same_as(&log);
            }
            counts.add(told.count(&log));
        }
        for machine in &machines {
            machine.assert_sound();
        }
    }
    publish(
        "kill -9 of the server while 4 copies write",
        rounds,
        counts,
        &dice,
    );
}

#[test]
fn killed_server_loses_nothing_that_it_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut counts = Counts::default();
    for first in (0..rounds).step_by(ROUNDS_PER_SERVER) {
        let mut server = start_origin(&safe_options());
        let address = address_at(server.port, DATABASE);
        for _ in first..rounds.min(first + ROUNDS_PER_SERVER) {
            let told = kill_while(&mut server, &mut [(); MACHINES], &mut dice, |(), round| {
                record_without_copy_while(&address, || round.goes_on())
            });
            counts.add(told.count(&verify_origin(&open_log(&address).unwrap())));
        }
    }
    publish(
        "kill -9 of the server while 4 connections write",
        rounds,
        counts,
        &dice,
    );
}
