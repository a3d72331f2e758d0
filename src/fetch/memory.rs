//! What was fetched and which feeds fail, kept between two runs in a small SQLite file.
//!
//! It is no part of the log: whoever deletes it makes the next run ask for more, and loses nothing else.

use super::error::FetchError;
use super::fetched::Fetched;
use super::memory_file::{memory_error, open_memory_file};
use super::request::Validators;
use rusqlite::{Connection, OptionalExtension, Params, Row, named_params};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Pause after the first failure of a feed. Each further one doubles it.
const BACK_OFF_MIN: Duration = Duration::from_secs(60 * 60);
/// The longest pause: a feed that comes back is found within a week.
const BACK_OFF_MAX: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Characters of an error that are kept.
const ERROR_CHARS_MAX: usize = 500;

/// The file of what was fetched. Several threads may share it, and several processes the file.
#[derive(Debug)]
pub struct FetchMemory {
    conn: Mutex<Connection>,
    path: PathBuf,
}

/// How a feed did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// Number of failures since the last success.
    pub failures: u32,
    /// What the last failure said; `None` after a success.
    pub last_error: Option<String>,
    /// When it may be asked again; `None` if at any time.
    pub next_try: Option<SystemTime>,
    /// When it was read last.
    pub last_success: Option<SystemTime>,
    /// Until when a process has claimed it.
    pub claimed_until: Option<SystemTime>,
}

impl FetchMemory {
    /// Opens the file at `path`, which is created where it is missing.
    pub fn open(path: &Path) -> Result<Self, FetchError> {
        Ok(Self {
            conn: Mutex::new(open_memory_file(path)?),
            path: path.to_owned(),
        })
    }

    /// What to send with the next request for `address`; empty where it was not fetched.
    pub fn validators(&self, address: &str) -> Result<Validators, FetchError> {
        let sql = "SELECT etag, last_modified FROM page WHERE address = ?1";
        let found = self.query(sql, [address], |row| {
            Ok(Validators {
                etag: row.get(0)?,
                last_modified: row.get(1)?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// SHA-256 of the body that was remembered for `address`.
    pub fn sha256(&self, address: &str) -> Result<Option<String>, FetchError> {
        let sql = "SELECT sha256 FROM page WHERE address = ?1";
        self.query(sql, [address], |row| row.get(0))
    }

    /// Remembers that `address` gave `fetched`.
    ///
    /// To be called after the body is recorded: what is remembered may not be sent again.
    pub fn remember(&self, address: &str, fetched: &Fetched) -> Result<(), FetchError> {
        let sql = "INSERT OR REPLACE INTO page (address, etag, last_modified, sha256, fetched_at)
                   VALUES (:address, :etag, :last_modified, :sha256, :fetched_at)";
        self.execute(
            sql,
            named_params! {
                ":address": address,
                ":etag": fetched.validators.etag,
                ":last_modified": fetched.validators.last_modified,
                ":sha256": fetched.sha256,
                ":fetched_at": to_seconds(fetched.fetched_at),
            },
        )?;
        Ok(())
    }

    /// Forgets `address`, so that it is fetched whole the next time.
    pub fn forget(&self, address: &str) -> Result<(), FetchError> {
        self.execute("DELETE FROM page WHERE address = ?1", [address])?;
        Ok(())
    }

    /// Claims a feed until `until`, so that processes that run at the same time share the feeds.
    ///
    /// False where another process has claimed it. The claim ends with [`feed_succeeded`](Self::feed_succeeded),
    /// [`feed_failed`](Self::feed_failed), [`release_feed`](Self::release_feed), or at `until`.
    pub fn claim_feed(&self, address: &str, now: SystemTime, until: SystemTime) -> Result<bool, FetchError> {
        let sql = "INSERT INTO feed (address, claimed_until) VALUES (:address, :until)
                   ON CONFLICT (address) DO UPDATE SET claimed_until = excluded.claimed_until
                   WHERE claimed_until IS NULL OR claimed_until <= :now";
        let params = named_params! {
            ":address": address,
            ":now": to_seconds(now),
            ":until": to_seconds(until),
        };
        Ok(self.execute(sql, params)? == 1)
    }

    /// Ends a claim without a result.
    pub fn release_feed(&self, address: &str) -> Result<(), FetchError> {
        self.execute(
            "UPDATE feed SET claimed_until = NULL WHERE address = ?1",
            [address],
        )?;
        Ok(())
    }

    /// The feed was read, or had not changed.
    pub fn feed_succeeded(&self, address: &str, now: SystemTime) -> Result<(), FetchError> {
        let sql = "INSERT OR REPLACE INTO feed (address, last_success) VALUES (:address, :now)";
        self.execute(
            sql,
            named_params! { ":address": address, ":now": to_seconds(now) },
        )?;
        Ok(())
    }

    /// The feed failed. Gives the time at which to try again: later with each failure, and not before `retry_after`.
    pub fn feed_failed(
        &self,
        address: &str,
        error: &str,
        now: SystemTime,
        retry_after: Option<Duration>,
    ) -> Result<SystemTime, FetchError> {
        let error: String = error.chars().take(ERROR_CHARS_MAX).collect();
        // Counted by the database, so that two processes do not count one failure for two.
        let sql = "INSERT INTO feed (address, failures, last_error) VALUES (:address, 1, :error)
                   ON CONFLICT (address) DO UPDATE
                   SET failures = failures + 1, last_error = excluded.last_error, claimed_until = NULL
                   RETURNING failures";
        let params = named_params! { ":address": address, ":error": error };
        let failures: Option<u32> = self.query(sql, params, |row| row.get(0))?;
        let pause = back_off(failures.unwrap_or(1)).max(retry_after.unwrap_or_default());
        let next_try = now + pause.min(BACK_OFF_MAX);
        let sql = "UPDATE feed SET next_try = :next_try WHERE address = :address";
        self.execute(
            sql,
            named_params! { ":address": address, ":next_try": to_seconds(next_try) },
        )?;
        Ok(next_try)
    }

    /// How a feed did; the default where it was never asked.
    pub fn feed_state(&self, address: &str) -> Result<FeedState, FetchError> {
        let sql =
            "SELECT failures, last_error, next_try, last_success, claimed_until FROM feed WHERE address = ?1";
        let found = self.query(sql, [address], |row| {
            Ok(FeedState {
                failures: row.get(0)?,
                last_error: row.get(1)?,
                next_try: time(row, 2)?,
                last_success: time(row, 3)?,
                claimed_until: time(row, 4)?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Forgets a feed that is no longer followed.
    pub fn forget_feed(&self, address: &str) -> Result<(), FetchError> {
        self.execute("DELETE FROM feed WHERE address = ?1", [address])?;
        Ok(())
    }

    fn query<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, FetchError> {
        let conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let row = conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params, read).optional());
        row.map_err(|error| memory_error(&self.path, &error))
    }

    /// The number of rows that were changed.
    fn execute(&self, sql: &str, params: impl Params) -> Result<usize, FetchError> {
        let conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = conn
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(params));
        changed.map_err(|error| memory_error(&self.path, &error))
    }
}

/// The time in a column of seconds.
fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<SystemTime>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(from_seconds))
}

/// The pause after a number of failures in a row.
fn back_off(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    (BACK_OFF_MIN * 2_u32.pow(doublings)).min(BACK_OFF_MAX)
}

fn to_seconds(time: SystemTime) -> i64 {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(seconds.as_secs()).unwrap_or(i64::MAX)
}

/// A time that no clock has, which only a damaged row contains, becomes 1970.
fn from_seconds(seconds: i64) -> SystemTime {
    let since_epoch = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    SystemTime::UNIX_EPOCH
        .checked_add(since_epoch)
        .unwrap_or(SystemTime::UNIX_EPOCH)
}
