//! Who waits for another process is told for whom, and writes when its turn comes.

use crate::common::bench::{Bench, Running, args};
use rusqlite::{Connection, TransactionBehavior};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A test that waits longer than this fails. The machine may be busy.
const SECONDS_MAX: u64 = 120;

/// Waits until `is_so`.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(
            start.elapsed() < Duration::from_secs(SECONDS_MAX),
            "in vain: {what}"
        );
        sleep(Duration::from_millis(5));
    }
}

fn signal(running: &Running, signal: Signal) {
    let process = Pid::from_raw(running.id().cast_signed()).unwrap();
    kill_process(process, signal).unwrap();
}

#[test]
fn who_waits_for_another_program_is_told_and_then_writes() {
    let bench = Bench::with_articles(2);
    let ids = bench.statement_ids();
    let mut holder = Connection::open(bench.db()).unwrap();
    let held = holder
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let mut commands = vec![
        args(&["confirm", &ids[0]]),
        bench.ingest_args(1),
        args(&["rebuild"]),
    ];
    let mut waiting: Vec<Running> = commands
        .drain(..)
        .map(|command| bench.start(bench.command(&command)))
        .collect();
    let own = format!("process {}", std::process::id());
    for running in &mut waiting {
        wait_until("a note", || {
            running.stderr_so_far().contains("note: waiting for another ")
        });
        let note = running.stderr_so_far();
        assert!(note.contains("to finish writing"), "{note}");
        if cfg!(target_os = "linux") {
            assert!(note.contains(&own), "{note}");
        }
        assert!(!running.has_ended());
    }
    // It is told once, however long the wait is.
    sleep(Duration::from_secs(3));
    drop(held);
    for running in waiting {
        let ended = running.wait();
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(ended.stderr.matches("waiting for").count(), 1, "{ended:?}");
    }
}

#[test]
fn short_wait_is_not_told() {
    let bench = Bench::with_articles(2);
    let mut holder = Connection::open(bench.db()).unwrap();
    let held = holder
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .unwrap();
    let running = bench.start(bench.command(&["confirm", &bench.statement_ids()[0]]));
    sleep(Duration::from_millis(700));
    drop(held);
    let ended = running.wait();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(ended.stderr, "");
}

/// Starts `dixit rebuild` and stops it while it has the write lock.
#[cfg(target_os = "linux")]
fn stopped_rebuild(bench: &Bench) -> Running {
    let mut running = bench.start(bench.command(&["rebuild"]));
    let process = running.id().to_string();
    wait_until("the write lock", || {
        assert!(!running.has_ended(), "it ended too early");
        let locks = fs::read_to_string("/proc/locks").unwrap();
        locks.lines().any(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            fields.contains(&process.as_str()) && fields.ends_with(&["120", "120"])
        })
    });
    signal(&running, Signal::STOP);
    running
}

#[cfg(target_os = "linux")]
#[test]
fn another_dixit_is_named_with_its_command() {
    let bench = Bench::with_articles(40);
    let ids = bench.statement_ids();
    let rebuild = stopped_rebuild(&bench);
    let confirm = bench.start(bench.command(&["confirm", &ids[0]]));
    wait_until("a note", || confirm.stderr_so_far().contains("waiting for"));
    let expected = format!(
        "note: waiting for another dixit (process {}, `dixit rebuild`) to finish writing\n",
        rebuild.id()
    );
    assert_eq!(confirm.stderr_so_far(), expected);
    signal(&rebuild, Signal::CONT);
    for running in [rebuild, confirm] {
        let ended = running.wait();
        assert!(ended.status.success(), "{ended:?}");
    }
}

/// Readers go on while a rebuild has the write lock, and see the old read models.
#[cfg(target_os = "linux")]
#[test]
fn rebuild_does_not_stop_readers() {
    let bench = Bench::with_articles(40);
    let before = bench.run(&["timeline", "--format", "jsonl"]);
    let rebuild = stopped_rebuild(&bench);
    for question in [&["timeline", "--format", "jsonl"][..], &["speakers"], &["verify"]] {
        let ended = bench.run(question);
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(ended.stderr.matches("waiting").count(), 0, "{ended:?}");
        if question[0] == "timeline" {
            assert_eq!(ended.stdout, before.stdout);
        }
    }
    signal(&rebuild, Signal::CONT);
    let ended = rebuild.wait();
    assert!(ended.status.success(), "{ended:?}");
}

/// A process that writes again and again, without a pause, does not keep others from writing.
#[test]
fn busy_writer_lets_others_write() {
    let bench = Bench::with_articles(2);
    let ids = bench.statement_ids();
    let busy = dixit::log::open(&bench.db(), dixit::log::AccessMode::ReadWrite);
    let mut busy = busy.unwrap();
    let end = Instant::now() + Duration::from_secs(SECONDS_MAX);
    let mut running = bench.start(bench.command(&["confirm", &ids[0]]));
    let mut transactions = 0;
    while !running.has_ended() {
        assert!(
            Instant::now() < end,
            "it never got its turn in {transactions} transactions"
        );
        let observer = dixit::log::StoreObserver::default();
        let tx = dixit::log::begin_write(&mut busy, &observer).unwrap();
        // Most of the time it holds the lock.
        sleep(Duration::from_millis(40));
        drop(tx);
        transactions += 1;
    }
    let ended = running.wait();
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(
        ended.stderr, "",
        "it waited too long: {transactions} transactions"
    );
}
