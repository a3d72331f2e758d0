//! One page of the statements that match a search, and how all of them are distributed.

use super::facets::{SearchFacets, count_facets};
use super::parsed_search::ParsedSearch;
use super::statement_search::{BEST_FIRST, SearchHit, SearchQuery, load_hits};
use crate::query::selection::Selection;
use crate::query::{Query, QueryError};
use rusqlite::Connection;

/// Lists some of the statements that match a search, and counts all matches by speaker, topic, act, year, publisher and
/// language.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPageQuery {
    /// The search. Its limit counts for all pages together.
    pub search: SearchQuery,
    /// The order of the matches.
    pub order: SearchOrder,
    /// Number of matches before the page.
    pub skip: usize,
    /// Maximum number of matches on the page.
    pub size: usize,
}

/// The order of matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchOrder {
    /// The best match first.
    BestFirst,
    /// In chronological order; unknown dates come last.
    OldestFirst,
    /// The latest first; unknown dates come last.
    NewestFirst,
}

/// A page of matches.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPage {
    /// The matches on it.
    pub hits: Vec<SearchHit>,
    /// Whether there are matches after it.
    pub has_more: bool,
    /// Counts of all matches.
    pub facets: SearchFacets,
}

impl SearchPageQuery {
    /// Maximum number of matches that are counted and that pages go through.
    pub const MATCHES_MAX: usize = 10_000;
}

/// The order in which the latest come first.
const NEWEST_FIRST: &str =
    "s.said_from > s.said_to, s.said_from DESC, s.published_day DESC, s.recorded_pos DESC";

impl Query for SearchPageQuery {
    type Answer = SearchPage;

    fn answer(&self, conn: &Connection) -> Result<SearchPage, QueryError> {
        let wanted = ParsedSearch::parse(&self.search.query);
        let order = match self.order {
            SearchOrder::BestFirst => BEST_FIRST,
            SearchOrder::OldestFirst => Selection::CHRONOLOGICAL,
            SearchOrder::NewestFirst => NEWEST_FIRST,
        };
        // One more than are counted, to know whether there are more.
        let most = Self::MATCHES_MAX + 1;
        let limit = self.search.within.limit.map_or(most, |limit| limit.min(most));
        let mut rows = self.search.find_rows(conn, &wanted, order, Some(limit))?;
        let is_cut = rows.len() > Self::MATCHES_MAX;
        rows.truncate(Self::MATCHES_MAX);
        let rest = rows.get(self.skip..).unwrap_or_default();
        let (page, later) = rest.split_at(rest.len().min(self.size));
        Ok(SearchPage {
            hits: load_hits(conn, &wanted, page)?,
            has_more: !later.is_empty(),
            facets: count_facets(conn, &rows, is_cut)?,
        })
    }
}
