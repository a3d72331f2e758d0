use super::suggest::suggestions;
use super::{QueryError, Question};
use crate::domain::fold;
use rusqlite::Connection;

/// Which reader a name means: whoever or whatever reads articles beside the extractor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBy {
    /// The name, with or without a version.
    pub name: String,
}

/// A reader who has read something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderLine {
    /// The name, without a version.
    pub name: String,
    /// How many statements are known as this reader reads them.
    pub statements: u64,
}

impl Question for ReadBy {
    type Answer = ReaderLine;

    fn answer(&self, conn: &Connection) -> Result<ReaderLine, QueryError> {
        let known = readers(conn)?;
        let is_meant = |line: &&ReaderLine| {
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
        Err(QueryError::NoSuch {
            what: "reader",
            name: self.name.clone(),
            suggestions: suggestions(&fold(&self.name), names),
        })
    }
}

/// Who or what reads articles beside the extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readers;

impl Question for Readers {
    type Answer = Vec<ReaderLine>;

    fn answer(&self, conn: &Connection) -> Result<Vec<ReaderLine>, QueryError> {
        readers(conn)
    }
}

/// The readers beside the extractor, in the order of their names.
fn readers(conn: &Connection) -> Result<Vec<ReaderLine>, QueryError> {
    let mut select = conn.prepare_cached(
        "SELECT reader, count(*) FROM anybodys_statement WHERE reader <> '' GROUP BY reader ORDER BY reader",
    )?;
    let found = select.query_map([], |row| {
        let count: i64 = row.get(1)?;
        Ok(ReaderLine {
            name: row.get(0)?,
            statements: count.try_into().unwrap_or_default(),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
