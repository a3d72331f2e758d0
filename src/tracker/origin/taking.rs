//! Takes events of the origin into a copy.

use crate::domain::{Event, Position, RedactedPart};
use crate::log::{self, CheckedRecord, EventRecord, LogError, PostgresLog, RedactionPlan, StoreObserver};
use crate::projection;
use crate::tracker::error::TrackerError;
use crate::tracker::read_models::{self, log_position};
use rusqlite::Connection;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Maximum number of events in one local transaction.
const BATCH_EVENTS_MAX: usize = 16_384;
/// Maximum bytes of bodies and texts in one local transaction, so that memory stays bounded.
const BATCH_BYTES_MAX: usize = 32 << 20;
/// Number of batches that wait to be written.
const WAITING_BATCHES_MAX: usize = 1;
/// A copy that lacks at least this many events, and more than it has, takes them first as they are. Then everything is
/// verified and folded at once, as by a rebuild, which is faster.
const FOLD_LATER_MIN: u64 = 4_000;

/// What was taken from the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tracker) struct Taken {
    /// Number of events.
    pub(in crate::tracker) events: u64,
    /// Whether words were taken away that the copy had.
    pub(in crate::tracker) has_redacted: bool,
}

/// How far a synchronisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncProgress {
    /// The last position of the copy.
    pub position: Position,
    /// The last position of the origin when the synchronisation began.
    pub target: Position,
}

/// Events of the origin, in order, and what those of them that redact something take away.
#[derive(Debug, Default)]
pub(super) struct Batch {
    events: Events,
    bytes: usize,
    plan: RedactionPlan,
}

#[derive(Debug)]
enum Events {
    /// Each was checked against its own hashes.
    Checked(Vec<CheckedRecord>),
    /// They are checked when everything is folded.
    Unverified(Vec<EventRecord>),
}

impl Default for Events {
    fn default() -> Self {
        Self::Checked(Vec::new())
    }
}

impl Batch {
    /// An empty batch of events that are checked when everything is folded.
    const fn unverified() -> Self {
        Self {
            events: Events::Unverified(Vec::new()),
            bytes: 0,
            plan: RedactionPlan::new(),
        }
    }

    /// Everything that `origin` has after the end of the log in `conn`.
    pub(super) fn read_rest(conn: &Connection, origin: &PostgresLog) -> Result<Self, TrackerError> {
        let mut batch = Self::default();
        let after = log_position(conn)?.number();
        log::for_each_record(origin, after, None, &mut |record| batch.push(record))?;
        batch.complete(origin)
    }

    fn push(&mut self, record: EventRecord) -> Result<(), TrackerError> {
        self.bytes += record.bytes();
        match &mut self.events {
            Events::Checked(events) => events.push(check(record)?),
            Events::Unverified(events) => events.push(record),
        }
        Ok(())
    }

    const fn len(&self) -> usize {
        match &self.events {
            Events::Checked(events) => events.len(),
            Events::Unverified(events) => events.len(),
        }
    }

    /// Adds the plan for what its events redacted.
    fn complete(mut self, origin: &PostgresLog) -> Result<Self, TrackerError> {
        let mut parts: Vec<RedactedPart> = Vec::new();
        match &self.events {
            Events::Checked(events) => {
                for checked in events {
                    parts.extend_from_slice(checked.recorded.event.redacted_parts());
                }
            }
            Events::Unverified(events) => {
                for record in events.iter().filter(|record| is_redaction(record)) {
                    let event = record.decode().map_err(LogError::from)?;
                    parts.extend_from_slice(event.redacted_parts());
                }
            }
        }
        self.plan = log::plan_redaction_as_in(origin, &parts)?;
        Ok(self)
    }

    /// Whether its events take something away.
    pub(super) fn has_redaction(&self) -> bool {
        self.plan.first().is_some()
    }

    /// Appends the events to the log in `tx`, which may have some of them already.
    fn append(self, tx: &Connection) -> Result<Taken, TrackerError> {
        let end = log_position(tx)?;
        // Before the events that say so: a redaction is not taken where what it takes away is still there.
        log::redact(tx, &self.plan)?;
        let events = match self.events {
            Events::Checked(mut events) => {
                events.retain(|checked| checked.recorded.position > end);
                log::append_all_recorded(tx, &events)?;
                events.len()
            }
            Events::Unverified(mut events) => {
                events.retain(|record| record.position > end);
                log::append_all_unverified(tx, &events)?;
                events.len()
            }
        };
        Ok(Taken {
            events: events as u64,
            has_redacted: self.plan.first().is_some_and(|first| first <= end),
        })
    }

    /// Appends its events to the log in `tx`, and folds them.
    pub(super) fn append_and_fold(self, tx: &Connection) -> Result<(), TrackerError> {
        let taken = self.append(tx)?;
        fold_taken(tx, taken)
    }
}

fn is_redaction(record: &EventRecord) -> bool {
    Event::REDACTION_TYPES.contains(&record.kind.as_str())
}

/// Takes the events of `origin` up to `target` into the log in `conn`, in several transactions: a second thread reads
/// and checks them. Stops between two transactions where `progress` returns `false`.
pub(in crate::tracker) fn take_all(
    conn: &mut Connection,
    origin: &mut PostgresLog,
    target: Position,
    observer: &StoreObserver,
    progress: &mut dyn FnMut(SyncProgress) -> bool,
) -> Result<Taken, TrackerError> {
    let start = log_position(conn)?;
    let missing = target.number().saturating_sub(start.number());
    let folds_later = missing >= FOLD_LATER_MIN && missing > start.number();
    let mut total = Taken::default();
    let (sender, batches) = sync_channel(WAITING_BATCHES_MAX);
    thread::scope(|scope| {
        let new_batch = if folds_later {
            Batch::unverified
        } else {
            Batch::default
        };
        let read = move || {
            read_batches(origin, (start, target), new_batch, &mut |batch| {
                sender.send(batch).is_ok()
            })
        };
        let reading = thread::Builder::new()
            .spawn_scoped(scope, read)
            .map_err(TrackerError::Thread)?;
        let write_all = || {
            for batch in batches {
                let taken = write_batch(conn, batch, observer, folds_later)?;
                total.events += taken.events;
                total.has_redacted |= taken.has_redacted;
                let position = Position::new(start.number() + total.events);
                if !progress(SyncProgress { position, target }) {
                    break;
                }
            }
            // The queue is dropped here: a reader that still has something to send ends.
            Ok(())
        };
        let written = write_all();
        let read = reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(read)
    })?;
    Ok(total)
}

/// Reads the events after `after` up to `target`, and sends them in batches until `send` returns `false`.
fn read_batches(
    origin: &PostgresLog,
    (after, target): (Position, Position),
    new_batch: fn() -> Batch,
    send: &mut dyn FnMut(Batch) -> bool,
) -> Result<(), TrackerError> {
    let mut batch = new_batch();
    let mut is_wanted = true;
    let read = log::for_each_record::<TrackerError>(origin, after.number(), Some(target), &mut |record| {
        batch.push(record)?;
        if batch.len() >= BATCH_EVENTS_MAX || batch.bytes >= BATCH_BYTES_MAX {
            is_wanted = send(std::mem::replace(&mut batch, new_batch()).complete(origin)?);
        }
        if is_wanted {
            return Ok(());
        }
        Err(LogError::Interrupted.into())
    });
    if !is_wanted {
        return Ok(());
    }
    read?;
    if batch.len() > 0 {
        send(batch.complete(origin)?);
    }
    Ok(())
}

/// Writes a batch in a transaction of its own.
fn write_batch(
    conn: &mut Connection,
    batch: Batch,
    observer: &StoreObserver,
    folds_later: bool,
) -> Result<Taken, TrackerError> {
    let tx = log::begin_write(conn, observer)?;
    let taken = batch.append(&tx)?;
    if folds_later {
        // Nothing is derived from these events before the whole log is verified.
        projection::mark_stale(&tx)?;
    } else {
        fold_taken(&tx, taken)?;
    }
    tx.commit().map_err(LogError::from)?;
    Ok(taken)
}

/// Folds what was taken. Where words were taken away, everything is folded again without them.
fn fold_taken(tx: &Connection, taken: Taken) -> Result<(), TrackerError> {
    if taken.has_redacted {
        // Another connection would not see what this transaction took away, so this one reads the log too.
        projection::reset(tx)?;
        return read_models::fold_log(tx, Position::START, tx);
    }
    read_models::ensure_current(tx)?;
    Ok(())
}

/// Checks an event against its own hashes.
fn check(record: EventRecord) -> Result<CheckedRecord, TrackerError> {
    let position = record.position;
    CheckedRecord::of_stored(record).map_err(|source| TrackerError::UnsoundOrigin { position, source })
}
