use super::schema_check::SchemaObjects;
use crate::log::{Finding, FindingPart, Findings, LogError};
use rusqlite::Connection;

/// Maximum number of findings of SQLite that are listed for each table.
const LISTED_PER_TABLE_MAX: usize = 20;

/// Checks the trees and indexes of SQLite: an index that has lost an entry would hide an event from its stream, or a
/// statement from an answer. What is wrong with a table of `log_objects` is damage; all other tables can be rebuilt.
///
/// Table by table, so that a finding says which table it is about. The schema's own table comes with the list of free
/// pages, and a full-text index with its own trees: that the words are right is checked by comparing them with a
/// rebuild.
pub fn verify_structure(
    conn: &Connection,
    log_objects: &SchemaObjects,
    findings: &mut Findings,
) -> Result<(), LogError> {
    let mut select = conn.prepare(
        "SELECT 'sqlite_schema', FALSE UNION ALL
         SELECT name, rootpage = 0 FROM sqlite_schema WHERE type = 'table'",
    )?;
    let tables: Vec<(String, bool)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (table, is_virtual) in tables {
        let is_log = table == "sqlite_schema" || log_objects.has_table(&table);
        let finding = |what: String| {
            let place = format!("table {table}");
            if is_log {
                Finding::damage(FindingPart::Structure, place, what)
            } else if is_virtual {
                Finding::difference(FindingPart::FullTextIndex, place, what)
            } else {
                Finding::difference(FindingPart::Structure, place, what)
            }
        };
        match check_table(conn, &table) {
            Ok(lines) => lines.into_iter().for_each(|line| findings.push(finding(line))),
            Err(error) => match error.into() {
                // A full-text index whose own tables say that it is of another form.
                LogError::Sqlite(error) if !is_log => findings.push(finding(error.to_string())),
                error => findings.push_error(error, finding)?,
            },
        }
    }
    Ok(())
}

/// What SQLite finds wrong with a table.
fn check_table(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let name = table.replace('"', "\"\"");
    let mut check = conn.prepare(&format!("PRAGMA integrity_check(\"{name}\")"))?;
    let mut lines = Vec::new();
    for line in check.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" && lines.len() < LISTED_PER_TABLE_MAX {
            let line = line.replace('\n', " ");
            lines.push(
                line.trim_start_matches("*** in database main ***")
                    .trim()
                    .to_owned(),
            );
        }
    }
    Ok(lines)
}
