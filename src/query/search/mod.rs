//! Full-text search: what is typed ([`wanted`]), as the index takes it ([`index`]), and where the words of a
//! hit match ([`marks`]); in statements here, in the texts of articles in [`articles`].

mod articles;
mod index;
mod marks;
mod units;
mod wanted;

pub use articles::{ArticleHit, ArticleHits, ArticleSearchQuery, Passage};

use super::selection::{ENTRY_COLUMN_COUNT, Selection, read_entry};
use super::{Query, QueryError, StatementEntry, StatementFilter};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;
use wanted::Wanted;

/// The statements whose words match, the best first.
///
/// Words must all occur, in any order, whatever the case, the accents and, in French and English, the form: number,
/// gender, the endings of verbs. `"a phrase"` (or « une phrase », “…”,
/// 「…」) must occur as it stands, `prefix*` matches how a word begins, `-word` must not occur, `OR` between two
/// lets either suffice. Chinese is found from one character on, wherever it stands. Nothing that is typed is an
/// error of syntax; other signs only separate words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchQuery {
    /// What to look for.
    pub query: String,
    /// Which statements to look at. Its limit is the limit of the hits.
    pub within: StatementFilter,
}

/// `words` as a phrase, in the language of the index; `None` where there is nothing to look for.
pub(super) fn phrase(words: &str) -> Option<String> {
    index::expression(&Wanted::read(&format!("\"{}\"", words.replace('"', " "))))
}

/// A statement that matches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SearchHit {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// Where its words match, in order, without overlap.
    pub marks: Vec<Highlight>,
}

/// A stretch of a text, in Unicode code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Highlight {
    /// Code points before it.
    pub start: u32,
    /// Code points before what follows it.
    pub end: u32,
}

/// The statements that match, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct SearchHits(pub Vec<SearchHit>);

/// The wordings in which `text` stands as it is typed, whatever the case and accents.
pub(super) fn containing(conn: &Connection, text: &str) -> Result<Vec<i64>, QueryError> {
    let phrase = format!("\"{}\"", text.replace('"', " "));
    let Some(matching) = index::expression(&Wanted::read(&phrase)) else {
        return Ok(Vec::new());
    };
    let mut select =
        conn.prepare_cached("SELECT rowid FROM statement_search WHERE statement_search MATCH ?1")?;
    let rows = select.query_map([matching], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Query for SearchQuery {
    type Answer = SearchHits;

    fn answer(&self, conn: &Connection) -> Result<SearchHits, QueryError> {
        let wanted = Wanted::read(&self.query);
        let matching = index::expression(&wanted).ok_or(QueryError::EmptySearch)?;
        let selection = Selection::from_filter(&self.within, conn)?
            .driven_by("statement_search", "s.wording_row", "statement_search.rowid")
            .and_match_first("search.search MATCH ?", matching.into());
        let mut hits = Vec::new();
        selection.for_each_entry_row(
            conn,
            "",
            "statement_search.rank, s.recorded_pos",
            self.within.limit,
            |row| {
                debug_assert_eq!(
                    row.as_ref().column_count(),
                    ENTRY_COLUMN_COUNT,
                    "the cells are those of an entry"
                );
                let entry = read_entry(row)?;
                let marks = marks::of(&entry.words, entry.article.lang, &wanted);
                hits.push(SearchHit { entry, marks });
                Ok(())
            },
        )?;
        Ok(SearchHits(hits))
    }
}
