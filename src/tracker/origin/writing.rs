//! A transaction on a copy and on its origin: begun at the origin first, and committed there first.
//!
//! A process that dies between the two commits leaves the copy behind its origin, which the next synchronisation mends.
//! The other way round, the copy would have events that nobody else has.

use super::comparison::require_same_history;
use super::giving::give_events;
use super::link::{OriginLink, is_lost};
use super::taking::{Batch, take_all};
use crate::domain::Position;
use crate::log::{self, Hash, LogError, OriginError, PostgresLog, StoreObserver};
use crate::tracker::error::TrackerError;
use crate::tracker::read_models::{self, log_position};
use rusqlite::Connection;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Pause between two looks for events of others, while they write and this process waits.
const FOLLOWING_PAUSE: Duration = Duration::from_millis(50);
/// Number of times that a lost connection is made again, to find out what became of a commit.
const RECONNECTIONS_MAX: u32 = 20;
/// Pause before each of them but the first: a standby needs some seconds to be promoted.
const RECONNECTION_PAUSE: Duration = Duration::from_millis(500);

/// A transaction that writes at the origin of a copy. Dropping it without a commit closes the connection, so that
/// nothing of it stays.
#[derive(Debug)]
pub(in crate::tracker) struct OriginWriting {
    origin: PostgresLog,
    address: String,
    /// What others recorded before the transaction began, and the copy does not have yet.
    rest: Batch,
}

impl OriginWriting {
    /// Takes what the origin at `address` has, and then waits until nobody else writes there.
    pub(in crate::tracker) fn begin(
        link: &mut OriginLink,
        conn: &mut Connection,
        address: &str,
        observer: &StoreObserver,
    ) -> Result<Self, TrackerError> {
        let mut origin = link.take(address)?;
        if let Err(error) = catch_up(&mut origin, conn, address, observer) {
            if !is_lost(&error) {
                return Err(error);
            }
            // A connection that was kept may be lost since: the server was started anew, or another one took over.
            origin = link.connect_anew(address)?;
            catch_up(&mut origin, conn, address, observer)?;
        }
        loop {
            wait_for_turn(&mut origin, link, conn, address, observer)?;
            let rest = Batch::read_rest(conn, &origin)?;
            if !rest.has_redaction() {
                let address = address.to_owned();
                return Ok(Self {
                    origin,
                    address,
                    rest,
                });
            }
            // To take words away, everything is folded again, and nobody else can write for as long as this one does.
            origin.roll_back()?;
            catch_up(&mut origin, conn, address, observer)?;
        }
    }

    /// Takes the last events that others recorded into the log in `tx`, and folds them: what is decided now is decided
    /// on the whole record.
    pub(in crate::tracker) fn take_rest(&mut self, tx: &Connection) -> Result<(), TrackerError> {
        std::mem::take(&mut self.rest).append_and_fold(tx)
    }

    /// Commits at the origin what the log in `tx` has after `after`, and keeps the connection in `link`. `tx` is to be
    /// committed after it.
    pub(in crate::tracker) fn commit(
        mut self,
        tx: &Connection,
        after: Position,
        link: &mut OriginLink,
    ) -> Result<(), TrackerError> {
        if log_position(tx)? == after {
            self.origin.roll_back()?;
        } else {
            give_events(tx, &self.origin, after, None)?;
            match self.origin.commit() {
                Ok(()) => {}
                Err(LogError::Origin(doubt @ OriginError::InDoubt { .. })) => {
                    self.origin = find_out(link, &self.address, first_given(tx, after)?, doubt)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        link.keep(self.address, self.origin);
        Ok(())
    }
}

/// Takes what the origin has by now, and folds it: nobody has to wait for that, as nothing is begun at the origin yet.
fn catch_up(
    origin: &mut PostgresLog,
    conn: &mut Connection,
    address: &str,
    observer: &StoreObserver,
) -> Result<(), TrackerError> {
    let compared = require_same_history(conn, origin, address)?;
    if compared.origin > compared.copy {
        let taken = take_all(conn, origin, compared.origin, observer, &mut |_| true)?;
        if taken.has_redacted {
            log::empty_wal(conn)?;
        }
    }
    read_models::catch_up(conn, observer)
}

/// Begins a transaction at the origin. While others write there, their events are taken by another connection, so that
/// little is left to take when it is this one's turn.
fn wait_for_turn(
    origin: &mut PostgresLog,
    link: &OriginLink,
    conn: &mut Connection,
    address: &str,
    observer: &StoreObserver,
) -> Result<(), TrackerError> {
    let (sender, begun) = channel();
    thread::scope(|scope| {
        let wait = move || {
            // Nobody listens where following failed: that error is the one to report.
            let _ = sender.send(origin.begin_write());
        };
        thread::Builder::new()
            .spawn_scoped(scope, wait)
            .map_err(TrackerError::Thread)?;
        let mut follower = None;
        loop {
            match begun.recv_timeout(FOLLOWING_PAUSE) {
                Ok(begun) => return Ok(begun?),
                Err(RecvTimeoutError::Disconnected) => return Err(TrackerError::OriginMoved),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let mut following = match follower.take() {
                Some(following) => following,
                None => link.connect_anew(address)?,
            };
            catch_up(&mut following, conn, address, observer)?;
            follower = Some(following);
        }
    })
}

/// Position and leaf hash of the first event of the log after `after`.
fn first_given(tx: &Connection, after: Position) -> Result<(Position, Option<Hash>), TrackerError> {
    let first = log::read_record(tx, after.next())?;
    Ok((after.next(), first.map(|record| record.leaf_hash())))
}

/// Finds out whether a transaction was committed whose connection was lost meanwhile: connects again, and looks whether
/// its first event is there. Returns the new connection if it is.
fn find_out(
    link: &OriginLink,
    address: &str,
    first: (Position, Option<Hash>),
    doubt: OriginError,
) -> Result<PostgresLog, TrackerError> {
    for attempt in 0..RECONNECTIONS_MAX {
        if attempt > 0 {
            thread::sleep(RECONNECTION_PAUSE);
        }
        match look_for(link, address, first) {
            Ok(Some(origin)) => return Ok(origin),
            Ok(None) => {
                return Err(TrackerError::NotRecorded {
                    why: doubt.to_string(),
                });
            }
            Err(TrackerError::Log(LogError::Origin(error))) if error.is_unreachable() => {}
            Err(error) => return Err(error),
        }
    }
    Err(LogError::from(doubt).into())
}

/// A new connection to the origin, if it has the event.
fn look_for(
    link: &OriginLink,
    address: &str,
    (position, leaf): (Position, Option<Hash>),
) -> Result<Option<PostgresLog>, TrackerError> {
    let origin = link.connect_anew(address)?;
    // The transaction in doubt holds the lock for as long as it can still be committed.
    origin.begin_write()?;
    let found = log::read_record(&origin, position)?.map(|record| record.leaf_hash());
    origin.roll_back()?;
    if found.is_none() || found != leaf {
        return Ok(None);
    }
    origin.acknowledge()?;
    Ok(Some(origin))
}
