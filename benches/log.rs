//! Measures what is done with events: appending them, folding them into the read models, deriving these anew, checking
//! them.
//!
//! ```sh
//! cargo bench --bench log
//! ```
//!
//! The archive is the diverse one of `examples/bench`, with 100,000 statements. It is made once, in `target/tmp`, which
//! takes minutes, and again when its generator or the extractor changes.
#![expect(
    clippy::expect_used,
    reason = "a bench without its archive has nothing to measure"
)]

#[path = "../examples/bench/archive_files.rs"]
#[expect(dead_code, reason = "the benches use a part of it")]
mod archive_files;
#[path = "../examples/bench/generator/mod.rs"]
#[expect(dead_code, reason = "the benches use the diverse archive")]
mod generator;
#[path = "../examples/bench/log_rows.rs"]
mod log_rows;

use archive_files::{ArchiveFiles, open};
use divan::Bencher;
use divan::counter::ItemsCount;
use dixit::domain::Position;
use dixit::ingest::{MetadataOverrides, read_articles_from_stream};
use dixit::log::{self, AccessMode};
use dixit::tracker::{ArticleReading, Tracker};
use generator::Archive;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Number of articles of the archive: together they have about 100,000 statements.
const ARTICLES: usize = 8_500;
/// Number of events that are appended.
const EVENTS: u64 = 10_000;
/// Number of articles that are folded in one transaction.
const BATCH_ARTICLES: usize = 64;

fn main() {
    divan::main();
}

fn archive() -> &'static ArchiveFiles {
    static ARCHIVE: OnceLock<ArchiveFiles> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        ArchiveFiles::prepare(folder, Archive::Diverse, ARTICLES).expect("an archive")
    })
}

/// The number of events in the archive.
fn count_events(tracker: &Tracker) -> u64 {
    tracker
        .head()
        .expect("a log")
        .map_or(0, |head| head.position.number())
}

/// A tracker over a copy of the archive.
fn copied_tracker() -> (TempDir, Tracker) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let path = dir.path().join("copy.db");
    fs::copy(archive().database(), &path).expect("a copy");
    let tracker = open(&path).expect("a tracker");
    (dir, tracker)
}

/// The log alone, with its triggers and hashes.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn append(bencher: Bencher<'_, '_>) {
    let source = log::open(&archive().database(), AccessMode::ReadOnly).expect("a log");
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| {
            let dir = tempfile::tempdir().expect("a folder");
            let target = log::open(&dir.path().join("log.db"), AccessMode::ReadWrite).expect("a log");
            let (runs, _) = log_rows::read_event_runs(&source, Position::START, EVENTS).expect("events");
            (dir, target, runs)
        })
        .bench_local_values(|(dir, mut target, runs)| {
            log_rows::append_events(&mut target, runs).expect("an append");
            (dir, target)
        });
}

/// The same rows in tables of SQLite, without triggers and hashes.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn append_bare(bencher: Bencher<'_, '_>) {
    let source = log::open(&archive().database(), AccessMode::ReadOnly).expect("a log");
    let rows = log_rows::read_rows(&source, Position::START, EVENTS).expect("rows");
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| {
            let dir = tempfile::tempdir().expect("a folder");
            let target = log_rows::create_bare_log(&dir.path().join("log.db")).expect("a log");
            (dir, target)
        })
        .bench_local_values(|(dir, mut target)| {
            log_rows::append_rows(&mut target, &rows).expect("an append");
            (dir, target)
        });
}

/// Records ready readings of new articles in the archive: append and fold.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn fold(bencher: Bencher<'_, '_>) {
    let (_dir, mut tracker) = copied_tracker();
    let mut articles = Archive::Diverse
        .articles(usize::MAX)
        .expect("articles")
        .skip(ARTICLES);
    let mut next_batch = || -> Vec<ArticleReading> {
        let lines = articles.by_ref().take(BATCH_ARTICLES);
        let lines: Vec<String> = lines
            .map(|article| serde_json::to_string(&article).expect("JSON"))
            .collect();
        let overrides = MetadataOverrides::default();
        read_articles_from_stream(lines.join("\n").as_bytes(), &overrides)
            .map(|article| Tracker::read_document(article.expect("an article").document))
            .collect()
    };
    let batches: Vec<_> = (0..10).map(|_| next_batch()).collect();
    let mut batches = batches.into_iter();
    bencher
        .counter(ItemsCount::new(BATCH_ARTICLES))
        .with_inputs(|| batches.next().expect("a batch for each sample"))
        .bench_local_values(|batch| tracker.record_readings(batch).expect("outcomes"));
}

/// Derives the read models of the whole log anew.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn rebuild(bencher: Bencher<'_, '_>) {
    let (_dir, mut tracker) = copied_tracker();
    bencher
        .counter(ItemsCount::new(count_events(&tracker)))
        .bench_local(|| tracker.rebuild().expect("a rebuild"));
}

/// Checks every hash, and compares the read models with those derived anew.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn verify(bencher: Bencher<'_, '_>) {
    let tracker = open(&archive().database()).expect("a tracker");
    bencher
        .counter(ItemsCount::new(count_events(&tracker)))
        .bench_local(|| assert!(tracker.verify().expect("a verification").is_sound()));
}
