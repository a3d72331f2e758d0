//! Copies of a log on a server: how they are made, kept up to date and compared, and how a log gets there.

use super::connection::Tracker;
use super::context::Context;
use super::error::TrackerError;
use super::origin::{
    OriginComparison, SyncProgress, compare, give_events, is_lost, require_same_history, take_all,
};
use super::read_models::{self, log_position};
use crate::domain::Position;
use crate::log::{
    self, EventPass, Findings, Hash, LogError, OriginAddress, OriginCredentials, OriginRight, OriginRow,
    PostgresLog, StoreObserver, VerifiedLog,
};
use std::path::Path;
use std::time::Duration;

/// Number of events that are put up in one transaction.
const SHARED_AT_ONCE: u64 = 4096;

/// The state of a copy after a synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncReport {
    /// Number of events that were taken from the origin, or given to it.
    pub events: u64,
    /// Whether words were taken away that the copy had.
    pub has_redacted: bool,
    /// Whether nothing of what was taken away is left in the `-wal` file; see [`Tracker::empty_wal`].
    pub is_wal_empty: bool,
    /// The last position of the copy.
    pub position: Position,
    /// The root of the Merkle tree over all of its events, which is that of the origin up to there.
    pub root: Hash,
    /// Whether everything was taken that the origin had; not where the caller stopped it.
    pub is_complete: bool,
}

impl Tracker {
    /// Makes the database at `path` a copy of the log at `address`, and takes all of its events. Goes on where it was
    /// stopped before. Returns the tracker of the copy.
    ///
    /// # Errors
    ///
    /// [`TrackerError::NotEmpty`] where the database has events of its own, and [`TrackerError::OtherOrigin`] where it
    /// is a copy of another log.
    pub fn clone_origin(
        path: &Path,
        context: Context,
        (address, credentials): (&OriginAddress, OriginCredentials),
        observer: StoreObserver,
        progress: &mut dyn FnMut(SyncProgress) -> bool,
    ) -> Result<(Self, SyncReport), TrackerError> {
        // Before a file is made for nothing.
        let origin = PostgresLog::open(address, &credentials)?;
        let mut tracker = Self::open_observed(path, context, observer)?;
        tracker.connect_with(credentials);
        let tx = log::begin_write(&mut tracker.conn, &tracker.observer)?;
        let address = address.to_string();
        match log::read_origin(&tx)? {
            Some(known) if known.address == address => {}
            Some(known) => {
                return Err(TrackerError::OtherOrigin {
                    address: known.address,
                });
            }
            None if log_position(&tx)? > Position::START => return Err(TrackerError::NotEmpty),
            None => {
                let is_complete = true;
                log::write_origin(
                    &tx,
                    &OriginRow {
                        address: address.clone(),
                        is_complete,
                    },
                )?;
            }
        }
        tx.commit().map_err(LogError::from)?;
        tracker.origin.keep(address, origin);
        let report = tracker.sync(progress)?;
        Ok((tracker, report))
    }

    /// The origin of the log; `None` where it is no copy.
    pub fn origin(&self) -> Result<Option<OriginRow>, TrackerError> {
        Ok(log::read_origin(&self.conn)?)
    }

    /// Takes everything that was recorded at the origin of this copy. `progress` is told how far it is, and stops it by
    /// returning `false`: what was taken stays.
    ///
    /// # Errors
    ///
    /// [`TrackerError::Fork`] where the copy has events that the origin does not have; nothing is changed then.
    pub fn sync(
        &mut self,
        progress: &mut dyn FnMut(SyncProgress) -> bool,
    ) -> Result<SyncReport, TrackerError> {
        let (address, mut origin, compared) = self.connect_and_require_same_history()?;
        let mut events = 0;
        let mut has_redacted = false;
        if compared.origin > compared.copy {
            let (conn, observer) = (&mut self.conn, &self.observer);
            let taken = take_all(conn, &mut origin, compared.origin, observer, progress)?;
            (events, has_redacted) = (taken.events, taken.has_redacted);
            require_same_history(&self.conn, &origin, &address)?;
        }
        self.origin.keep(address, origin);
        let position = log_position(&self.conn)?;
        let is_complete = position >= compared.origin;
        if is_complete {
            read_models::catch_up(&mut self.conn, &self.observer)?;
        }
        self.wal_limit.enforce(&self.conn, &self.observer);
        Ok(SyncReport {
            events,
            has_redacted,
            is_wal_empty: has_redacted && self.empty_wal()?,
            position,
            root: self.root_at(position)?,
            is_complete,
        })
    }

    /// Waits until the origin says that something was recorded there, or until `timeout`. Returns whether it said so.
    /// It may not: what is there is known only after [`sync`](Self::sync).
    pub fn wait_for_origin(&mut self, timeout: Duration) -> Result<bool, TrackerError> {
        let address = self.origin()?.ok_or(TrackerError::NoCopy)?.address;
        let origin = self.origin.take(&address)?;
        let is_told = origin.wait_for_hint(timeout)?;
        self.origin.keep(address, origin);
        Ok(is_told)
    }

    /// The origin of the database at `path`, of whatever version; `None` where it is no copy.
    pub fn origin_of(path: &Path) -> Result<Option<OriginRow>, TrackerError> {
        Ok(log::read_origin_of_file(path)?)
    }

    /// Grants a role of the server a right on the origin of this copy. Only the owner of its tables can.
    pub fn grant(&mut self, role: &str, right: OriginRight) -> Result<(), TrackerError> {
        let address = self.origin()?.ok_or(TrackerError::NoCopy)?.address;
        let origin = self.origin.take(&address)?;
        origin.grant(role, right)?;
        self.origin.keep(address, origin);
        Ok(())
    }

    /// How the copy and its origin compare.
    pub fn compare_with_origin(&mut self) -> Result<OriginComparison, TrackerError> {
        let address = self.origin()?.ok_or(TrackerError::NoCopy)?.address;
        let origin = self.origin.connect_anew(&address)?;
        compare(&self.conn, &origin)
    }

    /// Verifies every event of the origin, as [`verify`](Self::verify) does those of the copy, and that no table or
    /// trigger there was changed.
    pub fn verify_origin(&mut self) -> Result<(VerifiedLog, Findings), TrackerError> {
        let address = self.origin()?.ok_or(TrackerError::NoCopy)?.address;
        let origin = self.origin.connect_anew(&address)?;
        let mut findings = Findings::default();
        let verified = log::verify_each_event(&origin, &mut findings, EventPass::default(), &mut |_| {})?;
        log::verify_order(&origin, &mut findings)?;
        origin.verify_tables(&mut findings)?;
        findings.sort();
        Ok((verified, findings))
    }

    /// The origin of this copy has moved to `address`: it must have the same history there.
    pub fn move_origin(&mut self, address: &OriginAddress) -> Result<OriginComparison, TrackerError> {
        let known = self.origin()?.ok_or(TrackerError::NoCopy)?;
        let address = address.to_string();
        let origin = self.origin.connect_anew(&address)?;
        let compared = require_same_history(&self.conn, &origin, &address)?;
        self.write_origin(&address, known.is_complete)?;
        self.origin.keep(address, origin);
        Ok(compared)
    }

    /// Puts the log up at `address`, with its positions and hashes, and makes this database a copy of it. The tables
    /// are made there if they are missing. Goes on where it was stopped before; meanwhile nothing can be recorded.
    ///
    /// # Errors
    ///
    /// [`TrackerError::Fork`] where the server has another log, and [`TrackerError::OtherOrigin`] where this database
    /// is a copy of another one.
    pub fn share(
        &mut self,
        address: &OriginAddress,
        progress: &mut dyn FnMut(SyncProgress) -> bool,
    ) -> Result<SyncReport, TrackerError> {
        let origin = PostgresLog::connect(address, &self.origin.credentials)?;
        let address = address.to_string();
        if let Some(known) = self.origin()?.filter(|known| known.address != address) {
            return Err(TrackerError::OtherOrigin {
                address: known.address,
            });
        }
        if !origin.has_log()? {
            origin.create_schema()?;
        }
        require_same_history_as_far(self, &origin, &address)?;
        if self.origin()?.is_none() {
            self.write_origin(&address, false)?;
        }
        let target = log_position(&self.conn)?;
        let first = log::read_head(&origin)?.map_or(Position::START, |head| head.position);
        let mut position = first;
        while position < target {
            origin.begin_write()?;
            // Meanwhile others may have put up the same log, or recorded something else.
            require_same_history_as_far(self, &origin, &address)?;
            position = log::read_head(&origin)?.map_or(Position::START, |head| head.position);
            let upto = Position::new(position.number() + SHARED_AT_ONCE);
            position = give_events(&self.conn, &origin, position, Some(upto))?;
            origin.commit()?;
            if !progress(SyncProgress { position, target }) {
                break;
            }
        }
        let is_complete = position >= target;
        if is_complete {
            require_same_history(&self.conn, &origin, &address)?;
            self.write_origin(&address, true)?;
        }
        self.origin.keep(address, origin);
        Ok(SyncReport {
            events: position.number().saturating_sub(first.number()),
            has_redacted: false,
            is_wal_empty: true,
            position,
            root: self.root_at(position.min(target))?,
            is_complete,
        })
    }

    /// Writes down what the log is a copy of.
    fn write_origin(&mut self, address: &str, is_complete: bool) -> Result<(), TrackerError> {
        let tx = log::begin_write(&mut self.conn, &self.observer)?;
        let address = address.to_owned();
        log::write_origin(&tx, &OriginRow { address, is_complete })?;
        Ok(tx.commit().map_err(LogError::from)?)
    }

    /// A connection to the origin of this copy, both of which have the same history.
    fn connect_and_require_same_history(
        &mut self,
    ) -> Result<(String, PostgresLog, OriginComparison), TrackerError> {
        let OriginRow { address, is_complete } = self.origin()?.ok_or(TrackerError::NoCopy)?;
        if !is_complete {
            return Err(TrackerError::NotShared { address });
        }
        let mut origin = self.origin.take(&address)?;
        let compared = match require_same_history(&self.conn, &origin, &address) {
            Err(error) if is_lost(&error) => {
                origin = self.origin.connect_anew(&address)?;
                require_same_history(&self.conn, &origin, &address)?
            }
            compared => compared?,
        };
        Ok((address, origin, compared))
    }
}

/// Fails unless the log of `tracker` and that of `origin` are the same as far as both go.
fn require_same_history_as_far(
    tracker: &Tracker,
    origin: &PostgresLog,
    address: &str,
) -> Result<(), TrackerError> {
    let OriginComparison { copy, origin, fork } = compare(&tracker.conn, origin)?;
    match fork {
        Some(first) if first <= origin => Err(TrackerError::Fork {
            first,
            copy,
            origin,
            address: address.to_owned(),
        }),
        _ => Ok(()),
    }
}
