//! The ladder: a file of any age is brought up to date step by step, in one transaction.

use super::LogError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// What `PRAGMA application_id` says in a dixit database: "dixt" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x6469_7874;

/// What `PRAGMA user_version` says once all steps are taken.
#[expect(clippy::cast_possible_wrap, reason = "there are few steps")]
pub(super) const LATEST: i64 = STEPS.len() as i64;

/// The step from each version to the next. A step that has landed is never edited.
const STEPS: &[&str] = &[include_str!("../../schema/0001_log.sql")];

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing is in it yet.
    Empty,
    /// A dixit database, brought up to this version.
    Dixit(i64),
    /// Something else.
    Foreign,
}

/// Reads from the file's header what kind it is.
pub(super) fn format(conn: &Connection) -> rusqlite::Result<Format> {
    // In one transaction: another process may take the first step between two questions, and the file would look
    // like somebody else's.
    let _snapshot = conn
        .is_autocommit()
        .then(|| conn.unchecked_transaction())
        .transpose()?;
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    match number("PRAGMA application_id")? {
        APPLICATION_ID => Ok(Format::Dixit(number("PRAGMA user_version")?)),
        0 if number("PRAGMA user_version")? == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 => {
            Ok(Format::Empty)
        }
        _ => Ok(Format::Foreign),
    }
}

/// Takes the steps that the file has not taken yet.
pub(super) fn migrate(conn: &mut Connection, path: &Path) -> Result<(), LogError> {
    if format(conn)? == Format::Dixit(LATEST) {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Looked at again under the lock: another process may have been faster.
    let from = match format(&tx)? {
        Format::Empty => 0,
        Format::Dixit(version) => version,
        Format::Foreign => {
            return Err(LogError::NotDixit {
                path: path.to_owned(),
            });
        }
    };
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", LATEST)?;
    Ok(tx.commit()?)
}
