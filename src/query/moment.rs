use super::QueryError;
use crate::domain::Position;
use rusqlite::Connection;

/// What questions see, as `:at` is filled in.
const VIEWS: &str = include_str!("../../schema/read/views.sql");

/// The names of the views.
const NAMES: [&str; 9] = [
    "moment",
    "article",
    "statement",
    "topic",
    "name",
    "whole",
    "identifier",
    "linked",
    "disputed",
];

/// Lets the questions that are asked through `conn` see what counted at the position `at`, once that event had been
/// recorded; what counts now, where there is none.
///
/// The views are temporary: they belong to the connection and are in no file.
pub fn look(conn: &Connection, at: Option<Position>) -> Result<(), QueryError> {
    // What counts now has the greatest integer for its end, so that the moment before is now.
    let at = at.map_or(i64::MAX - 1, |at| {
        i64::try_from(at.number()).unwrap_or(i64::MAX).min(i64::MAX - 1)
    });
    let looked: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema WHERE name = ?1)",
        [NAMES[0]],
        |row| row.get(0),
    )?;
    for name in NAMES.iter().filter(|_| looked) {
        conn.execute_batch(&format!("DROP VIEW temp.{name}"))?;
    }
    conn.execute_batch(&VIEWS.replace(":at", &at.to_string()))?;
    Ok(())
}
