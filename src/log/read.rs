//! Reads events of a log, decoded.

use super::LogError;
use super::log_head::LogHead;
use super::store::{EventRange, LogStore, RowSelection};
use crate::domain::{Position, RecordedEvent, StreamId};

/// The end of the log; `None` where it is empty.
pub fn read_head(log: &dyn LogStore) -> Result<Option<LogHead>, LogError> {
    log.head()
}

/// All events of `stream`, in order.
pub fn read_stream(log: &dyn LogStore, stream: &StreamId) -> Result<Vec<RecordedEvent>, LogError> {
    let range = EventRange {
        stream: Some(stream),
        ..EventRange::default()
    };
    let mut events = Vec::new();
    for_each_event_in(log, &range, &mut |event| {
        events.push(event);
        Ok::<_, LogError>(())
    })?;
    Ok(events)
}

/// The event at `position`, if there is one.
pub fn read_event_at(log: &dyn LogStore, position: Position) -> Result<Option<RecordedEvent>, LogError> {
    let mut found = None;
    for_each_selected(log, &RowSelection::at(position), &mut |event| {
        found = Some(event);
        Ok::<_, LogError>(())
    })?;
    Ok(found)
}

/// Calls `f` with every event after `position`, in order, and stops at the first error.
pub fn for_each_event_after<E: From<LogError>>(
    log: &dyn LogStore,
    position: Position,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let range = EventRange {
        after: position,
        ..EventRange::default()
    };
    for_each_event_in(log, &range, f)
}

/// Calls `f` with every event of `range`, in order, and stops at the first error.
pub fn for_each_event_in<E: From<LogError>>(
    log: &dyn LogStore,
    range: &EventRange<'_>,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    for_each_selected(log, &RowSelection::Range(*range), f)
}

fn for_each_selected<E: From<LogError>>(
    log: &dyn LogStore,
    selection: &RowSelection<'_>,
    f: &mut dyn FnMut(RecordedEvent) -> Result<(), E>,
) -> Result<(), E> {
    let mut stopped = None;
    log.for_each_row(selection, &mut |row| {
        stopped = f(row.event?.to_recorded_event()?).err();
        Ok(stopped.is_none())
    })?;
    match stopped {
        Some(error) => Err(error),
        None => Ok(()),
    }
}
