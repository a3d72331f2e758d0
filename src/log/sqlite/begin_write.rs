use super::lock_wait::LockWait;
use super::store_notice::StoreObserver;
use super::writer_queue::WriterQueue;
use crate::log::LogError;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::path::PathBuf;
use std::time::Duration;

/// Maximum wait for the write lock. It is long, because a rebuild of a large log is, and because whoever waits is told
/// for whom.
const WRITER_WAIT_MAX: Duration = Duration::from_secs(600);
/// Pause between two attempts of the process that is next.
const NEXT_PAUSE: Duration = Duration::from_millis(1);
/// The same after [`SHORT_WAIT`], so that long waits cost little.
const NEXT_PAUSE_LATER: Duration = Duration::from_millis(5);
const SHORT_WAIT: Duration = Duration::from_millis(200);
/// Least pause between two attempts of processes that are not next: longer than those above, so that they do not get
/// in front of the one that is.
const QUEUED_PAUSE_MS: u32 = 20;
/// Maximum wait for a lock inside SQLite.
pub(super) const LOCK_WAIT_MAX: Duration = Duration::from_secs(60);

/// Begins a transaction that writes, and waits for other writers to finish first. After two seconds `observer` is told
/// for whom.
///
/// It takes the write lock at once (`BEGIN IMMEDIATE`): a deferred transaction is refused at its first write if another
/// process has written since its first read.
///
/// Waiting is fair. SQLite's own is not: it sleeps up to a tenth of a second between attempts, while a process that
/// has just finished takes the lock again at once.
pub fn begin_write<'c>(
    conn: &'c mut Connection,
    observer: &StoreObserver,
) -> Result<Transaction<'c>, LogError> {
    let conn: &'c Connection = conn;
    let path = conn.path().map(PathBuf::from).unwrap_or_default();
    let mut wait = LockWait::new(&path, observer);
    let mut queue = WriterQueue::beside(&path);
    let mut attempts = 0;
    loop {
        attempts += 1;
        let is_next = queue.is_next();
        // Somebody waits already: let them go first.
        if attempts > 1 || is_next {
            conn.busy_timeout(Duration::ZERO)?;
            let begun = Transaction::new_unchecked(conn, TransactionBehavior::Immediate);
            conn.busy_timeout(LOCK_WAIT_MAX)?;
            match begun {
                Ok(tx) => return Ok(tx),
                Err(error)
                    if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                        && wait.waited < WRITER_WAIT_MAX => {}
                Err(error) => return Err(error.into()),
            }
        }
        wait.pause(match is_next {
            true if wait.waited < SHORT_WAIT => NEXT_PAUSE,
            true => NEXT_PAUSE_LATER,
            false => queued_pause(attempts),
        });
    }
}

/// A pause that differs between processes and attempts, so that they do not come back all at once.
fn queued_pause(attempts: u32) -> Duration {
    let spread = std::process::id()
        .wrapping_mul(7)
        .wrapping_add(attempts.wrapping_mul(13))
        % QUEUED_PAUSE_MS;
    Duration::from_millis(u64::from(QUEUED_PAUSE_MS + spread))
}
