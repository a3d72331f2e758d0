//! Keeps the read models up to date with the log.

use super::error::TrackerError;
use super::event_batches::EventBatchSender;
use crate::domain::{Position, RecordedEvent};
use crate::log::{self, AccessMode, Damage, DamagedPart, EventPass, Findings, LogError, StoreObserver};
use crate::projection::{self, Deriver, Fold};
use rusqlite::Connection;
use std::path::PathBuf;
use std::thread;

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

/// Rebuilds the read models from the whole log and returns its last position. Refuses a damaged log: what is derived
/// from it would look sound.
///
/// A second thread verifies and decodes the events from another connection to the same log, and derives from them what
/// it can, while this one folds them. The transaction of `tx` must hold the write lock, so that both connections see
/// the same log.
pub(super) fn rebuild(tx: &Connection) -> Result<Position, TrackerError> {
    let path = tx.path().map(PathBuf::from).unwrap_or_default();
    let reader = log::open(&path, AccessMode::ReadOnly)?;
    let position = log_position(tx)?;
    // What cannot be read says nothing about the log, and is made anew.
    if projection::folded_position(tx).is_ok_and(|folded| folded > position) {
        let (position, part) = (position.next(), DamagedPart::Missing);
        return Err(LogError::from(Damage { position, part }).into());
    }
    projection::reset(tx)?;
    let fold = Fold::new(tx, Position::START, None);
    thread::scope(|scope| {
        let (sender, batches) = EventBatchSender::new();
        let verifying = thread::Builder::new().spawn_scoped(scope, move || verify_and_send(&reader, sender));
        let Ok(verifying) = verifying else {
            // The system gives no more threads.
            return fold_verified(tx, &fold);
        };
        for (recorded, derived) in batches.into_iter().flatten() {
            projection::apply_event(&fold, &recorded, derived)?;
        }
        Ok(verifying
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?)
    })?;
    projection::finish_fold(fold, position)?;
    Ok(position)
}

/// Verifies the events of the whole log and sends them.
fn verify_and_send(log: &Connection, mut sender: EventBatchSender) -> Result<(), LogError> {
    // Where the folding thread stopped receiving, its own error is the one to report.
    verify_events(log, &mut |recorded| {
        sender.push(recorded);
    })?;
    sender.finish();
    Ok(())
}

/// Verifies the events of the whole log and folds them on this thread.
fn fold_verified(log: &Connection, fold: &Fold<'_>) -> Result<(), TrackerError> {
    let mut deriver = Deriver::default();
    let mut folded = Ok(());
    verify_events(log, &mut |recorded| {
        if folded.is_ok() {
            let found = deriver.derive(&recorded.event);
            folded = found.and_then(|found| projection::apply_event(fold, &recorded, found));
        }
    })?;
    Ok(folded?)
}

/// Verifies the events of the whole log and hands them on. Fails at the first damaged one.
fn verify_events(log: &Connection, f: &mut dyn FnMut(RecordedEvent)) -> Result<(), LogError> {
    let mut findings = Findings::default();
    let pass = EventPass {
        stops_at_damage: true,
        ..EventPass::default()
    };
    log::verify_each_event(log, &mut findings, pass, f)?;
    findings.check_undamaged()
}

/// The position of the last event of the log; [`Position::START`] if it is empty.
pub(super) fn log_position(conn: &Connection) -> Result<Position, TrackerError> {
    Ok(log::read_head(conn)?.map_or(Position::START, |head| head.position))
}
