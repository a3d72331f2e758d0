//! Full-text search in the words of statements and in the texts of articles.
//!
//! The files, each using only those before it: words and Han characters ([`tokens`]), the parsed search text
//! ([`parsed_search`]), its translation for the full-text indexes ([`fts_expressions`]), where a text matches
//! ([`highlights`]); then the queries ([`statement_search`], [`article_search`]), one page of the first
//! ([`search_page`]) with counts of its hits ([`facets`]), and lookups for other queries ([`phrase`]).

mod article_search;
mod facets;
mod fts_expressions;
mod highlights;
mod parsed_search;
mod phrase;
mod search_page;
mod statement_search;
mod tokens;

pub use article_search::{ArticleHit, ArticleHits, ArticleSearchQuery, Passage};
pub use facets::{FacetValue, SearchFacets};
pub use highlights::Highlight;
pub use search_page::{SearchOrder, SearchPage, SearchPageQuery};
pub use statement_search::{SearchHit, SearchHits, SearchQuery};
pub use tokens::{SearchToken, search_tokens};

pub(super) use phrase::{find_wordings_containing, phrase_expression};
