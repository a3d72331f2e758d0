//! Drops tables and views, also those that SQLite cannot open any more.

use super::ProjectionError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OptionalExtension};

/// The tables that FTS5 keeps for an index, after its name.
pub(super) const FULL_TEXT_TABLES: [&str; 5] = ["data", "idx", "content", "docsize", "config"];

/// Drops the table or view `name`, whichever there is, with its indexes and triggers.
///
/// A full-text index that lacks one of its own tables cannot be opened, and so not dropped; the same holds for a table
/// whose tree is damaged. Such an object is taken out of the schema. Its pages stay behind unused until the database is
/// vacuumed.
pub(super) fn drop_object(conn: &Connection, name: &str) -> Result<(), ProjectionError> {
    let mut select = conn.prepare_cached(
        "SELECT type FROM main.sqlite_schema WHERE name = ?1 AND type IN ('table', 'view')",
    )?;
    let kind: Option<String> = select.query_row([name], |row| row.get(0)).optional()?;
    drop(select);
    let Some(kind) = kind else { return Ok(()) };
    let dropped = conn.execute_batch(&format!(
        "SAVEPOINT dropping; DROP {kind} main.\"{name}\"; RELEASE dropping"
    ));
    match dropped {
        Ok(()) => Ok(()),
        Err(error) if is_lasting(&error) => {
            conn.execute_batch("ROLLBACK TO dropping; RELEASE dropping")?;
            forget_object(conn, name)
        }
        Err(source) => Err(ProjectionError::Store {
            doing: "thrown away",
            source,
        }),
    }
}

/// Whether the object is the cause, and not a lock, the disk or a missing right.
fn is_lasting(error: &rusqlite::Error) -> bool {
    use ErrorCode::{DatabaseCorrupt, Unknown};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | Unknown))
}

/// Takes the object `name` out of the schema, with its indexes and triggers.
fn forget_object(conn: &Connection, name: &str) -> Result<(), ProjectionError> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    let forgotten = conn.execute_batch("PRAGMA writable_schema = ON").and_then(|()| {
        conn.execute(
            "DELETE FROM main.sqlite_schema WHERE name = ?1 OR tbl_name = ?1",
            [name],
        )
    });
    // Also reads the schema again.
    let reset = conn.execute_batch("PRAGMA writable_schema = RESET");
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    forgotten.and(reset).map_err(|source| ProjectionError::Store {
        doing: "thrown away",
        source,
    })
}
