//! What is measured.

use crate::scratch::{Scratch, median};
use crate::{MeasureResult, bare};
use dixit::domain::{EventId, RecordedEvent, StreamId, Timestamp};
use dixit::log::{
    self, CheckedRecord, EventMetadata, EventRecord, ExpectedVersion, OriginAddress, OriginCredentials,
    PostgresLog, SaltSeed,
};
use dixit::tracker::{Context, StoreObserver, Tracker};
use postgres::{Client, NoTls};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// Number of events in one transaction.
const COMMIT_EVENTS: usize = 1_000;
/// Number of transactions that are compared.
const COMMITS: usize = 40;
/// Number of articles that writers append, each in a transaction of its own.
const ARTICLES: usize = 800;
const WRITERS: usize = 16;
const CONNECTIONS: usize = 4;
/// Number of synchronisations without anything new.
const SYNCS: usize = 200;

/// Events appended in transactions of 1,000, and the same rows by COPY.
pub(crate) fn append(scratch: &Scratch) -> MeasureResult<()> {
    let (_, log) = scratch.new_log()?;
    let mut tables = bare::new_tables(&scratch.new_database()?)?;
    let events = scratch.events((COMMIT_EVENTS * COMMITS) as u64)?;
    let (mut ours, mut limits, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for batch in events.chunks(COMMIT_EVENTS) {
        let begun = Instant::now();
        log.begin_write()?;
        log::append_all_recorded(&log, batch)?;
        log.commit()?;
        let own = begun.elapsed().as_secs_f64();
        let records: Vec<&EventRecord> = batch.iter().map(CheckedRecord::record).collect();
        let begun = Instant::now();
        bare::copy_in(&mut tables, &records)?;
        let limit = begun.elapsed().as_secs_f64();
        ours.push(batch.len() as f64 / own);
        limits.push(batch.len() as f64 / limit);
        ratios.push(own / limit);
    }
    println!(
        "append, {COMMIT_EVENTS} events a commit: {:.0} events/s; the same rows by COPY: {:.0}; time {:.2} times",
        median(ours),
        median(limits),
        median(ratios)
    );
    Ok(())
}

/// The events of one article.
struct Run {
    stream: StreamId,
    events: Vec<dixit::domain::Event>,
}

fn runs_of(events: &[CheckedRecord]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for RecordedEvent {
        stream,
        version,
        event,
        ..
    } in events.iter().map(|checked| checked.recorded.clone())
    {
        match runs.last_mut() {
            Some(run) if run.stream == stream => run.events.push(event),
            _ if version == 1 => runs.push(Run {
                stream,
                events: vec![event],
            }),
            _ => {}
        }
    }
    runs
}

/// Articles appended one by one, by 16 writers on 4 connections, and by one writer.
pub(crate) fn writers(scratch: &Scratch) -> MeasureResult<()> {
    let mut rates = Vec::new();
    for (writers, connections) in [(1, 1), (WRITERS, CONNECTIONS)] {
        let (address, log) = scratch.new_log()?;
        let events = scratch.events(ARTICLES as u64 * 40)?;
        let runs: Vec<Run> = runs_of(&events).into_iter().take(ARTICLES).collect();
        let events: usize = runs.iter().map(|run| run.events.len()).sum();
        let mut pool = vec![Mutex::new(log)];
        while pool.len() < connections {
            pool.push(Mutex::new(PostgresLog::open(
                &address,
                &OriginCredentials::default(),
            )?));
        }
        let next = AtomicUsize::new(0);
        let begun = Instant::now();
        let failures: Vec<String> = thread::scope(|scope| {
            let threads: Vec<_> = (0..writers)
                .map(|writer| {
                    scope.spawn({
                        let (runs, pool, next) = (&runs, &pool, &next);
                        move || append_runs(runs, &pool[writer % pool.len()], next)
                    })
                })
                .collect();
            let ends = threads.into_iter().map(thread::ScopedJoinHandle::join);
            ends.filter_map(|end| end.unwrap_or_else(|_| Err("a writer panicked".to_owned())).err())
                .collect()
        });
        if let Some(failure) = failures.into_iter().next() {
            return Err(failure.into());
        }
        rates.push(events as f64 / begun.elapsed().as_secs_f64());
    }
    println!(
        "articles one by one: {:.0} events/s by one writer, {:.0} by {WRITERS} writers on {CONNECTIONS} connections",
        rates[0], rates[1]
    );
    Ok(())
}

/// Appends articles until none is left.
fn append_runs(runs: &[Run], log: &Mutex<PostgresLog>, next: &AtomicUsize) -> Result<(), String> {
    let header = EventMetadata {
        recorded_at: Timestamp::from_micros(1_773_302_400_000_000),
        actor: "bench".to_owned(),
        correlation: EventId::from_parts(&[b"bench"]),
        causation: None,
        seed: SaltSeed([7; 32]),
    };
    while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
        let log = log.lock().unwrap_or_else(PoisonError::into_inner);
        let append = || {
            log.begin_write()?;
            log::append(
                &*log,
                &run.stream,
                ExpectedVersion::NoStream,
                run.events.clone(),
                &header,
            )?;
            log.commit()
        };
        append().map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// A log put up, cloned, and synchronised with nothing to take; beside reading it by COPY, and a rebuild.
pub(crate) fn copies(scratch: &Scratch) -> MeasureResult<()> {
    let text = scratch.new_database()?;
    let address: OriginAddress = text.parse()?;
    let shared = scratch.dir.path().join("shared.db");
    Tracker::back_up(&scratch.source, &shared, false, &mut |_| true)?;
    let mut tracker = Tracker::open(&shared, context())?;
    let begun = Instant::now();
    let report = tracker.share(&address, &mut |_| true)?;
    let events = report.events as f64;
    println!(
        "share: {:.0} events, {:.0} events/s",
        events,
        events / begun.elapsed().as_secs_f64()
    );
    drop(tracker);

    let begun = Instant::now();
    let bytes = bare::copy_out(&text)?;
    let read = begun.elapsed().as_secs_f64();
    let cloned = scratch.dir.path().join("cloned.db");
    let begun = Instant::now();
    let origin = (&address, OriginCredentials::default());
    let (mut tracker, clone) =
        Tracker::clone_origin(&cloned, context(), origin, StoreObserver::default(), &mut |_| {
            true
        })?;
    let clone_time = begun.elapsed().as_secs_f64();
    if clone.root != report.root {
        return Err("the clone has another root".into());
    }
    let begun = Instant::now();
    tracker.rebuild()?;
    let rebuild = begun.elapsed().as_secs_f64();
    println!(
        "clone: {clone_time:.1} s; reading by COPY ({:.0} MB): {read:.1} s; rebuild: {rebuild:.1} s; clone / \
         (2 × COPY + rebuild) = {:.2}",
        bytes as f64 / 1e6,
        clone_time / (2.0 * read + rebuild)
    );
    let mut server = Client::connect(&text, NoTls)?;
    let (mut syncs, mut trips) = (Vec::new(), Vec::new());
    for _ in 0..SYNCS {
        let begun = Instant::now();
        tracker.sync(&mut |_| true)?;
        syncs.push(begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        server.simple_query("SELECT 1")?;
        trips.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "sync of nothing: {:.2} ms; a round trip: {:.2} ms",
        median(syncs),
        median(trips)
    );
    Ok(())
}

fn context() -> Context {
    Context {
        clock: Box::new(|| Timestamp::from_micros(1_773_302_400_000_000)),
        actor: "bench".to_owned(),
        seed: [7; 32],
    }
}
