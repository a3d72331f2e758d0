use super::QueryError;
use crate::domain::Position;
use rusqlite::Connection;

/// What questions see, as `:at` is filled in.
const VIEWS: &str = include_str!("../../schema/read/views.sql");

/// Lets the questions that are asked through `conn` see what counted at the position `at`, once that event had been
/// recorded; what counts now, where there is none.
///
/// The views are temporary: they belong to the connection and are in no file.
pub fn set_as_of(conn: &Connection, at: Option<Position>) -> Result<(), QueryError> {
    // What counts now has the greatest integer for its end, so that the moment before is now.
    set_as_of_for_reader(conn, at, "")
}

/// The same, as the reader with the name `reader` reads it; as the extractor does, where that is empty.
pub fn set_as_of_for_reader(conn: &Connection, at: Option<Position>, reader: &str) -> Result<(), QueryError> {
    create_views(
        conn,
        at.map_or(i64::MAX, |at| i64::try_from(at.number()).unwrap_or(i64::MAX)),
        reader,
    )
}

/// What `ask` answers where it sees what counted at the position `at`; then questions see again what they saw before.
/// No statement may be running.
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

/// What `ask` answers where it sees what the reader with the name `reader` reads; then questions see again what they
/// saw before. No statement may be running.
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

fn create_views(conn: &Connection, at: i64, reader: &str) -> Result<(), QueryError> {
    let at = at.min(i64::MAX - 1);
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
