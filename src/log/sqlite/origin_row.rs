//! What a copy knows of the log that it is a copy of: one row.

use super::migrate::{is_copy, make_copy};
use crate::log::LogError;
use rusqlite::{Connection, OptionalExtension, params};

/// The log that a local one is a copy of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRow {
    /// Its address, without a password.
    pub address: String,
    /// Whether all events are there; not while the local log is being put up.
    pub is_complete: bool,
}

/// The origin of the log; `None` where it is no copy.
pub fn read_origin(conn: &Connection) -> Result<Option<OriginRow>, LogError> {
    if !is_copy(conn)? {
        return Ok(None);
    }
    let mut select = conn.prepare_cached("SELECT address, is_complete FROM origin")?;
    let row = select.query_row([], |row| {
        Ok(OriginRow {
            address: row.get(0)?,
            is_complete: row.get(1)?,
        })
    });
    Ok(row.optional()?)
}

/// Makes the log a copy of the one at this address, or changes what it knows of that. `tx` must be in a transaction
/// that writes.
pub fn write_origin(tx: &Connection, origin: &OriginRow) -> Result<(), LogError> {
    make_copy(tx)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO origin (row, address, is_complete) VALUES (1, ?1, ?2)
         ON CONFLICT (row) DO UPDATE SET address = ?1, is_complete = ?2",
    )?;
    insert.execute(params![origin.address, origin.is_complete])?;
    Ok(())
}
