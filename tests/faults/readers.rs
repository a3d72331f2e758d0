//! Readers that stay: they do not stop writers, they keep seeing one state, and the write-ahead log that they hold is
//! told, and cut off when they are gone.

use crate::common::bench::{Bench, Ended};
use rusqlite::Connection;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Stdio};

/// Enough that the whole answer does not fit into a pipe.
const ARTICLES: usize = 120;

/// A `dixit timeline` whose reader has read one line so far, as a pager does.
struct LongReader {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl LongReader {
    fn start(bench: &Bench) -> Self {
        let mut command = bench.command(&["timeline", "--format", "jsonl"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::with_capacity(512, child.stdout.take().unwrap());
        output.read_line(&mut String::new()).unwrap();
        assert!(child.try_wait().unwrap().is_none(), "the answer fits into a pipe");
        Self { child, output }
    }

    /// Reads the rest of the answer, and returns its number of lines.
    fn finish(mut self) -> usize {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        1 + rest.lines().count()
    }
}

fn assert_done(ended: &Ended) {
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn long_reader_does_not_stop_writers_and_sees_one_state() {
    let bench = Bench::with_articles(ARTICLES);
    let ids = bench.statement_ids();
    let reader = LongReader::start(&bench);
    for command in [bench.ingest_args(3), vec!["rebuild".to_owned()]] {
        let ended = bench.run(&command);
        assert_done(&ended);
        assert!(!ended.stderr.contains("note:"), "{ended:?}");
    }
    assert_eq!(reader.finish(), ids.len());
    assert_eq!(bench.statement_ids().len(), ids.len() + 6);
}

/// Makes the write-ahead log larger than what is told, by rows that are deleted again.
fn bloat_wal(bench: &Bench) {
    let conn = Connection::open(bench.db()).unwrap();
    conn.execute_batch(
        "CREATE TABLE ballast (x);
         WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 80)
         INSERT INTO ballast SELECT randomblob(1000000) FROM n;
         DROP TABLE ballast;",
    )
    .unwrap();
}

#[test]
fn write_ahead_log_that_a_reader_holds_is_told_and_cut_off_later() {
    let bench = Bench::with_articles(ARTICLES);
    let ids = bench.statement_ids();
    let wal_bytes = || fs::metadata(bench.path().join("dixit.db-wal")).map_or(0, |wal| wal.len());
    let reader = LongReader::start(&bench);
    // Keeps the last of the other processes from removing the write-ahead log.
    let keeper = Connection::open(bench.db()).unwrap();
    let count: i64 = keeper
        .query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .unwrap();
    assert!(count > 0);
    bloat_wal(&bench);
    assert!(wal_bytes() > 64 << 20);
    let confirmed = bench.run(&["confirm", &ids[0]]);
    assert_done(&confirmed);
    let note = &confirmed.stderr;
    assert!(
        note.contains("note: the write-ahead log of the database has grown to"),
        "{note}"
    );
    if cfg!(target_os = "linux") {
        let named = format!("process {}, `dixit timeline --format jsonl`", reader.child.id());
        assert!(note.contains(&named), "{note}");
    }
    assert_eq!(reader.finish(), ids.len());
    let confirmed = bench.run(&["confirm", &ids[1]]);
    assert_done(&confirmed);
    assert_eq!(confirmed.stderr, "");
    assert_eq!(wal_bytes(), 0, "it is cut off");
    drop(keeper);
}
