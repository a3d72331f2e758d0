//! Keeps the read models at the head of the log.

use super::{TrackerError, begin};
use crate::domain::{Position, Recorded};
use crate::log::{self, LogError};
use crate::projection;
use rusqlite::Connection;
use std::sync::mpsc::SyncSender;

/// Whether this program has folded the read models.
pub(super) fn is_current(conn: &Connection) -> Result<bool, TrackerError> {
    Ok(projection::stale(conn)?.is_empty())
}

/// Brings the read models to the head of the log, where they are not, in a transaction of its own.
pub(super) fn catch_up(conn: &mut Connection) -> Result<(), TrackerError> {
    if is_current(conn)? && projection::position(conn)? == head(conn)? {
        return Ok(());
    }
    let tx = begin(conn)?;
    ensure_current(&tx)?;
    Ok(tx.commit().map_err(LogError::from)?)
}

/// Brings the read models to the head of the log, inside the transaction that `tx` is in.
pub(super) fn ensure_current(tx: &Connection) -> Result<(), TrackerError> {
    if !is_current(tx)? {
        rebuild(tx)?;
        return Ok(());
    }
    let folded = projection::position(tx)?;
    if folded < head(tx)? {
        replay(tx, folded, tx)?;
        checkpoint(tx)?;
    }
    Ok(())
}

/// How many decoded events are handed over at once; one by one, waking the other thread would cost as much as
/// folding.
const BATCH: usize = 256;
/// How many batches may wait to be folded.
const WAITING: usize = 4;

/// Folds the whole log anew and tells how far it goes. `reader` is another connection to the same log: it
/// decodes the events on a second core while the first one folds. The transaction that `tx` is in must hold the
/// write lock, so that both see the same log.
pub(super) fn rebuild_beside(tx: &Connection, reader: Connection) -> Result<Position, TrackerError> {
    projection::reset(tx)?;
    std::thread::scope(|scope| {
        let (send, receive) = std::sync::mpsc::sync_channel(WAITING);
        let decoding = scope.spawn(move || decode(&reader, &send));
        for recorded in receive.into_iter().flatten() {
            projection::apply(tx, &recorded)?;
        }
        match decoding.join() {
            Ok(Ok(()) | Err(Stopped::NobodyListens)) => checkpoint(tx),
            Ok(Err(Stopped::Log(error))) => Err(error.into()),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Hands over the events of the whole log, decoded, a batch at a time.
fn decode(log: &Connection, send: &SyncSender<Vec<Recorded>>) -> Result<(), Stopped> {
    let mut batch = Vec::with_capacity(BATCH);
    log::after::<Stopped>(log, Position::START, &mut |recorded| {
        batch.push(recorded);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            send.send(full).map_err(|_| Stopped::NobodyListens)?;
        }
        Ok(())
    })?;
    send.send(batch).map_err(|_| Stopped::NobodyListens)
}

/// Why decoding ended early.
enum Stopped {
    /// The folding has failed; that error is the one to tell.
    NobodyListens,
    /// The log could not be read.
    Log(LogError),
}

impl From<LogError> for Stopped {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

/// Folds the whole log anew and tells how far it goes.
pub(super) fn rebuild(tx: &Connection) -> Result<Position, TrackerError> {
    projection::reset(tx)?;
    replay(tx, Position::START, tx)?;
    checkpoint(tx)
}

/// Folds the events of `log` after `position` into the read models of `models`.
pub(super) fn replay(log: &Connection, position: Position, models: &Connection) -> Result<(), TrackerError> {
    log::after(log, position, &mut |recorded| {
        Ok(projection::apply(models, &recorded)?)
    })
}

/// Folds `recorded`, which was just appended.
pub(super) fn apply(tx: &Connection, recorded: &[Recorded]) -> Result<(), TrackerError> {
    for recorded in recorded {
        projection::apply(tx, recorded)?;
    }
    Ok(())
}

/// Notes that the read models are at the head of the log, and where that is.
pub(super) fn checkpoint(tx: &Connection) -> Result<Position, TrackerError> {
    let position = head(tx)?;
    projection::checkpoint(tx, position)?;
    Ok(position)
}

pub(super) fn head(conn: &Connection) -> Result<Position, TrackerError> {
    Ok(log::head(conn)?.map_or(Position::START, |head| head.position))
}
