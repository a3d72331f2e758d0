//! Queries about readers other than the built-in extractor.

use super::resolve::suggest_names;
use super::{Query, QueryError};
use crate::domain::fold;
use rusqlite::Connection;

/// Finds a reader other than the built-in extractor by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderByNameQuery {
    /// The name, with or without a version (`name/version`).
    pub name: String,
}

/// A reader other than the built-in extractor, with how much it has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderEntry {
    /// The name, without a version.
    pub name: String,
    /// Number of current statements as this reader reads them.
    pub statements: u64,
}

impl Query for ReaderByNameQuery {
    type Answer = ReaderEntry;

    fn answer(&self, conn: &Connection) -> Result<ReaderEntry, QueryError> {
        let known = load_readers(conn)?;
        let is_meant = |line: &&ReaderEntry| {
            line.name == self.name
                || self
                    .name
                    .rsplit_once('/')
                    .is_some_and(|(name, _)| name == line.name)
        };
        if let Some(found) = known.iter().find(is_meant) {
            return Ok(found.clone());
        }
        let names = known.iter().map(|line| line.name.as_str());
        Err(QueryError::NotFound {
            what: "reader",
            name: self.name.clone(),
            suggestions: suggest_names(&fold(&self.name), names),
        })
    }
}

/// Lists the readers other than the built-in extractor: persons and other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadersQuery;

impl Query for ReadersQuery {
    type Answer = Vec<ReaderEntry>;

    fn answer(&self, conn: &Connection) -> Result<Vec<ReaderEntry>, QueryError> {
        load_readers(conn)
    }
}

/// Loads the readers other than the built-in extractor, in the order of their names.
fn load_readers(conn: &Connection) -> Result<Vec<ReaderEntry>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT reader, count(*) FROM statement_of_any_reader WHERE reader <> '' GROUP BY reader
                 ORDER BY reader",
    )?;
    let found = select.query_map([], |row| {
        let count: i64 = row.get(1)?;
        Ok(ReaderEntry {
            name: row.get(0)?,
            statements: count.try_into().unwrap_or_default(),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
