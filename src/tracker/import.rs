//! Takes events that another copy of the log recorded, as they were recorded there.

use super::connection::Tracker;
use super::error::TrackerError;
use crate::domain::Position;
use crate::log::{self, CheckedRecord, EventRecord, Hash, ImportRefusal, LogError};
use crate::projection::{self, Derived, Deriver};

/// Prepares events for [`Tracker::import_batch`]: checks their hashes, decodes them, and derives from them what takes
/// no database. It can be used on any thread.
#[derive(Debug, Default)]
pub struct ImportPreparer {
    deriver: Deriver,
}

/// An event that is ready to be imported.
#[derive(Debug)]
pub struct PreparedRecord {
    checked: CheckedRecord,
    derived: Derived,
}

impl ImportPreparer {
    /// Prepares `record`, which was recorded with the hash `leaf_hash` over its header.
    pub fn prepare(&mut self, record: EventRecord, leaf_hash: Hash) -> Result<PreparedRecord, ImportRefusal> {
        let checked = CheckedRecord::new(record, leaf_hash)?;
        // An error would be that of an embedded word list; the fold derives again and reports it.
        let derived = self.deriver.derive(&checked.recorded.event).unwrap_or_default();
        Ok(PreparedRecord { checked, derived })
    }
}

impl PreparedRecord {
    /// Its position in the log.
    pub const fn position(&self) -> Position {
        self.checked.recorded.position
    }

    /// Whether its body or text was redacted.
    pub fn is_redacted(&self) -> bool {
        self.checked.is_redacted()
    }

    /// Size of its body and text in bytes.
    pub fn bytes(&self) -> usize {
        self.checked.bytes()
    }
}

/// What became of a batch of events.
#[derive(Debug)]
pub struct ImportedBatch {
    /// Number of events that were recorded.
    pub recorded: u64,
    /// Number of events that the log had already.
    pub known: u64,
    /// Why the event after these was refused, if one was. Nothing after it was looked at.
    pub refusal: Option<ImportRefusal>,
}

impl Tracker {
    /// Records `batch`, events of another copy of this log in its order, in one transaction. Those before an event that
    /// is refused are recorded; those that the log has already are skipped.
    pub fn import_batch(&mut self, batch: Vec<PreparedRecord>) -> Result<ImportedBatch, TrackerError> {
        self.transact(|writing| {
            let mut imported = ImportedBatch {
                recorded: 0,
                known: 0,
                refusal: None,
            };
            for PreparedRecord { checked, derived } in batch {
                match log::append_recorded(writing.tx, &checked) {
                    Ok(true) => {
                        projection::apply_event(&writing.fold, &checked.recorded, derived)?;
                        imported.recorded += 1;
                    }
                    Ok(false) => imported.known += 1,
                    Err(LogError::NotImported(refusal)) => {
                        imported.refusal = Some(refusal);
                        break;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(imported)
        })
    }
}
