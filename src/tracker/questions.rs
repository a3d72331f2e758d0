//! Answers questions, and rebuilds and verifies the read models.

use super::connection::Tracker;
use super::error::TrackerError;
use super::log_filter::{self, LogFilter};
use super::read_models;
use super::verification::Verification;
use super::write_transaction::begin_write;
use crate::domain::{Position, RecordedEvent, Timestamp};
use crate::log::{self, AccessMode, LogError, LogHead};
use crate::query::{self, Query, StatementEntry, StatementFilter};
use std::path::PathBuf;

impl Tracker {
    /// Sets the position as of which questions are answered: they see what was current at `at`, or what is current now
    /// for `None`.
    pub fn set_as_of(&self, at: Option<Position>) -> Result<(), TrackerError> {
        Ok(query::set_as_of(&self.conn, at)?)
    }

    /// As [`Tracker::set_as_of`], but questions see the statements as the reader named `reader` reads them, not the
    /// extractor.
    pub fn set_as_of_for_reader(&self, at: Option<Position>, reader: &str) -> Result<(), TrackerError> {
        Ok(query::set_as_of_for_reader(&self.conn, at, reader)?)
    }

    /// The position of the last event recorded at or before `moment`; 0 if there is none.
    pub fn position_at(&self, moment: Timestamp) -> Result<Position, TrackerError> {
        Ok(log::position_at_time(&self.conn, moment)?)
    }

    /// Answers `question` from one snapshot of the database, whatever other processes write meanwhile.
    pub fn ask<Q: Query>(&self, question: &Q) -> Result<Q::Answer, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(question.answer(&snapshot)?)
    }

    /// Calls `visit` with each statement that passes `filter`, in chronological order, and stops at the first error.
    /// All are from one snapshot of the database, and none is kept.
    pub fn for_each_statement<E: From<TrackerError>>(
        &self,
        filter: &StatementFilter,
        visit: &mut dyn FnMut(StatementEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from);
        let snapshot = snapshot.map_err(TrackerError::from)?;
        let mut failure = None;
        let outcome = filter.for_each_statement(&snapshot, &mut |entry| match visit(entry) {
            Ok(()) => true,
            Err(error) => {
                failure = Some(error);
                false
            }
        });
        outcome.map_err(TrackerError::from)?;
        failure.map_or(Ok(()), Err)
    }

    /// Calls `f` with each event that matches `filter`, in the order of the log, and stops at the first error.
    pub fn for_each_event<E: From<TrackerError>>(
        &self,
        filter: &LogFilter,
        f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
    ) -> Result<(), E> {
        log_filter::for_each_event(&self.conn, filter, f)
    }

    /// The last event of the log; `None` if nothing was recorded yet.
    pub fn head(&self) -> Result<Option<LogHead>, TrackerError> {
        Ok(log::read_head(&self.conn)?)
    }

    /// Rebuilds the read models from the whole log and returns its last position. Other processes see the old read
    /// models until the new ones are complete.
    pub fn rebuild(&mut self) -> Result<Position, TrackerError> {
        let path = self.conn.path().map(PathBuf::from).unwrap_or_default();
        let tx = begin_write(&mut self.conn)?;
        let position = read_models::rebuild_in_parallel(&tx, log::open(&path, AccessMode::ReadOnly)?)?;
        tx.commit().map_err(LogError::from)?;
        Ok(position)
    }

    /// Checks every hash and the order of the log, and compares the read models with a rebuild.
    pub fn verify(&self) -> Result<Verification, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Verification::run(&snapshot)
    }
}
