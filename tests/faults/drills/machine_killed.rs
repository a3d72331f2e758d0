//! The programs on three machines are killed while they write to one log: each copy is mended by its next `sync`.

use super::origin::{new_address, new_log, open_log};
use crate::common::bench::{Bench, Running};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::log_state::{check, leaf_hashes};
use crate::common::postgres_server::is_postgres_installed;
use dixit::log::{EventPass, Findings, LogStore, PostgresLog, verify_each_event, verify_order};
use std::time::{Duration, Instant};

const MACHINES: usize = 3;
const ROUNDS: usize = 4;
const ROUNDS_LONG: usize = 100;
/// A new log is begun after so many rounds, so that verifying it stays quick.
const ROUNDS_PER_LOG: usize = 20;
/// Articles of one `ingest`. Every machine has the same ones.
const ARTICLES: usize = 8;

/// A machine whose `dixit.db` is a copy of the log at `address`.
fn clone_of(address: &str) -> Bench {
    let bench = Bench::new();
    let ended = bench.run(&["clone", address, "dixit.db"]);
    assert!(ended.status.success(), "{ended:?}");
    bench
}

fn start_ingest(bench: &Bench) -> Running {
    bench.start(bench.command(&bench.ingest_args(ARTICLES)))
}

/// How long all machines take together if nobody kills them.
fn measure(machines: &[Bench]) -> Duration {
    let start = Instant::now();
    let running: Vec<Running> = machines.iter().map(start_ingest).collect();
    for (bench, running) in machines.iter().zip(running) {
        let ended = running.wait();
        assert!(ended.status.success(), "{ended:?}");
        bench.acknowledgements().add(&ended.stdout);
    }
    start.elapsed()
}

/// The leaf hashes of the origin, in which nothing is wrong.
fn hashes_of_origin(log: &PostgresLog) -> Vec<Vec<u8>> {
    let mut findings = Findings::default();
    verify_each_event(log, &mut findings, EventPass::default(), &mut |_| {}).unwrap();
    verify_order(log, &mut findings).unwrap();
    assert!(findings.is_sound(), "{findings:#?}");
    let mut hashes = Vec::new();
    log.for_each_leaf(0, u64::MAX, &mut |leaf| {
        hashes.push(leaf.as_bytes().to_vec());
        true
    })
    .unwrap();
    hashes
}

/// Runs a command and kills it after a random part of `duration`, then runs it to its end.
fn kill_and_repeat(bench: &Bench, command: &[&str], duration: Duration, dice: &mut Dice) {
    let percent = u32::try_from(dice.below(110)).unwrap();
    let running = bench.start(bench.command(command));
    running.kill_after(duration * percent / 100);
    let ended = bench.run(command);
    assert!(ended.status.success(), "{command:?} after {percent} %: {ended:?}");
}

/// How long a command takes.
fn measure_command(bench: &Bench, command: &[&str]) -> Duration {
    let start = Instant::now();
    let ended = bench.run(command);
    assert!(ended.status.success(), "{ended:?}");
    start.elapsed()
}

#[test]
fn killed_share_and_clone_go_on_where_they_were() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS / 2, ROUNDS_LONG);
    let base = Bench::with_articles(20);
    let address = new_address();
    let shares = measure_command(&base.copy(), &["share", "dixit.db", &address]);
    let clones = measure_command(&Bench::new(), &["clone", &address, "dixit.db"]);
    let expected = leaf_hashes(&base.db());
    for _ in 0..rounds {
        let address = new_address();
        let first = base.copy();
        kill_and_repeat(&first, &["share", "dixit.db", &address], shares, &mut dice);
        assert_eq!(hashes_of_origin(&open_log(&address).unwrap()), expected);
        let second = Bench::new();
        kill_and_repeat(&second, &["clone", &address, "dixit.db"], clones, &mut dice);
        // Both are copies: what one records the other gets.
        let recorded = second.run(&second.ingest_args(21));
        assert!(recorded.status.success(), "{recorded:?}");
        let synced = first.run(&["sync"]);
        assert!(synced.status.success(), "{synced:?}");
        assert_eq!(leaf_hashes(&first.db()).len(), expected.len() + 3);
        for bench in [&first, &second] {
            let lost = check(
                &bench.db(),
                &expected,
                &base.acknowledgements(),
                &"share and clone",
            );
            assert_eq!(lost, 0, "seed {}", dice.seed);
        }
    }
    Figures {
        fault: "kill -9 of share and of clone",
        rounds,
        acknowledged: expected.len() * rounds,
        lost: 0,
        seed: dice.seed,
    }
    .publish();
}

#[test]
fn killed_machines_lose_nothing_and_leave_no_fork() {
    if !is_postgres_installed() {
        return;
    }
    let mut dice = Dice::new();
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let (mut acknowledged, mut lost) = (0, 0);
    for first in (0..rounds).step_by(ROUNDS_PER_LOG) {
        let address = new_log();
        let origin = open_log(&address).unwrap();
        let machines: Vec<Bench> = (0..MACHINES).map(|_| clone_of(&address)).collect();
        let duration = measure(&machines);
        for round in first..rounds.min(first + ROUNDS_PER_LOG) {
            let before = hashes_of_origin(&origin);
            let running: Vec<Running> = machines.iter().map(start_ingest).collect();
            for (bench, running) in machines.iter().zip(running) {
                let percent = u32::try_from(20 + dice.below(100)).unwrap();
                let ended = running.kill_after(duration * percent / 100);
                bench.acknowledgements().add(&ended.stdout);
            }
            // Whoever had begun to commit may still hold the lock: nobody knows yet that it is gone.
            origin.begin_write().unwrap();
            origin.roll_back().unwrap();
            let recorded = hashes_of_origin(&origin);
            assert!(recorded.starts_with(&before));
            for bench in &machines {
                // What was acknowledged is in the copy too, before it is synchronised.
                lost += bench.acknowledgements().count_lost(&bench.db());
                let ended = bench.run(&["sync"]);
                assert!(ended.status.success(), "{ended:?}");
                lost += check(&bench.db(), &before, &bench.acknowledgements(), &round);
                assert_eq!(leaf_hashes(&bench.db()), recorded);
            }
        }
        let counts = machines.iter().map(|bench| bench.acknowledgements().count());
        acknowledged += counts.sum::<usize>();
    }
    Figures {
        fault: "kill -9 of the program on 3 machines with copies",
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
    assert!(acknowledged > 0);
}
