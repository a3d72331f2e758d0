//! Takes events of the origin into a copy.

use crate::domain::{Position, RedactedPart};
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
/// A copy that lacks at least this many events, and more than it has, takes them first and is folded afterwards, which
/// is faster: as a rebuild.
const FOLD_LATER_MIN: u64 = 20_000;

/// What was taken from the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::tracker) struct Taken {
    /// Number of events.
    pub(in crate::tracker) events: u64,
    /// Whether words were taken away that the copy had.
    pub(in crate::tracker) has_redacted: bool,
    /// Whether the read models are still to be made.
    pub(in crate::tracker) is_unfolded: bool,
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
    events: Vec<CheckedRecord>,
    plan: RedactionPlan,
}

impl Batch {
    /// Everything that `origin` has after the end of the log in `conn`.
    pub(super) fn read_rest(conn: &Connection, origin: &PostgresLog) -> Result<Self, TrackerError> {
        let mut batch = Self::default();
        log::for_each_record::<TrackerError>(origin, log_position(conn)?.number(), None, &mut |record| {
            batch.events.push(check(record)?);
            Ok(())
        })?;
        batch.complete(origin)
    }

    /// Whether its events take something away.
    pub(super) fn has_redaction(&self) -> bool {
        self.plan.first().is_some()
    }

    /// Appends its events to the log in `tx`, and folds them.
    pub(super) fn append_and_fold(self, tx: &Connection) -> Result<(), TrackerError> {
        let taken = self.append(tx)?;
        fold_taken(tx, taken)
    }

    /// Adds the plan for what its events redacted.
    fn complete(mut self, origin: &PostgresLog) -> Result<Self, TrackerError> {
        let parts = self
            .events
            .iter()
            .flat_map(|checked| checked.recorded.event.redacted_parts());
        let parts: Vec<RedactedPart> = parts.copied().collect();
        self.plan = log::plan_redaction_as_in(origin, &parts)?;
        Ok(self)
    }

    /// Appends the events to the log in `tx`, which may have some of them already.
    fn append(mut self, tx: &Connection) -> Result<Taken, TrackerError> {
        let end = log_position(tx)?;
        self.events.retain(|checked| checked.recorded.position > end);
        // Before the events that say so: a redaction is not taken where what it takes away is still there.
        log::redact(tx, &self.plan)?;
        log::append_all_recorded(tx, &self.events)?;
        Ok(Taken {
            events: self.events.len() as u64,
            has_redacted: self.plan.first().is_some_and(|first| first <= end),
            is_unfolded: true,
        })
    }
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
    let mut total = Taken {
        is_unfolded: folds_later,
        ..Taken::default()
    };
    let (sender, batches) = sync_channel(WAITING_BATCHES_MAX);
    thread::scope(|scope| {
        let read = move || read_batches(origin, start, target, &mut |batch| sender.send(batch).is_ok());
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

/// Reads and checks the events after `after` up to `target`, and sends them in batches until `send` returns `false`.
fn read_batches(
    origin: &PostgresLog,
    after: Position,
    target: Position,
    send: &mut dyn FnMut(Batch) -> bool,
) -> Result<(), TrackerError> {
    let (mut batch, mut bytes) = (Batch::default(), 0);
    let mut is_wanted = true;
    let read = log::for_each_record::<TrackerError>(origin, after.number(), Some(target), &mut |record| {
        let checked = check(record)?;
        bytes += checked.bytes();
        batch.events.push(checked);
        if batch.events.len() >= BATCH_EVENTS_MAX || bytes >= BATCH_BYTES_MAX {
            bytes = 0;
            is_wanted = send(std::mem::take(&mut batch).complete(origin)?);
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
    if !batch.events.is_empty() {
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
    if !folds_later {
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
    let (position, leaf) = (record.position, record.leaf_hash());
    CheckedRecord::new(record, leaf).map_err(|source| TrackerError::UnsoundOrigin { position, source })
}
