//! The program is killed (SIGKILL) at random moments: what it acknowledged is there, and nothing is there in part.

use crate::common::bench::{Bench, args};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::log_state::{check, leaf_hashes};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Rounds of the quick form for each kind of work; there are seven.
const ROUNDS: usize = 8;
/// Rounds of the long form: 2,100 over all kinds of work.
const ROUNDS_LONG: usize = 300;
/// A new database is begun after so many rounds, so that checking it stays quick.
const ROUNDS_PER_DATABASE: usize = 20;
/// Articles of one `ingest`.
const ARTICLES: usize = 12;

/// A kind of work: what is killed.
struct Work {
    fault: &'static str,
    /// A database to begin with.
    begin: fn() -> Bench,
    /// The command lines of one round; they run at the same time.
    commands: fn(&Bench, &mut Dice) -> Vec<Vec<String>>,
    rounds_per_database: usize,
    /// What else must be so after each round.
    also: fn(&Bench),
}

fn ingest(bench: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![bench.ingest_args(ARTICLES)]
}

fn ingest_twice(bench: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![bench.ingest_args(ARTICLES), bench.ingest_args(ARTICLES)]
}

/// One of the decisions of persons, on a random statement.
fn decide(bench: &Bench, dice: &mut Dice) -> Vec<Vec<String>> {
    let ids = bench.statement_ids();
    let (id, other) = (dice.choose(&ids).as_str(), dice.choose(&ids).as_str());
    let number = dice.below(1_000_000).to_string();
    let acts = ["proposal", "warning", "claim", "forecast", "denial"];
    let act = *dice.choose(&acts);
    let choices: [&[&str]; 6] = [
        &["confirm", id],
        &["correct", id, "--act", act],
        &["correct", id, "--capacity", &number],
        &["tag", id, "artificial intelligence"],
        &["alias", "Nora Lindqvist", &number],
        &["confirm", id, other],
    ];
    vec![args(choices[dice.below(choices.len())])]
}

fn rebuild(_: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![args(&["rebuild"])]
}

fn reread(_: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![args(&["reread", "--format", "jsonl"])]
}

/// Takes the words of a random statement away.
fn redact(bench: &Bench, dice: &mut Dice) -> Vec<Vec<String>> {
    let ids = bench.statement_ids();
    let id = dice.choose(&ids).as_str();
    vec![args(&[
        "redact", id, "--reason", "a test", "--yes", "--format", "jsonl",
    ])]
}

fn back_up(_: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![args(&["backup", "copy.db"])]
}

/// A backup that is there is whole.
fn check_backup(bench: &Bench) {
    let copy = bench.path().join("copy.db");
    if copy.exists() {
        assert_eq!(leaf_hashes(&copy), leaf_hashes(&bench.db()));
        check(&copy, &[], &bench.acknowledgements(), &"a backup");
    }
}

/// No database yet, and the events of another one in a file.
fn exported_events() -> Bench {
    let bench = Bench::new();
    let other = Bench::with_articles(30);
    let ended = other.run(&["export", "events"]);
    assert!(ended.status.success(), "{ended:?}");
    fs::write(bench.path().join("events.ndjson"), ended.stdout).unwrap();
    bench
}

fn import(_: &Bench, _: &mut Dice) -> Vec<Vec<String>> {
    vec![args(&["import", "events.ndjson", "--format", "jsonl"])]
}

/// A database of 0.1.0: its articles were read by an older extractor.
fn old_database() -> Bench {
    let bench = Bench::new();
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/store/0.1.0.sqlite3");
    fs::copy(old, bench.db()).unwrap();
    bench
}

fn small_database() -> Bench {
    Bench::with_articles(10)
}

/// How long the commands take if nobody kills them.
fn measure(work: &Work, dice: &mut Dice) -> Duration {
    let bench = (work.begin)();
    let commands = (work.commands)(&bench, dice);
    let start = Instant::now();
    let running: Vec<_> = commands
        .iter()
        .map(|command| bench.start(bench.command(command)))
        .collect();
    for running in running {
        let ended = running.wait();
        assert!(ended.status.success(), "{}: {ended:?}", work.fault);
        let acknowledged = bench.acknowledgements().add(&ended.stdout);
        let is_silent = work.fault.ends_with("rebuild") || work.fault.ends_with("backup");
        assert!(is_silent || acknowledged > 0, "{}: {ended:?}", work.fault);
    }
    start.elapsed()
}

/// A random moment of a work that takes `duration`. Half of the moments are in its last third, where it commits.
fn choose_moment(dice: &mut Dice, duration: Duration) -> Duration {
    let percent = if dice.one_in(2) {
        dice.below(120)
    } else {
        60 + dice.below(80)
    };
    duration * u32::try_from(percent).unwrap() / 100
}

fn kill_rounds(work: &Work) {
    let mut dice = Dice::new();
    let duration = measure(work, &mut dice);
    let rounds = rounds(ROUNDS, ROUNDS_LONG);
    let (mut acknowledged, mut lost) = (0, 0);
    let mut bench = (work.begin)();
    for round in 0..rounds {
        if round > 0 && round % work.rounds_per_database == 0 {
            acknowledged += bench.acknowledgements().count();
            bench = (work.begin)();
        }
        let before = leaf_hashes(&bench.db());
        let commands = (work.commands)(&bench, &mut dice);
        let moment = choose_moment(&mut dice, duration);
        let running: Vec<_> = commands
            .iter()
            .map(|command| bench.start(bench.command(command)))
            .collect();
        for running in running {
            let ended = running.kill_after(moment);
            bench.acknowledgements().add(&ended.stdout);
        }
        lost += check(&bench.db(), &before, &bench.acknowledgements(), &(round, moment));
        (work.also)(&bench);
    }
    acknowledged += bench.acknowledgements().count();
    Figures {
        fault: work.fault,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}

#[test]
fn killed_ingest_loses_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of ingest",
        begin: Bench::new,
        commands: ingest,
        rounds_per_database: ROUNDS_PER_DATABASE,
        also: |_| {},
    });
}

#[test]
fn killed_ingest_of_two_writers_loses_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of ingest by two writers",
        begin: Bench::new,
        commands: ingest_twice,
        rounds_per_database: ROUNDS_PER_DATABASE,
        also: |_| {},
    });
}

#[test]
fn killed_decisions_lose_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of decisions",
        begin: small_database,
        commands: decide,
        rounds_per_database: ROUNDS_PER_DATABASE,
        also: |_| {},
    });
}

#[test]
fn killed_rebuild_loses_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of rebuild",
        begin: small_database,
        commands: rebuild,
        rounds_per_database: ROUNDS_PER_DATABASE,
        also: |_| {},
    });
}

#[test]
fn killed_reread_loses_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of reread, and of bringing an old database up to date",
        begin: old_database,
        commands: reread,
        rounds_per_database: 1,
        also: |_| {},
    });
}

#[test]
fn killed_redaction_is_whole_or_not_at_all() {
    kill_rounds(&Work {
        fault: "kill -9 of redact",
        begin: small_database,
        commands: redact,
        rounds_per_database: 4,
        also: |_| {},
    });
}

#[test]
fn killed_backup_leaves_a_whole_one_or_none() {
    kill_rounds(&Work {
        fault: "kill -9 of backup",
        begin: small_database,
        commands: back_up,
        rounds_per_database: 3,
        also: check_backup,
    });
}

#[test]
fn killed_import_loses_nothing() {
    kill_rounds(&Work {
        fault: "kill -9 of import",
        begin: exported_events,
        commands: import,
        rounds_per_database: 2,
        also: |_| {},
    });
}
