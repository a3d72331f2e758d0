//! Searches the words of statements.

use super::fts_expressions;
use super::highlights::{Highlight, highlight};
use super::parsed_search::ParsedSearch;
use crate::query::selection::ROWS_PER_QUERY;
use crate::query::selection::Selection;
use crate::query::statement_headers::load_entries_of_rows;
use crate::query::{ListQuery, Query, QueryError, StatementEntry, StatementFilter};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Searches the words of statements, the best match first.
///
/// All words must occur, in any order. Case and accents are ignored and, in French and English, inflection: number,
/// gender, verb endings. `"a phrase"` (also « une phrase », “…”, 「…」) must occur literally, `prefix*` matches the
/// beginning of a word, `-word` must not occur, and `OR` separates alternatives. Chinese text is matched from one
/// character on, at any place. Other characters only separate words; no search text is a syntax error.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchQuery {
    /// The search text.
    pub query: String,
    /// Which statements. Its limit applies to the hits.
    pub within: StatementFilter,
}

/// A statement that matches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SearchHit {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Where its words match, in order and without overlap.
    pub marks: Vec<Highlight>,
}

/// The matching statements, the best match first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct SearchHits(pub Vec<SearchHit>);

impl Query for SearchQuery {
    type Answer = SearchHits;

    fn answer(&self, conn: &Connection) -> Result<SearchHits, QueryError> {
        Ok(SearchHits(self.collect_items(conn)?))
    }
}

impl ListQuery for SearchQuery {
    type Item = SearchHit;

    fn for_each_item<E: From<QueryError>>(
        &self,
        conn: &Connection,
        visit: &mut dyn FnMut(SearchHit) -> Result<(), E>,
    ) -> Result<(), E> {
        let wanted = ParsedSearch::parse(&self.query);
        let rows = self.find_rows(conn, &wanted, BEST_FIRST, self.within.limit)?;
        for rows in rows.chunks(ROWS_PER_QUERY) {
            for hit in load_hits(conn, &wanted, rows)? {
                visit(hit)?;
            }
        }
        Ok(())
    }
}

/// The order of the matches: the best first.
pub(super) const BEST_FIRST: &str = "statement_search.rank, s.recorded_pos";

impl SearchQuery {
    /// The rows of at most `limit` matches of `wanted`, in `order`.
    pub(super) fn find_rows(
        &self,
        conn: &Connection,
        wanted: &ParsedSearch,
        order: &str,
        limit: Option<usize>,
    ) -> Result<Vec<i64>, QueryError> {
        let matching = fts_expressions::statement_expression(wanted).ok_or(QueryError::EmptySearch)?;
        Selection::from_filter(&self.within, conn)?
            .driven_by("statement_search", "s.wording_row", "statement_search.rowid")
            .and_match_first("statement_search MATCH ?", matching.into())
            .find_rows(conn, order, limit)
    }
}

/// Loads the matches in these rows, in the same order.
pub(super) fn load_hits(
    conn: &Connection,
    wanted: &ParsedSearch,
    rows: &[i64],
) -> Result<Vec<SearchHit>, QueryError> {
    let entries = load_entries_of_rows(conn, rows)?.into_iter();
    let hits = entries.map(|entry| SearchHit {
        marks: highlight(&entry.words, entry.article.lang, wanted),
        entry,
    });
    Ok(hits.collect())
}
