//! Keeps the read models up to date with the log.

use super::error::TrackerError;
use super::event_batches::EventBatchSender;
use crate::domain::Position;
use crate::log::{self, AccessMode, LogError, StoreObserver};
use crate::projection::{self, Deriver, Fold};
use rusqlite::Connection;
use std::path::PathBuf;

/// Whether this version of dixit folded the read models.
pub(super) fn is_current(conn: &Connection) -> Result<bool, TrackerError> {
    Ok(projection::stale_projections(conn)?.is_empty())
}

/// Folds the events that the read models have not seen yet, in a transaction of its own. Writes nothing if there are
/// none.
pub(super) fn catch_up(conn: &mut Connection, observer: &StoreObserver) -> Result<(), TrackerError> {
    if is_current(conn)? && projection::folded_position(conn)? == log_position(conn)? {
        return Ok(());
    }
    let tx = log::begin_write(conn, observer)?;
    ensure_current(&tx)?;
    Ok(tx.commit().map_err(LogError::from)?)
}

/// Folds the events that the read models have not seen yet, inside the open transaction of `tx`. Returns the position
/// of the last event.
pub(super) fn ensure_current(tx: &Connection) -> Result<Position, TrackerError> {
    if !is_current(tx)? {
        return rebuild(tx);
    }
    let (folded, last) = (projection::folded_position(tx)?, log_position(tx)?);
    if folded < last {
        fold_log(tx, folded, tx)?;
    }
    Ok(last)
}

/// Folds the events of `log` after `position` into the read models in `models`, on the calling thread.
pub(super) fn fold_log(
    log: &Connection,
    position: Position,
    models: &Connection,
) -> Result<(), TrackerError> {
    let fold = Fold::new(models, position, None);
    let mut deriver = Deriver::default();
    log::for_each_event_after::<TrackerError>(log, position, &mut |recorded| {
        let found = deriver.derive(&recorded.event)?;
        Ok(projection::apply_event(&fold, &recorded, found)?)
    })?;
    projection::finish_fold(fold, log_position(log)?)?;
    Ok(())
}

/// Rebuilds the read models from the whole log and returns its last position.
///
/// A second thread decodes the events from another connection to the same log, and derives from them what it can, while
/// this one folds them. The transaction of `tx` must hold the write lock, so that both connections see the same log.
pub(super) fn rebuild(tx: &Connection) -> Result<Position, TrackerError> {
    let path = tx.path().map(PathBuf::from).unwrap_or_default();
    let reader = log::open(&path, AccessMode::ReadOnly)?;
    projection::reset(tx)?;
    let fold = Fold::new(tx, Position::START, None);
    std::thread::scope(|scope| {
        let (sender, batches) = EventBatchSender::new();
        let decoding = scope.spawn(move || decode_and_send(&reader, sender));
        for (recorded, derived) in batches.into_iter().flatten() {
            projection::apply_event(&fold, &recorded, derived)?;
        }
        match decoding.join() {
            Ok(Ok(()) | Err(DecodeError::FoldFailed)) => Ok(()),
            Ok(Err(DecodeError::Log(error))) => Err(TrackerError::from(error)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })?;
    let position = log_position(tx)?;
    projection::finish_fold(fold, position)?;
    Ok(position)
}

/// Decodes the events of the whole log and sends them.
fn decode_and_send(log: &Connection, mut sender: EventBatchSender) -> Result<(), DecodeError> {
    log::for_each_event_after::<DecodeError>(log, Position::START, &mut |recorded| {
        if sender.push(recorded) {
            Ok(())
        } else {
            Err(DecodeError::FoldFailed)
        }
    })?;
    sender.finish();
    Ok(())
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

/// The position of the last event of the log; [`Position::START`] if it is empty.
pub(super) fn log_position(conn: &Connection) -> Result<Position, TrackerError> {
    Ok(log::read_head(conn)?.map_or(Position::START, |head| head.position))
}
