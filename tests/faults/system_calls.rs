//! Each system call on the files of the database fails in turn: what was acknowledged is there, the log is sound, and
//! the message speaks of what happened.

use crate::common::bench::{Bench, Ended, args};
use crate::common::dice::{Dice, is_long, rounds};
use crate::common::figures::{Figures, skip};
use crate::common::log_state::{check, leaf_hashes};
use crate::common::strace::{command_on_database, obstacle, recorded_calls};
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;

const FAULT: &str = "a system call fails or is the last one";
/// Cases of the quick form, over all commands. The long form takes every case.
const CASES: usize = 40;
/// The calls that open, read, write, sync, cut off, map and remove files.
const CALLS: [&str; 8] = [
    "openat",
    "pread64",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "mmap",
    "unlink",
];
const SIGKILL: &str = "signal=SIGKILL";
const OUTCOMES: [&str; 4] = ["error=EIO", "error=ENOSPC", "error=EINTR", SIGKILL];
/// In the long form, the n-th calls beyond this are sampled: a rebuild makes thousands of the same.
const EACH_UP_TO: usize = 40;

/// A call that is made to fail.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Case {
    command: usize,
    call: &'static str,
    /// Which of the calls of this name: 1 is the first.
    number: usize,
    outcome: &'static str,
}

/// The command lines on a copy of `base`.
fn command_lines(base: &Bench) -> Vec<Vec<String>> {
    let ids = base.statement_ids();
    vec![
        base.ingest_args(4),
        args(&["confirm", &ids[0]]),
        args(&["correct", &ids[1], "--act", "warning"]),
        args(&["rebuild"]),
    ]
}

/// A copy of `base`, with the articles that the commands read.
fn copy_of(base: &Bench) -> Bench {
    let copy = base.copy();
    for entry in std::fs::read_dir(base.path()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_string_lossy().ends_with(".jsonl") {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    copy
}

/// Every case, of calls that the commands were seen to make.
fn all_cases(base: &Bench, commands: &[Vec<String>], dice: &mut Dice) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number_of_command, command) in commands.iter().enumerate() {
        let bench = copy_of(base);
        let ended = bench.start(command_on_database(&bench, &[], command)).wait();
        assert!(ended.status.success(), "{ended:?}");
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for call in recorded_calls(&bench) {
            if let Some(known) = CALLS.iter().find(|known| **known == call) {
                *counts.entry(known).or_default() += 1;
            }
        }
        for must in [
            "openat",
            "pread64",
            "pwrite64",
            "fsync",
            "ftruncate",
            "mmap",
            "unlink",
        ] {
            let synced = must == "fsync" && counts.contains_key("fdatasync");
            assert!(counts.contains_key(must) || synced, "{command:?}: no {must}");
        }
        for (call, count) in counts {
            for number in 1..=count {
                for outcome in OUTCOMES {
                    if number <= EACH_UP_TO || dice.one_in(20) {
                        cases.push(Case {
                            command: number_of_command,
                            call,
                            number,
                            outcome,
                        });
                    }
                }
            }
        }
    }
    cases
}

/// Whether the program ended as it should after `case`.
fn assert_decent(case: &Case, ended: &Ended) {
    let Ended { status, stderr, .. } = ended;
    if case.outcome == SIGKILL {
        // The call may be one that this run did not make.
        assert!(
            status.signal() == Some(9) || status.success(),
            "{case:?}: {ended:?}"
        );
        return;
    }
    let code = status.code();
    assert!(matches!(code, Some(0 | 4)), "{case:?}: {ended:?}");
    if code == Some(4) {
        assert!(stderr.contains("error: "), "{case:?}: {ended:?}");
    }
    // SQLite itself says that of a file that it cannot read.
    if stderr.contains("or the disk cannot read it") && case.call == "pread64" {
        return;
    }
    for word in [
        "malformed",
        "damaged",
        "not a dixit",
        "panicked",
        "backup",
        "locked by",
    ] {
        assert!(!stderr.contains(word), "{case:?} is told as {word:?}: {stderr}");
    }
}

#[test]
fn failed_system_call_loses_nothing() {
    if let Some(why) = obstacle() {
        return skip(FAULT, &why);
    }
    let mut dice = Dice::new();
    let base = Bench::with_articles(3);
    let commands = command_lines(&base);
    let before = leaf_hashes(&base.db());
    let mut cases = all_cases(&base, &commands, &mut dice);
    if !is_long() {
        cases = (0..rounds(CASES, 0))
            .map(|_| dice.choose(&cases).clone())
            .collect();
    }
    let (mut acknowledged, mut lost) = (0, 0);
    for case in &cases {
        let Case {
            call,
            number,
            outcome,
            command,
        } = case;
        let bench = copy_of(&base);
        let injected = [
            format!("trace={call}"),
            format!("inject={call}:{outcome}:when={number}"),
        ];
        let injected: Vec<&str> = injected.iter().map(String::as_str).collect();
        let command = command_on_database(&bench, &injected, &commands[*command]);
        let ended = bench.start(command).wait();
        assert_decent(case, &ended);
        bench.acknowledgements().add(&ended.stdout);
        lost += check(&bench.db(), &before, &bench.acknowledgements(), case);
        acknowledged += bench.acknowledgements().count();
    }
    Figures {
        fault: FAULT,
        rounds: cases.len(),
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}
