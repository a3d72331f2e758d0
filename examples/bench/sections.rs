//! The parts of this program that run in a process of their own. The main program starts itself with these commands.

use crate::bare;
use crate::log_rows::{self, BenchResult};
use crate::usage::{Stopwatch, Usage};
use dixit::domain::Position;
use dixit::ingest::{MetadataOverrides, read_articles};
use dixit::log::{self, AccessMode, LogError};
use dixit::tracker::Tracker;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Number of events that are prepared, unmeasured, at once.
const PREPARED_EVENTS: u64 = 20_000;

/// Runs a section with its input and output, and returns what its measured part took.
pub(crate) fn run_section(name: &str, input: &Path, out: &Path) -> BenchResult<Usage> {
    let mut stopwatch = Stopwatch::new();
    match name {
        "read" => stopwatch.measure(|| read_all(input))?,
        "append" => append(input, out, &mut stopwatch)?,
        "append-bare" => append_bare(input, out, &mut stopwatch)?,
        "replay" => stopwatch.measure(|| replay(input))?,
        "replay-bare" => {
            stopwatch.measure(|| bare::replay(&bare::open_to_read(input)?))?;
        }
        "load-bare" => stopwatch.measure(|| bare::load(&bare::open_to_read(input)?, out))?,
        "chain-bare" => {
            stopwatch.measure(|| bare::hash_chain(&bare::open_to_read(input)?))?;
        }
        _ => return Err(format!("there is no section {name}").into()),
    }
    Ok(stopwatch.usage())
}

/// Reads the articles and their statements, on one thread.
fn read_all(articles: &Path) -> BenchResult<()> {
    let paths: [PathBuf; 1] = [articles.to_owned()];
    for article in read_articles(&paths, &MetadataOverrides::default()) {
        black_box(Tracker::read_document(article?.document));
    }
    Ok(())
}

fn append(database: &Path, out: &Path, stopwatch: &mut Stopwatch) -> BenchResult<()> {
    let source = log::open(database, AccessMode::ReadOnly)?;
    let mut target = log::open(out, AccessMode::ReadWrite)?;
    let mut position = Position::START;
    loop {
        let (runs, last) = log_rows::read_event_runs(&source, position, PREPARED_EVENTS)?;
        if runs.is_empty() {
            return Ok(());
        }
        position = last;
        stopwatch.measure(|| log_rows::append_events(&mut target, runs))?;
    }
}

fn append_bare(database: &Path, out: &Path, stopwatch: &mut Stopwatch) -> BenchResult<()> {
    let source = bare::open_to_read(database)?;
    let mut target = log_rows::create_bare_log(out)?;
    let mut position = Position::START;
    loop {
        let rows = log_rows::read_rows(&source, position, PREPARED_EVENTS)?;
        if rows.is_empty() {
            return Ok(());
        }
        position = Position::new(position.number() + rows.len() as u64);
        stopwatch.measure(|| log_rows::append_rows(&mut target, &rows))?;
    }
}

/// Decodes all events as dixit does.
fn replay(database: &Path) -> BenchResult<()> {
    let conn = log::open(database, AccessMode::ReadOnly)?;
    log::for_each_event_after(&conn, Position::START, &mut |recorded| {
        black_box(recorded);
        Ok::<_, LogError>(())
    })?;
    Ok(())
}
