//! Phrases that other queries look up in the full-text index of statements.

use super::fts_expressions;
use super::parsed_search::ParsedSearch;
use crate::query::QueryError;
use rusqlite::Connection;

/// The FTS5 expression for `words` as a phrase; `None` if they contain no word.
pub(in crate::query) fn phrase_expression(words: &str) -> Option<String> {
    fts_expressions::statement_expression(&ParsedSearch::parse(&format!("\"{}\"", words.replace('"', " "))))
}

/// Finds the wordings that contain `text` literally; case and accents are ignored.
pub(in crate::query) fn find_wordings_containing(
    conn: &Connection,
    text: &str,
) -> Result<Vec<i64>, QueryError> {
    let Some(matching) = phrase_expression(text) else {
        return Ok(Vec::new());
    };
    let mut select =
        conn.prepare_cached("SELECT rowid FROM statement_search WHERE statement_search MATCH ?1")?;
    let rows = select.query_map([matching], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
