use crate::log::EventMetadata;
use crate::projection::Fold;
use rusqlite::Transaction;

/// A transaction that writes: events are appended to the log and folded into the read models.
pub(super) struct WriteTransaction<'t> {
    /// The transaction.
    pub(super) tx: &'t Transaction<'t>,
    /// What is recorded with every event.
    pub(super) header: EventMetadata,
    /// The fold of the events.
    pub(super) fold: Fold<'t>,
}
