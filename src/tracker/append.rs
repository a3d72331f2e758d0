//! Appends events to the log and folds them into the read models, inside a write transaction.

use super::error::TrackerError;
use super::write_transaction::WriteTransaction;
use crate::domain::{Event, RecordedEvent, StreamId};
use crate::log::{self, EventMetadata, ExpectedVersion};
use crate::projection::{self, DerivedReading};

/// The version of a stream, that is the number of its events, given its whole `history`.
pub(super) fn stream_version(history: &[RecordedEvent]) -> u64 {
    history.last().map_or(0, |recorded| recorded.version)
}

/// Appends `events` and folds them into the read models. The first event is recorded as the cause of the others, so it
/// is appended before them. `derived` is what was derived from them beforehand.
pub(super) fn append_with_cause(
    writing: &WriteTransaction<'_>,
    stream: &StreamId,
    version: u64,
    mut events: Vec<Event>,
    derived: DerivedReading,
) -> Result<Vec<RecordedEvent>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let rest = events.split_off(1);
    let expected = ExpectedVersion::Exactly(version);
    let mut recorded = log::append(writing.tx, stream, expected, events, &writing.header)?;
    let caused_by_first = EventMetadata {
        causation: recorded.first().map(|first| first.id),
        ..writing.header.clone()
    };
    let expected = ExpectedVersion::Exactly(version + 1);
    recorded.extend(log::append(writing.tx, stream, expected, rest, &caused_by_first)?);
    fold_events(writing, &recorded, derived)?;
    Ok(recorded)
}

/// Appends `events` and folds them into the read models. None of them is the cause of another.
pub(super) fn append_events(
    writing: &WriteTransaction<'_>,
    stream: &StreamId,
    version: u64,
    events: Vec<Event>,
) -> Result<Vec<RecordedEvent>, TrackerError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let expected = ExpectedVersion::Exactly(version);
    let recorded = log::append(writing.tx, stream, expected, events, &writing.header)?;
    fold_events(writing, &recorded, DerivedReading::default())?;
    Ok(recorded)
}

/// Folds `recorded`, events that were just appended.
fn fold_events(
    writing: &WriteTransaction<'_>,
    recorded: &[RecordedEvent],
    mut derived: DerivedReading,
) -> Result<(), TrackerError> {
    for recorded in recorded {
        projection::apply_event(&writing.fold, recorded, derived.take(&recorded.event))?;
    }
    Ok(())
}
