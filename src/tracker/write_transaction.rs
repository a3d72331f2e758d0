use crate::log::{EventMetadata, LogError};
use crate::projection::Fold;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A transaction that writes: events are appended to the log and folded into the read models.
pub(super) struct WriteTransaction<'t> {
    /// The transaction.
    pub(super) tx: &'t Transaction<'t>,
    /// What is recorded with every event.
    pub(super) header: EventMetadata,
    /// The fold of the events.
    pub(super) fold: Fold<'t>,
}

/// Begins a transaction that writes, and waits for other writers to finish first.
///
/// It takes the write lock at once (`BEGIN IMMEDIATE`): a deferred transaction is refused at its first write if another
/// process has written since its first read.
pub(super) fn begin_write(conn: &mut Connection) -> Result<Transaction<'_>, LogError> {
    Ok(conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
}
