use crate::log::EventMetadata;
use crate::projection::Fold;
use rusqlite::Connection;

/// A transaction that writes: events are appended to the log and folded into the read models.
pub(super) struct WriteTransaction<'t> {
    /// The connection, in the transaction.
    pub(super) tx: &'t Connection,
    /// What is recorded with every event.
    pub(super) header: EventMetadata,
    /// The fold of the events.
    pub(super) fold: Fold<'t>,
}
