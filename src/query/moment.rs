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
    let at = at.map_or(i64::MAX - 1, |at| {
        i64::try_from(at.number()).unwrap_or(i64::MAX).min(i64::MAX - 1)
    });
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
