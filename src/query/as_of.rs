//! Lets queries see the read models as of a position of the log, and as of one reader.

use super::QueryError;
use crate::domain::Position;
use rusqlite::Connection;

/// The temporary views that queries read. [`create_views`] replaces the placeholders `:at` and `:reader` by the queried
/// position and reader. It replaces them as text, so no SQL comment of that file may contain them.
const VIEWS: &str = include_str!("../../schema/read/views.sql");

/// Makes queries through `conn` answer as of the position `at`, that event included; as of now if `None`.
///
/// Defines temporary views, which belong to the connection and are stored in no file.
pub fn set_as_of(conn: &Connection, at: Option<Position>) -> Result<(), QueryError> {
    set_as_of_for_reader(conn, at, "")
}

/// Like [`set_as_of`], for the statements as `reader` read them; the empty name stands for the built-in extractor.
pub fn set_as_of_for_reader(conn: &Connection, at: Option<Position>, reader: &str) -> Result<(), QueryError> {
    let at = at.map_or(LATEST, |at| i64::try_from(at.number()).unwrap_or(LATEST));
    // Other views would make SQLite compile every question again.
    let is_set = current_view(conn).is_ok_and(|(now, by)| now == at.min(LATEST) && by == reader);
    if is_set {
        return Ok(());
    }
    create_views(conn, at, reader)
}

/// The position that stands for now. Current rows end at `i64::MAX`, and a view selects the rows that end after the
/// queried position: so it is the one just before.
const LATEST: i64 = i64::MAX - 1;

/// Calls `ask` as of the position `at` and restores the previous position afterwards.
///
/// No SQL statement may be running on `conn`, because the views are dropped and created again.
pub(super) fn ask_as_of<T>(
    conn: &Connection,
    at: i64,
    ask: impl FnOnce() -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    let (now, reader) = current_view(conn)?;
    create_views(conn, at, &reader)?;
    let answer = ask();
    create_views(conn, now, &reader)?;
    answer
}

/// Calls `ask` with the readings of `reader` and restores the previous reader afterwards.
///
/// No SQL statement may be running on `conn`, because the views are dropped and created again.
pub(super) fn ask_as_read_by<T>(
    conn: &Connection,
    reader: &str,
    ask: impl FnOnce() -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    let (now, before) = current_view(conn)?;
    if before == reader {
        return ask();
    }
    create_views(conn, now, reader)?;
    let answer = ask();
    create_views(conn, now, &before)?;
    answer
}

fn current_view(conn: &Connection) -> Result<(i64, String), QueryError> {
    Ok(conn.query_row("SELECT position, reader FROM as_of", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?)
}

/// Creates the temporary views as of the position `at`, for the readings of `reader`; drops earlier ones.
fn create_views(conn: &Connection, at: i64, reader: &str) -> Result<(), QueryError> {
    let at = at.min(LATEST);
    let mut select = conn.prepare("SELECT name FROM temp.sqlite_schema WHERE type = 'view'")?;
    let names: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for name in names {
        conn.execute_batch(&format!("DROP VIEW temp.{name}"))?;
    }
    let views = VIEWS.replace(":at", &at.to_string());
    conn.execute_batch(&views.replace(":reader", &reader.replace('\'', "''")))?;
    Ok(())
}
