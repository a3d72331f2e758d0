use crate::log::LogError;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Begins a transaction that writes, and waits for other writers to finish first.
///
/// It takes the write lock at once (`BEGIN IMMEDIATE`): a deferred transaction is refused at its first write if another
/// process has written since its first read.
pub(super) fn begin_write(conn: &mut Connection) -> Result<Transaction<'_>, LogError> {
    Ok(conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
}
