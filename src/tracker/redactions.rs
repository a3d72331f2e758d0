//! Redaction: what is taken away is taken out of the log, of the read models and of the files beside the database.

use super::connection::{Tracker, commit_at_origin, commit_here, take_rest};
use super::error::TrackerError;
use super::read_models;
use super::redaction_plan::{PlannedRedaction, RedactionExtent, RedactionSubject};
use crate::domain::{Event, EventId, Position, RecordedEvent, StreamId};
use crate::log::{self, EventMetadata, ExpectedVersion, LogError, SaltSeed};
use crate::projection;
use rusqlite::Connection;

/// The result of a redaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedactionOutcome {
    /// The events that record it; none where it was redacted before.
    pub recorded: Vec<RecordedEvent>,
    /// What it took away.
    pub extent: RedactionExtent,
    /// Whether nothing of it is left in the `-wal` file either. While another process reads an earlier moment, it is:
    /// then [`Tracker::empty_wal`] must be repeated.
    pub is_wal_empty: bool,
}

impl Tracker {
    /// What [`redact`](Self::redact) would take away. Nothing is changed.
    pub fn preview_redaction(&self, subject: &RedactionSubject) -> Result<RedactionExtent, TrackerError> {
        let snapshot = self.conn.unchecked_transaction().map_err(LogError::from)?;
        Ok(PlannedRedaction::new(&snapshot, subject, "")?.extent)
    }

    /// Takes `subjects` away for ever, for `reason`: the events that say so are appended, texts and words are taken out
    /// of the log, and all read models are rebuilt without them, in one transaction. Returns the outcomes in the same
    /// order.
    pub fn redact(
        &mut self,
        subjects: &[RedactionSubject],
        reason: &str,
    ) -> Result<Vec<RedactionOutcome>, TrackerError> {
        if self.context.is_none() {
            return Err(TrackerError::ReadOnly);
        }
        self.fold_memory = None;
        let mut at_origin = self.begin_at_origin()?;
        let context = self.context.as_ref().ok_or(TrackerError::ReadOnly)?;
        let header = EventMetadata {
            recorded_at: (context.clock)(),
            actor: context.actor.clone(),
            correlation: context.correlation(),
            causation: None,
            seed: SaltSeed(context.seed),
        };
        let tx = log::begin_write(&mut self.conn, &self.observer)?;
        take_rest(&tx, at_origin.as_mut())?;
        let before = read_models::ensure_current(&tx)?;
        let mut outcomes = Vec::with_capacity(subjects.len());
        for subject in subjects {
            outcomes.push(redact_one(&tx, subject, reason, header.clone())?);
        }
        // The others at the origin do not wait until everything is folded here.
        let committed = commit_at_origin(&tx, at_origin, before, &mut self.origin)?;
        if outcomes.iter().any(|outcome| !outcome.recorded.is_empty()) {
            // Another connection would not see what this transaction took away, so this one reads the log too.
            projection::reset(&tx)?;
            read_models::fold_log(&tx, Position::START, &tx)?;
        }
        commit_here(tx, committed)?;
        let is_wal_empty = self.empty_wal()?;
        for outcome in &mut outcomes {
            outcome.is_wal_empty = is_wal_empty;
        }
        Ok(outcomes)
    }

    /// Moves all changes into the database file. Returns whether the `-wal` file is empty then.
    pub fn empty_wal(&self) -> Result<bool, TrackerError> {
        Ok(log::empty_wal(&self.conn)?)
    }
}

/// Records the redaction of `subject` and takes it out of the log, but not out of the read models.
fn redact_one(
    tx: &Connection,
    subject: &RedactionSubject,
    reason: &str,
    mut header: EventMetadata,
) -> Result<RedactionOutcome, TrackerError> {
    let PlannedRedaction { plan, events, extent } = PlannedRedaction::new(tx, subject, reason)?;
    let mut recorded = Vec::new();
    for (stream, version, events) in events {
        append_with_first_as_cause(tx, &stream, version, events, &mut header, &mut recorded)?;
    }
    // Only what an event lists may be taken away.
    if !recorded.is_empty() {
        log::redact(tx, &plan)?;
    }
    Ok(RedactionOutcome {
        recorded,
        extent,
        is_wal_empty: false,
    })
}

/// Appends the events; the first one of all is the cause of the others.
fn append_with_first_as_cause(
    tx: &Connection,
    stream: &StreamId,
    version: u64,
    mut events: Vec<Event>,
    header: &mut EventMetadata,
    recorded: &mut Vec<RecordedEvent>,
) -> Result<(), TrackerError> {
    if events.is_empty() {
        return Ok(());
    }
    let rest = events.split_off(1);
    recorded.extend(log::append(
        tx,
        stream,
        ExpectedVersion::Exactly(version),
        events,
        header,
    )?);
    let first: Option<EventId> = recorded.first().map(|first| first.id);
    header.causation = first;
    let expected = ExpectedVersion::Exactly(version + 1);
    recorded.extend(log::append(tx, stream, expected, rest, header)?);
    Ok(())
}
