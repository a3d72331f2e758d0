use crate::domain::{Position, RedactedPart};
use crate::log::{self, CheckedRecord, ImportRefusal, LogError, LogStore};
use crate::tracker::error::TrackerError;

/// Appends to `origin` the events of `copy` after `after`, where the origin ends, up to `upto`, and takes away there
/// what they redact. The origin must be in a transaction that writes.
///
/// Returns the last position given.
pub(in crate::tracker) fn give_events(
    copy: &dyn LogStore,
    origin: &dyn LogStore,
    after: Position,
    upto: Option<Position>,
) -> Result<Position, TrackerError> {
    let mut given: Vec<CheckedRecord> = Vec::new();
    let mut redacted: Vec<RedactedPart> = Vec::new();
    log::for_each_record::<TrackerError>(copy, after.number(), upto, &mut |record| {
        let checked = CheckedRecord::of_stored(record).map_err(LogError::from)?;
        redacted.extend_from_slice(checked.recorded.event.redacted_parts());
        given.push(checked);
        Ok(())
    })?;
    let Some(last) = given.last().map(|checked| checked.recorded.position) else {
        return Ok(after);
    };
    // Before the events that say so: a redaction is not taken where what it takes away is still there.
    if !redacted.is_empty() {
        log::redact(origin, &log::plan_redaction_as_in(copy, &redacted)?)?;
    }
    match log::append_all_recorded(origin, &given) {
        Err(LogError::NotImported(ImportRefusal::Gap { .. })) => Err(TrackerError::OriginMoved),
        appended => Ok(appended.map(|()| last)?),
    }
}
