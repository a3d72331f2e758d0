use super::begin_write::LOCK_WAIT_MAX;
use super::lock_holder::find_readers;
use super::store_notice::{StoreNotice, StoreObserver};
use crate::log::LogError;
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A write-ahead log that is larger than this is moved into the database and cut off, as soon as readers allow.
pub(super) const WAL_BYTES_MAX: u64 = 64 << 20;
/// Time that short readers get to finish.
const READER_PATIENCE: Duration = Duration::from_millis(500);

/// Keeps the write-ahead log of one writer small.
///
/// SQLite moves it into the database after a commit, but starts it anew only in a moment when nobody reads from it.
/// Where readers come and go without such a moment, it would grow without limit. So this waits for one: new readers do
/// not need the write-ahead log once everything was moved. Only a reader that stays for longer keeps it; then the
/// observer is told who, once each time that the size has doubled.
#[derive(Debug)]
pub struct WalLimit {
    /// The size at which the next attempt is made.
    bytes_max: u64,
}

impl Default for WalLimit {
    fn default() -> Self {
        Self {
            bytes_max: WAL_BYTES_MAX,
        }
    }
}

impl WalLimit {
    /// Cuts off the write-ahead log of `conn` if it is too large. To be called after a commit, outside of transactions.
    ///
    /// A failure is no error: what was committed is in the write-ahead log, and the next attempt is made after the next
    /// commit.
    pub fn enforce(&mut self, conn: &Connection, observer: &StoreObserver) {
        let Some(path) = conn.path().filter(|path| !path.is_empty()) else {
            return;
        };
        let wal = format!("{path}-wal");
        let size = || fs::metadata(&wal).map_or(0, |wal| wal.len());
        if size() <= self.bytes_max {
            return;
        }
        if truncate_wal(conn, READER_PATIENCE).unwrap_or(false) {
            *self = Self::default();
            return;
        }
        let bytes = size();
        let readers = find_readers(Path::new(path));
        self.bytes_max = bytes.max(WAL_BYTES_MAX).saturating_mul(2);
        observer.notify(&StoreNotice::WalHeldByReaders { bytes, readers });
    }
}

/// Maximum wait for readers of earlier moments, before the changes are moved into the database without their end.
const READER_WAIT_MAX: Duration = Duration::from_secs(5);

/// Moves all changes into the database and empties the `-wal` file, which still has what was taken away. Returns
/// whether it is empty; it is not while another process reads an earlier moment.
pub fn empty_wal(conn: &Connection) -> Result<bool, LogError> {
    Ok(truncate_wal(conn, READER_WAIT_MAX)?)
}

/// Moves the write-ahead log into the database and cuts it off. `false` where readers prevent it for longer than
/// `patience`.
pub(super) fn truncate_wal(conn: &Connection, patience: Duration) -> rusqlite::Result<bool> {
    conn.busy_timeout(patience)?;
    let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    conn.busy_timeout(LOCK_WAIT_MAX)?;
    Ok(busy? == 0)
}
