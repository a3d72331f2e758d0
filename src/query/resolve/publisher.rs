//! Finds the publisher that a typed name refers to.

use super::matching::{has_words_beginning, has_words_of};
use super::suggestions::suggest_names;
use crate::domain::fold;
use crate::query::QueryError;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// The folded name of the publisher that `name` refers to: by the exact name, else by words that the name contains,
/// else by beginnings of such words. Errors if there is none or several.
pub(in crate::query) fn resolve_publisher(conn: &Connection, name: &str) -> Result<String, QueryError> {
    let folded = fold(name);
    let mut publishers = BTreeMap::new();
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT publisher_folded, publisher FROM article WHERE publisher IS NOT NULL",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        publishers.insert(row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    }
    if publishers.contains_key(&folded) {
        return Ok(folded);
    }
    for is_part in [has_words_of, has_words_beginning] {
        let known = publishers.iter().filter(|(known, _)| is_part(known, &folded));
        match known.collect::<Vec<_>>().as_slice() {
            [] => {}
            [(one, _)] => return Ok((*one).clone()),
            several => {
                return Err(QueryError::AmbiguousPublisher {
                    name: name.to_owned(),
                    publishers: several.iter().map(|(_, name)| (*name).clone()).collect(),
                });
            }
        }
    }
    Err(QueryError::NotFound {
        what: "publisher",
        name: name.to_owned(),
        suggestions: suggest_names(&folded, publishers.values().map(String::as_str)),
    })
}
