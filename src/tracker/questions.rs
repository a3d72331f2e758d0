//! Answers questions, and rebuilds and verifies the read models.

use super::connection::Tracker;
use super::error::TrackerError;
use super::list_reader::ListReader;
use super::log_filter::{self, LogFilter};
use super::read_models;
use super::verification::{QuickVerification, Verification};
use crate::domain::{Position, RecordedEvent, Timestamp};
use crate::log::{self, LogError, LogHead, LogRoot};
use crate::query::{self, ListQuery, Query};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Number of instructions that SQLite runs before it asks whether to stop: well below a millisecond.
const STEPS_BETWEEN_CHECKS: i32 = 1000;

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

    /// Ends the question that is being answered, with an error, when `is_stopped` becomes true; none for `None`.
    pub fn stop_questions_when(&mut self, is_stopped: Option<Arc<AtomicBool>>) -> Result<(), TrackerError> {
        let check = is_stopped.map(|stopped| move || stopped.load(Ordering::Relaxed));
        self.conn
            .progress_handler(STEPS_BETWEEN_CHECKS, check)
            .map_err(LogError::from)?;
        Ok(())
    }

    /// Answers `question` from one snapshot of the database, whatever other processes write meanwhile.
    pub fn ask<Q: Query>(&self, question: &Q) -> Result<Q::Answer, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(question.answer(&snapshot)?)
    }

    /// Begins to read the answer of `question` item by item.
    pub fn read_list<'a, Q: ListQuery>(&'a self, question: &'a Q) -> Result<ListReader<'a, Q>, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(ListReader { snapshot, question })
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
        self.fold_memory = None;
        let tx = log::begin_write(&mut self.conn, &self.observer)?;
        let position = read_models::rebuild(&tx)?;
        tx.commit().map_err(LogError::from)?;
        self.wal_limit.enforce(&self.conn, &self.observer);
        Ok(position)
    }

    /// Checks every hash and the order of the log, the definitions of all tables, and compares the read models with a
    /// rebuild.
    pub fn verify(&self) -> Result<Verification, TrackerError> {
        Verification::run(&self.conn, None)
    }

    /// As [`Tracker::verify`], and notes the events that were recorded later than `now`.
    pub fn verify_at(&self, now: Timestamp) -> Result<Verification, TrackerError> {
        Verification::run(&self.conn, Some(now))
    }

    /// Checks what was recorded since an earlier [`Tracker::verify`] found the root `since`: the events after it as
    /// that does, and the headers of those before it against that root. Bodies and texts of these are not read, read
    /// models not compared.
    pub fn verify_quick(&self, since: &LogRoot) -> Result<QuickVerification, TrackerError> {
        QuickVerification::run(&self.conn, since)
    }
}
