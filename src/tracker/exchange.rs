//! Events as they are stored, for other copies of the log, and copies of the whole database.

use super::connection::Tracker;
use super::error::TrackerError;
use crate::domain::Position;
use crate::log::{self, BackupReport, CopyProgress, EventRecord, Hash, RestoreReport};
use std::path::Path;

impl Tracker {
    /// Calls `f` with every event after `after`, up to and including `up_to` if that is given, as it is stored.
    pub fn for_each_record<E: From<TrackerError>>(
        &self,
        after: Position,
        up_to: Option<Position>,
        f: &mut dyn FnMut(EventRecord) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stopped = None;
        let walked = log::for_each_record(&self.conn, after.number(), up_to, &mut |record| {
            f(record).map_err(|error| {
                stopped = Some(error);
                log::LogError::Interrupted
            })
        });
        match (stopped, walked) {
            (Some(error), _) => Err(error),
            (None, walked) => walked.map_err(|error| TrackerError::from(error).into()),
        }
    }

    /// The leaf hash of the first event, which tells this log from every other; `None` where the log is empty.
    pub fn first_leaf(&self) -> Result<Option<Hash>, TrackerError> {
        let first = log::read_record(&self.conn, Position::START.next())?;
        Ok(first.map(|record| record.leaf_hash()))
    }

    /// The root of the RFC 6962 Merkle tree over the events up to `position`.
    pub fn root_at(&self, position: Position) -> Result<Hash, TrackerError> {
        Ok(log::read_root(&self.conn, position.number())?)
    }

    /// Copies the database `db` into `file` while others use it. See [`log::back_up`].
    pub fn back_up(
        db: &Path,
        file: &Path,
        is_forced: bool,
        progress: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<BackupReport, TrackerError> {
        Ok(log::back_up(db, file, is_forced, progress)?)
    }

    /// Puts the backup at `file` in the place of the database `db`. See [`log::restore`].
    pub fn restore(
        db: &Path,
        file: &Path,
        suffix: &str,
        is_forced: bool,
        progress: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<RestoreReport, TrackerError> {
        Ok(log::restore(db, file, suffix, is_forced, progress)?)
    }
}
