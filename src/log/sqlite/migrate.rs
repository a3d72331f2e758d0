//! Migrations: a file of any age is brought up to date step by step, in one transaction.

use super::begin_write::begin_write;
use super::store_notice::StoreObserver;
use crate::log::tree::all_nodes;
use crate::log::{LogError, LogStore};
use rusqlite::Connection;
use std::path::Path;

/// `PRAGMA application_id` of a dixit database: "dixt" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x6469_7874;

/// `PRAGMA user_version` of a log that is kept on this machine, after all steps.
#[expect(clippy::cast_possible_wrap, reason = "there are few steps")]
pub(super) const LATEST_VERSION: i64 = STEPS.len() as i64;

/// `PRAGMA user_version` of a copy of a log on a server.
pub(super) const COPY_VERSION: i64 = LATEST_VERSION + 1;

/// The step that makes a log a copy.
const COPY_STEP: &str = include_str!("../../../schema/0003_origin.sql");

/// The step from one version of the format to the next.
struct Step {
    sql: &'static str,
    /// Computes what SQL cannot.
    fill: fn(&Connection) -> Result<(), LogError>,
}

/// The step from each version to the next. A released step is never edited.
const STEPS: &[Step] = &[
    Step {
        sql: include_str!("../../../schema/0001_log.sql"),
        fill: |_| Ok(()),
    },
    Step {
        sql: include_str!("../../../schema/0002_integrity.sql"),
        fill: |conn| conn.write(&[], &all_nodes(conn)?),
    },
];

/// What a file contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    /// Nothing yet.
    Empty,
    /// A dixit database of this version.
    Dixit(i64),
    /// Something else.
    Foreign,
}

/// Detects from the header what the file contains.
pub(super) fn detect_format(conn: &Connection) -> rusqlite::Result<FileFormat> {
    // In one transaction: between two reads, another process could take the first step, and the file would look
    // foreign.
    let _snapshot = conn
        .is_autocommit()
        .then(|| conn.unchecked_transaction())
        .transpose()?;
    let number = |sql| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    match number("PRAGMA application_id")? {
        APPLICATION_ID => Ok(FileFormat::Dixit(number("PRAGMA user_version")?)),
        0 if number("PRAGMA user_version")? == 0 && number("SELECT count(*) FROM sqlite_schema")? == 0 => {
            Ok(FileFormat::Empty)
        }
        _ => Ok(FileFormat::Foreign),
    }
}

/// Applies the steps that the file lacks.
pub(super) fn migrate(conn: &mut Connection, path: &Path, observer: &StoreObserver) -> Result<(), LogError> {
    if matches!(detect_format(conn)?, FileFormat::Dixit(LATEST_VERSION..)) {
        return Ok(());
    }
    let tx = begin_write(conn, observer)?;
    // Checked again under the lock, as another process may have been faster.
    let from = match detect_format(&tx)? {
        FileFormat::Empty => 0,
        FileFormat::Dixit(LATEST_VERSION..) => return Ok(()),
        FileFormat::Dixit(version) => version,
        FileFormat::Foreign => {
            return Err(LogError::NotDixit {
                path: path.to_owned(),
            });
        }
    };
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        tx.execute_batch(step.sql)?;
        (step.fill)(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", LATEST_VERSION)?;
    Ok(tx.commit()?)
}

/// Makes the log a copy, inside the open transaction of `tx`. Does nothing where it is one.
pub(super) fn make_copy(tx: &Connection) -> Result<(), LogError> {
    if !is_copy(tx)? {
        tx.execute_batch(COPY_STEP)?;
        tx.pragma_update(None, "user_version", COPY_VERSION)?;
    }
    Ok(())
}

/// Whether the log is a copy of one on a server.
pub(super) fn is_copy(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("PRAGMA user_version", [], |row| {
        Ok(row.get::<_, i64>(0)? == COPY_VERSION)
    })
}

/// Takes the steps of an empty database up to `version`, as a dixit of that time did.
pub(super) fn create_at_version(conn: &Connection, version: i64) -> Result<(), LogError> {
    for step in STEPS.iter().take(usize::try_from(version).unwrap_or(0)) {
        conn.execute_batch(step.sql)?;
    }
    if version == COPY_VERSION {
        conn.execute_batch(COPY_STEP)?;
    }
    Ok(())
}
