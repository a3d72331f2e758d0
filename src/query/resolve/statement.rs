//! Finds the one current statement that an id refers to.

use super::former_item::find_former_items;
use super::item::{ItemRow, find_item};
use crate::domain::Reader;
use crate::query::QueryError;
use crate::query::ending_lookup::load_ending_of_statement;
use crate::query::statement_headers::{LoadedStatement, load_statement};
use rusqlite::Connection;

/// Loads the one statement whose id is or begins with `id`.
///
/// Errors if there is none or several, if it is no longer current, or if another reader read it.
pub(in crate::query) fn resolve_statement(
    conn: &Connection,
    id: &str,
) -> Result<LoadedStatement, QueryError> {
    let row = match find_item(conn, id) {
        Ok(ItemRow::Statement(row)) => row,
        Err(
            error @ (QueryError::AmbiguousId { .. }
            | QueryError::DamagedReadModel { .. }
            | QueryError::Database(_)),
        ) => {
            return Err(error);
        }
        Ok(_) | Err(_) => {
            if let [former] = find_former_items(conn, id)?.as_slice()
                && let Some(ending) = load_ending_of_statement(conn, &former.id)?
            {
                return Err(QueryError::NoLongerCurrent {
                    id: former.id.clone(),
                    ending,
                });
            }
            return Err(QueryError::NotFound {
                what: "statement",
                name: id.to_owned(),
                suggestions: Vec::new(),
            });
        }
    };
    let (id, reader, looked_at): (String, String, String) = conn.query_row(
        "SELECT s.id, s.reader, m.reader FROM as_of AS m CROSS JOIN statement_of_any_reader AS s ON s.row = ?1",
        [row],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if reader != looked_at {
        return Err(QueryError::ReadByAnother {
            id,
            reader: if reader.is_empty() {
                Reader::OWN_NAME.to_owned()
            } else {
                reader
            },
        });
    }
    load_statement(conn, row)
}
