//! The origin gets yesterday's data back: every copy that has more finds the fork, and keeps what it has. A copy that
//! is deleted and cloned again is what it was.

use super::machine::{Machine, next_article};
use super::origin::{DATABASE, address_at, new_log, open_log, start_origin, verify_origin};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::postgres_server::{
    PostgresServer, ServerOptions, is_postgres_installed, programs, server_command,
};
use crate::common::server_faults::{give_back, keep_copy};
use dixit::tracker::TrackerError;
use std::fs;
use std::process::Stdio;

const ROUNDS: usize = 2;
const ROUNDS_LONG: usize = 25;

/// Records so many articles, and returns the last position.
fn record(machine: &mut Machine, articles: usize) -> u64 {
    for _ in 0..articles {
        let error = machine.record(next_article());
        assert!(error.is_none(), "{error:?}");
    }
    machine
        .tracker
        .head()
        .unwrap()
        .map_or(0, |head| head.position.number())
}

/// Asserts that `error` says that the copy is a fork from position `expected` on.
fn assert_fork(error: &TrackerError, expected: u64) {
    assert!(
        matches!(error, TrackerError::Fork { first, .. } if first.number() == expected),
        "{error}, not @{expected}"
    );
}

#[test]
fn origin_that_is_restored_to_yesterday_is_found_by_every_copy_that_has_more() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let mut acknowledged = 0;
    for _ in 0..rounds {
        let mut server = start_origin(&ServerOptions::default());
        let address = address_at(server.port, DATABASE);
        let mut first = Machine::clone_of(&address, "first");
        let mut second = Machine::clone_of(&address, "second");
        let yesterday = record(&mut first, dice.below(20) + 1);
        assert_eq!(second.sync().unwrap().position.number(), yesterday);
        let kept = keep_copy(&mut server, "yesterday");
        let today = record(&mut first, dice.below(20) + 1);
        acknowledged += usize::try_from(today).unwrap();
        give_back(&mut server, &kept);

        // The origin is a beginning of the copy.
        let error = first.sync().unwrap_err();
        assert_fork(&error, yesterday + 1);
        assert_fork(&first.record(next_article()).unwrap(), yesterday + 1);
        second.sync().unwrap();
        if dice.one_in(2) {
            // Nobody has recorded since: the copy puts back what the origin lost.
            let address = address.parse().unwrap();
            let report = first.tracker.share(&address, &mut |_| true).unwrap();
            assert_eq!(
                (report.events, report.position.number()),
                (today - yesterday, today)
            );
            first.sync().unwrap();
            second.assert_same_as(&verify_origin(&open_log(&address.to_string()).unwrap()));
            assert_eq!(second.tracker.head().unwrap().unwrap().position.number(), today);
            continue;
        }
        // The other copy goes on: now the two have different events.
        record(&mut second, dice.below(20) + 1);
        let error = first.sync().unwrap_err();
        assert_fork(&error, yesterday + 1);
        let compared = first.tracker.compare_with_origin().unwrap();
        assert_eq!(compared.fork.unwrap().number(), yesterday + 1);

        // Nothing was changed on either side.
        assert_eq!(first.tracker.head().unwrap().unwrap().position.number(), today);
        first.assert_sound();
        let log = verify_origin(&open_log(&address).unwrap());
        second.assert_same_as(&log);
        second.assert_sound();
    }
    Figures {
        fault: "origin restored to yesterday, fork found",
        rounds,
        acknowledged,
        // The copy still has them all, and says what the origin lacks.
        lost: 0,
        seed: dice.seed,
    }
    .publish();
}

#[test]
fn copy_that_is_deleted_and_cloned_again_is_the_same() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let address = new_log();
    let mut machine = Machine::clone_of(&address, "machine");
    for _ in 0..rounds {
        record(&mut machine, dice.below(20) + 1);
        let before = machine.tracker.verify().unwrap();
        assert!(before.is_sound(), "{before:?}");
        let Machine { tracker, dir } = machine;
        drop(tracker);
        fs::remove_dir_all(dir.path()).unwrap();
        machine = Machine::clone_of(&address, "machine");
        // The same root, and the same digest of every read model.
        assert_eq!(machine.tracker.verify().unwrap(), before);
        machine.assert_same_as(&verify_origin(&open_log(&address).unwrap()));
    }
    let log = verify_origin(&open_log(&address).unwrap());
    Figures {
        fault: "copy deleted and cloned again",
        rounds,
        acknowledged: usize::try_from(log.events).unwrap(),
        lost: 0,
        seed: dice.seed,
    }
    .publish();
}

/// A dump is restored as a whole into an empty database: the same log, and the copies go on.
#[test]
fn origin_that_is_restored_from_a_dump_is_the_same() {
    if !is_postgres_installed() {
        return;
    }
    let server = PostgresServer::shared();
    let address = new_log();
    let mut machine = Machine::clone_of(&address, "machine");
    // More than the nodes of the tree that are stored first.
    record(&mut machine, 90);
    let before = verify_origin(&open_log(&address).unwrap());
    let database = server.new_database();
    let dump = server.dir.path().join(format!("{database}.dump"));
    let run = |program: &str, arguments: &[&str]| {
        let output = server_command(programs().unwrap().join(program))
            .args([
                "--username=postgres",
                "--host=127.0.0.1",
                &format!("--port={}", server.port),
            ])
            .args(arguments)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
    };
    let from = address.rsplit_once('/').unwrap().1.split('?').next().unwrap();
    let dump = dump.to_str().unwrap();
    run("pg_dump", &["--format=custom", "--file", dump, from]);
    run("pg_restore", &["--exit-on-error", "--dbname", &database, dump]);
    let restored = address_at(server.port, &database);
    assert_eq!(verify_origin(&open_log(&restored).unwrap()), before);
    machine.tracker.move_origin(&restored.parse().unwrap()).unwrap();
    record(&mut machine, 1);
    let after = verify_origin(&open_log(&restored).unwrap());
    assert_eq!(after.events, before.events + 3);
    machine.assert_same_as(&after);
}
