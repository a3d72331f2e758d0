//! Sixteen writers and eight readers at once: no lost write, no gap, nobody is told that the database is locked, and
//! everybody gets on.

use crate::common::bench::{Bench, args};
use crate::common::dice::{Dice, is_long};
use crate::common::figures::Figures;
use crate::common::log_state::check;
use std::thread;
use std::time::{Duration, Instant};

const FAULT: &str = "16 writers and 8 readers at once";
const WRITERS: usize = 16;
const READERS: usize = 8;

/// Runs processes that write, one after the other, until the time is over. Returns their number.
fn write_until(bench: &Bench, end: Instant, mut dice: Dice) -> usize {
    let mut processes = 0;
    while Instant::now() < end || processes == 0 {
        let command = if processes > 0 && dice.one_in(3) {
            let ids = bench.statement_ids();
            args(&["confirm", dice.choose(&ids).as_str(), dice.choose(&ids).as_str()])
        } else {
            bench.ingest_args(1 + dice.below(4))
        };
        let ended = bench.run(&command);
        assert!(ended.status.success(), "{command:?}: {ended:?}");
        assert!(!ended.stderr.contains("locked"), "{command:?}: {ended:?}");
        bench.acknowledgements().add(&ended.stdout);
        processes += 1;
    }
    processes
}

/// Runs processes that read, one after the other, until the time is over. Returns their number.
fn read_until(bench: &Bench, end: Instant, number: usize) -> usize {
    let questions: [&[&str]; 4] = [
        &["timeline", "--format", "jsonl"],
        &["log", "--format", "jsonl"],
        &["speakers"],
        &["search", "ferry"],
    ];
    let mut processes = 0;
    while Instant::now() < end || processes == 0 {
        let question = questions[(number + processes) % questions.len()];
        let ended = bench.run(question);
        assert!(ended.status.success(), "{question:?}: {ended:?}");
        assert!(!ended.stderr.contains("locked"), "{question:?}: {ended:?}");
        processes += 1;
    }
    processes
}

#[test]
fn sixteen_writers_and_eight_readers_get_on() {
    let dice = Dice::new();
    let bench = Bench::with_articles(4);
    let end = Instant::now() + Duration::from_secs(if is_long() { 60 } else { 6 });
    let (written, read) = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|number| {
                let (bench, mut dice) = (&bench, dice.clone());
                scope.spawn(move || {
                    // Each makes choices of its own.
                    for _ in 0..number {
                        dice.below(2);
                    }
                    write_until(bench, end, dice)
                })
            })
            .collect();
        let readers: Vec<_> = (0..READERS)
            .map(|number| {
                let bench = &bench;
                scope.spawn(move || read_until(bench, end, number))
            })
            .collect();
        let join = |threads: Vec<thread::ScopedJoinHandle<'_, usize>>| -> Vec<usize> {
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        };
        (join(writers), join(readers))
    });
    println!("processes of each writer: {written:?}; of each reader: {read:?}");
    let said = bench.acknowledgements();
    let lost = check(&bench.db(), &[], &said, &FAULT);
    Figures {
        fault: FAULT,
        rounds: written.iter().chain(&read).sum(),
        acknowledged: said.count(),
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
    let (least, most) = (written.iter().min().unwrap(), written.iter().max().unwrap());
    assert!(most <= &(least * 4 + 4), "some get on much slower: {written:?}");
}
