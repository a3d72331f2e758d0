use super::QueryError;
use crate::domain::Position;
use rusqlite::Connection;

/// What questions see, as `:at` is filled in.
const VIEWS: &str = include_str!("../../schema/read/views.sql");

/// Lets the questions that are asked through `conn` see what counted at the position `at`, once that event had been
/// recorded; what counts now, where there is none.
///
/// The views are temporary: they belong to the connection and are in no file.
pub fn look(conn: &Connection, at: Option<Position>) -> Result<(), QueryError> {
    // What counts now has the greatest integer for its end, so that the moment before is now.
    look_at(
        conn,
        at.map_or(i64::MAX, |at| i64::try_from(at.number()).unwrap_or(i64::MAX)),
    )
}

/// What `ask` answers where it sees what counted at the position `at`; then questions see again what they saw before.
/// No statement may be running.
pub(super) fn as_of<T>(
    conn: &Connection,
    at: i64,
    ask: impl FnOnce() -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    let now: i64 = conn.query_row("SELECT position FROM moment", [], |row| row.get(0))?;
    look_at(conn, at)?;
    let answer = ask();
    look_at(conn, now)?;
    answer
}

fn look_at(conn: &Connection, at: i64) -> Result<(), QueryError> {
    let at = at.min(i64::MAX - 1);
    let mut select = conn.prepare("SELECT name FROM temp.sqlite_schema WHERE type = 'view'")?;
    let names: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for name in names {
        conn.execute_batch(&format!("DROP VIEW temp.{name}"))?;
    }
    conn.execute_batch(&VIEWS.replace(":at", &at.to_string()))?;
    Ok(())
}
