//! Connections are cut at any byte, in both directions, while two machines write.

use super::machine::{Counts, Machine, Told, next_article, record_without_copy, record_without_copy_while};
use super::origin::{DATABASE, address_at, make_log, open_log, safe_options, start_origin, verify_origin};
use super::server_killed::publish;
use crate::common::cutting_proxy::{CuttingProxy, Side};
use crate::common::dice::{Dice, is_long, rounds};
use crate::common::postgres_server::is_postgres_installed;
use crate::common::server_faults::wait_until;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const MACHINES: usize = 2;
/// Rounds of the quick form for each kind of machine; there are two.
const ROUNDS: usize = 12;
const ROUNDS_LONG: usize = 500;
/// A new log is begun after so many rounds, so that verifying it stays quick.
const ROUNDS_PER_LOG: usize = 50;
/// More bytes than an article takes in either direction, with the connection that is made first.
const BYTES_MAX: usize = 12_000;

/// Cuts all connections through `proxy` once, at a random byte, while each of `machines` writes until that happened.
fn cut_while<M: Send>(
    proxy: &CuttingProxy,
    machines: &mut [M],
    dice: &mut Dice,
    write: impl Fn(&mut M, &dyn Fn() -> bool) -> Told + Sync,
) -> Told {
    let side = *dice.choose(&[Side::Client, Side::Server]);
    proxy.cut_after(side, dice.below(BYTES_MAX) as u64 + 1);
    scope(|scope| {
        let write = &write;
        let writing: Vec<_> = machines
            .iter_mut()
            .map(|machine| scope.spawn(move || write(machine, &|| !proxy.has_cut())))
            .collect();
        let mut told = Told::default();
        for machine in writing {
            told.add(machine.join().unwrap());
        }
        told
    })
}

#[test]
fn cut_connections_lose_nothing_that_copies_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut counts = Counts::default();
    let server = start_origin(&safe_options());
    let proxy = CuttingProxy::before(server.port);
    for first in (0..rounds).step_by(ROUNDS_PER_LOG) {
        let database = format!("press_{first}");
        make_log(&server, &database);
        let address = address_at(proxy.port, &database);
        let mut machines: Vec<Machine> = (0..MACHINES)
            .map(|number| Machine::clone_of(&address, &format!("machine {number}")))
            .collect();
        let mut told = Told::default();
        for machine in &mut machines {
            let number = next_article();
            told.note(number, machine.record(number).as_ref());
        }
        for _ in first..rounds.min(first + ROUNDS_PER_LOG) {
            told.add(cut_while(&proxy, &mut machines, &mut dice, |machine, goes_on| {
                machine.record_while(goes_on)
            }));
            let log = verify_origin(&open_log(&address_at(server.port, &database)).unwrap());
            for machine in &mut machines {
                machine.assert_same_as(&log);
            }
            counts.add(std::mem::take(&mut told).count(&log));
        }
        for machine in &machines {
            machine.assert_sound();
        }
        drop(machines);
        server.drop_database(&database);
    }
    assert!(proxy.cuts() >= rounds);
    publish(
        "connections of 2 copies cut at random bytes",
        rounds,
        counts,
        &dice,
    );
}

#[test]
fn cut_connections_lose_nothing_that_the_server_acknowledged() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut counts = Counts::default();
    let server = start_origin(&safe_options());
    let proxy = CuttingProxy::before(server.port);
    let address = address_at(proxy.port, DATABASE);
    let direct = open_log(&address_at(server.port, DATABASE)).unwrap();
    let mut told = Told::default();
    let number = next_article();
    told.note(number, record_without_copy(&direct, number).as_ref().err());
    for round in 0..rounds {
        told.add(cut_while(
            &proxy,
            &mut [(); MACHINES],
            &mut dice,
            |(), goes_on| record_without_copy_while(&address, goes_on),
        ));
        if round % 10 == 9 || round + 1 == rounds {
            // What is still being committed ends before another transaction can write.
            direct.begin_write().unwrap();
            direct.roll_back().unwrap();
            counts.add(std::mem::take(&mut told).count(&verify_origin(&direct)));
        }
    }
    publish("connections cut at random bytes", rounds, counts, &dice);
}

/// A server that cannot be reached for a while: a machine says so, records nothing, and goes on afterwards.
#[test]
fn refused_connections_are_told_and_nothing_is_recorded() {
    if !is_postgres_installed() {
        return;
    }
    let server = start_origin(&safe_options());
    let proxy = CuttingProxy::before(server.port);
    let mut machine = Machine::clone_of(&address_at(proxy.port, DATABASE), "machine");
    assert!(machine.record(next_article()).is_none());
    proxy.refuse(true);
    let refused = machine.record(next_article()).unwrap();
    assert!(refused.to_string().contains("cannot be reached"), "{refused}");
    proxy.refuse(false);
    wait_until("the server again", || machine.record(next_article()).is_none());
    let log = verify_origin(&open_log(&address_at(server.port, DATABASE)).unwrap());
    assert_eq!(log.events, 6);
    machine.assert_same_as(&log);
}

/// A machine that vanishes while it holds the lock of all writers, without closing its connection: the server notices
/// after a minute. The long form waits for that; in the quick form the connection is closed, as by a process that is
/// killed.
#[test]
fn machine_that_vanishes_gives_its_lock_back() {
    if !is_postgres_installed() {
        return;
    }
    let server = start_origin(&safe_options());
    let proxy = CuttingProxy::before(server.port);
    let vanished = open_log(&address_at(proxy.port, DATABASE)).unwrap();
    let mut other = Machine::clone_of(&address_at(server.port, DATABASE), "machine");
    vanished.begin_write().unwrap();
    proxy.pause(true);
    let start = Instant::now();
    scope(|scope| {
        let recording = scope.spawn(|| other.record(next_article()));
        sleep(Duration::from_millis(300));
        assert!(!recording.is_finished(), "two hold the lock");
        if !is_long() {
            proxy.refuse(true);
        }
        let error = recording.join().unwrap();
        assert!(error.is_none(), "{error:?}");
    });
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(90), "{waited:?}");
    proxy.pause(false);
    assert!(vanished.commit().is_err());
    other.assert_same_as(&verify_origin(
        &open_log(&address_at(server.port, DATABASE)).unwrap(),
    ));
    println!("a machine vanished with the lock: another one waited {waited:.1?}");
}
