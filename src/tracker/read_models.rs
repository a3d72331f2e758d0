//! Keeps the read models up to date with the log.

use super::error::TrackerError;
use super::write_transaction::begin_write;
use crate::domain::{Position, RecordedEvent};
use crate::log::{self, LogError};
use crate::projection;
use rusqlite::Connection;
use std::sync::mpsc::SyncSender;

/// Whether this version of dixit folded the read models.
pub(super) fn is_current(conn: &Connection) -> Result<bool, TrackerError> {
    Ok(projection::stale_projections(conn)?.is_empty())
}

/// Folds the events that the read models have not seen yet, in a transaction of its own. Writes nothing if there are
/// none.
pub(super) fn catch_up(conn: &mut Connection) -> Result<(), TrackerError> {
    if is_current(conn)? && projection::folded_position(conn)? == log_position(conn)? {
        return Ok(());
    }
    let tx = begin_write(conn)?;
    ensure_current(&tx)?;
    Ok(tx.commit().map_err(LogError::from)?)
}

/// Folds the events that the read models have not seen yet, inside the open transaction of `tx`.
pub(super) fn ensure_current(tx: &Connection) -> Result<(), TrackerError> {
    if !is_current(tx)? {
        rebuild(tx)?;
        return Ok(());
    }
    let folded = projection::folded_position(tx)?;
    if folded < log_position(tx)? {
        fold_log_after(tx, folded, tx)?;
        save_checkpoint(tx)?;
    }
    Ok(())
}

/// Number of decoded events sent to the folding thread at once. Sent one by one, waking that thread would cost as much
/// as folding.
const BATCH_EVENTS: usize = 256;
/// Maximum number of batches that wait to be folded.
const QUEUED_BATCHES_MAX: usize = 4;

/// Rebuilds the read models from the whole log and returns its last position.
///
/// `reader` is another connection to the same log: a second thread decodes events from it while this one folds them.
/// The transaction of `tx` must hold the write lock, so that both connections see the same log.
pub(super) fn rebuild_in_parallel(tx: &Connection, reader: Connection) -> Result<Position, TrackerError> {
    projection::reset(tx)?;
    std::thread::scope(|scope| {
        let (send, receive) = std::sync::mpsc::sync_channel(QUEUED_BATCHES_MAX);
        let decoding = scope.spawn(move || decode_events(&reader, &send));
        for recorded in receive.into_iter().flatten() {
            projection::apply_event(tx, &recorded)?;
        }
        match decoding.join() {
            Ok(Ok(()) | Err(DecodeError::FoldFailed)) => save_checkpoint(tx),
            Ok(Err(DecodeError::Log(error))) => Err(error.into()),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Decodes the events of the whole log and sends them in batches.
fn decode_events(log: &Connection, send: &SyncSender<Vec<RecordedEvent>>) -> Result<(), DecodeError> {
    let mut batch = Vec::with_capacity(BATCH_EVENTS);
    log::for_each_event_after::<DecodeError>(log, Position::START, &mut |recorded| {
        batch.push(recorded);
        if batch.len() == BATCH_EVENTS {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH_EVENTS));
            send.send(full).map_err(|_| DecodeError::FoldFailed)?;
        }
        Ok(())
    })?;
    send.send(batch).map_err(|_| DecodeError::FoldFailed)
}

/// Why decoding ended early.
enum DecodeError {
    /// The folding thread stopped receiving, because it failed; its own error is the one to report.
    FoldFailed,
    /// The log could not be read.
    Log(LogError),
}

impl From<LogError> for DecodeError {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

/// Rebuilds the read models from the whole log and returns its last position.
pub(super) fn rebuild(tx: &Connection) -> Result<Position, TrackerError> {
    projection::reset(tx)?;
    fold_log_after(tx, Position::START, tx)?;
    save_checkpoint(tx)
}

/// Folds the events of `log` after `position` into the read models in `models`.
pub(super) fn fold_log_after(
    log: &Connection,
    position: Position,
    models: &Connection,
) -> Result<(), TrackerError> {
    log::for_each_event_after(log, position, &mut |recorded| {
        Ok(projection::apply_event(models, &recorded)?)
    })
}

/// Folds `recorded`, events that were just appended, into the read models.
pub(super) fn fold_events(tx: &Connection, recorded: &[RecordedEvent]) -> Result<(), TrackerError> {
    for recorded in recorded {
        projection::apply_event(tx, recorded)?;
    }
    Ok(())
}

/// Records that the read models are folded up to the last event of the log, and returns its position.
pub(super) fn save_checkpoint(tx: &Connection) -> Result<Position, TrackerError> {
    let position = log_position(tx)?;
    projection::set_checkpoint(tx, position)?;
    Ok(position)
}

/// The position of the last event of the log; [`Position::START`] if it is empty.
pub(super) fn log_position(conn: &Connection) -> Result<Position, TrackerError> {
    Ok(log::read_head(conn)?.map_or(Position::START, |head| head.position))
}
