//! Appends events to the log and folds them into the read models, inside a write transaction.

use super::error::TrackerError;
use super::read_models;
use crate::domain::{Event, RecordedEvent, StreamId};
use crate::log::{self, EventMetadata, ExpectedVersion};
use rusqlite::Transaction;

/// The version of a stream, that is the number of its events, given its whole `history`.
pub(super) fn stream_version(history: &[RecordedEvent]) -> u64 {
    history.last().map_or(0, |recorded| recorded.version)
}

/// Appends `events` and folds them into the read models. The first event is recorded as the cause of the others, so it
/// is appended before them.
pub(super) fn append_with_cause(
    tx: &Transaction<'_>,
    stream: &StreamId,
    version: u64,
    mut events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let rest = events.split_off(1);
    let mut recorded = log::append(tx, stream, ExpectedVersion::Exactly(version), events, header)?;
    let caused_by_first = EventMetadata {
        causation: recorded.first().map(|first| first.id),
        ..header.clone()
    };
    recorded.extend(log::append(
        tx,
        stream,
        ExpectedVersion::Exactly(version + 1),
        rest,
        &caused_by_first,
    )?);
    read_models::fold_events(tx, &recorded)?;
    Ok(recorded)
}

/// Appends `events` and folds them into the read models. None of them is the cause of another.
pub(super) fn append_events(
    tx: &Transaction<'_>,
    stream: &StreamId,
    version: u64,
    events: Vec<Event>,
    header: &EventMetadata,
) -> Result<Vec<RecordedEvent>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let recorded = log::append(tx, stream, ExpectedVersion::Exactly(version), events, header)?;
    read_models::fold_events(tx, &recorded)?;
    Ok(recorded)
}
