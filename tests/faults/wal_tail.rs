//! A write-ahead log that is cut off or garbled: what is left is an exact prefix of the log, with everything that was
//! written before the first damaged byte.

use crate::common::bench::{Bench, args};
use crate::common::dice::{Dice, rounds};
use crate::common::figures::Figures;
use crate::common::log_state::{check, leaf_hashes};
use rusqlite::Connection;
use std::fs;

const FAULT: &str = "the write-ahead log is torn or garbled";
/// A frame of the write-ahead log: its header and a page.
const FRAME: usize = 24 + 4096;

/// A database with a write-ahead log of several commits.
struct Recorded {
    bench: Bench,
    db: Vec<u8>,
    wal: Vec<u8>,
    /// After each commit: size of the write-ahead log, and number of events.
    commits: Vec<(usize, usize)>,
    whole: Vec<Vec<u8>>,
}

fn record() -> Recorded {
    let bench = Bench::with_articles(3);
    // While this connection is open, nobody is the last to close the database, and the write-ahead log stays.
    let keeper = Connection::open(bench.db()).unwrap();
    let events = || -> usize {
        let count = keeper.query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0));
        usize::try_from(count.unwrap()).unwrap()
    };
    let wal_path = bench.path().join("dixit.db-wal");
    let mut commits = vec![(0, events())];
    for round in 0..6 {
        let command = if round % 2 == 0 {
            bench.ingest_args(2)
        } else {
            args(&["confirm", &bench.statement_ids()[round]])
        };
        let ended = bench.run(&command);
        assert!(ended.status.success(), "{ended:?}");
        let size = usize::try_from(fs::metadata(&wal_path).unwrap().len()).unwrap();
        commits.push((size, events()));
    }
    assert!(
        commits.windows(2).all(|pair| pair[0] < pair[1]),
        "{commits:?}: the write-ahead log was begun anew"
    );
    let whole = leaf_hashes(&bench.db());
    // Reading the files drops the locks of this process; nobody else uses them any more.
    let (db, wal) = (fs::read(bench.db()).unwrap(), fs::read(wal_path).unwrap());
    drop(keeper);
    Recorded {
        bench,
        db,
        wal,
        commits,
        whole,
    }
}

/// Damages `wal`, and returns the place of the first byte that may differ.
fn damage(wal: &mut Vec<u8>, dice: &mut Dice) -> usize {
    let at = dice.below(wal.len());
    let end = (at + 1 + dice.below(3 * FRAME)).min(wal.len());
    match dice.below(6) {
        0 => wal.truncate(at),
        1 => wal[at..end].iter_mut().for_each(|byte| *byte = 0),
        2 => wal[at..].iter_mut().for_each(|byte| *byte = 0),
        3 => {
            for byte in &mut wal[at..end] {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }
        }
        4 => wal[at] ^= 1 << dice.below(8),
        // A frame stands where another belongs.
        _ => {
            let frames = (wal.len() - 32) / FRAME;
            let (from, to) = (32 + dice.below(frames) * FRAME, 32 + dice.below(frames) * FRAME);
            let frame = wal[from..from + FRAME].to_vec();
            wal[to..to + FRAME].copy_from_slice(&frame);
            return if from == to { wal.len() } else { to };
        }
    }
    at
}

#[test]
fn damaged_write_ahead_log_gives_a_prefix() {
    let mut dice = Dice::new();
    let recorded = record();
    let rounds = rounds(200, 1_000);
    let (mut acknowledged, mut lost) = (0, 0);
    let bench = Bench::new();
    for round in 0..rounds {
        let mut wal = recorded.wal.clone();
        let damaged_at = damage(&mut wal, &mut dice);
        fs::write(bench.db(), &recorded.db).unwrap();
        fs::write(bench.path().join("dixit.db-wal"), &wal).unwrap();
        let committed = recorded.commits.iter().filter(|(size, _)| *size <= damaged_at);
        let must = committed.map(|(_, events)| *events).max().unwrap();
        let found = leaf_hashes(&bench.db());
        assert!(
            recorded.whole.starts_with(&found),
            "{round}: {damaged_at}: no prefix of the log"
        );
        acknowledged += must;
        lost += must.saturating_sub(found.len());
        // Verifying takes much longer than the rest.
        if round % 10 == 0 {
            let before = &recorded.whole[..must];
            check(
                &bench.db(),
                before,
                &bench.acknowledgements(),
                &(round, damaged_at),
            );
        }
        for suffix in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(bench.path().join(format!("dixit.db{suffix}")));
        }
    }
    let first = leaf_hashes(&recorded.bench.db());
    assert_eq!(first, recorded.whole, "the recorded database is as it was");
    Figures {
        fault: FAULT,
        rounds,
        acknowledged,
        lost,
        seed: dice.seed,
    }
    .publish();
    assert_eq!(lost, 0, "seed {}", dice.seed);
}
