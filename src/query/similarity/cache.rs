//! Caches what the similarity lookups of one query read, because all statements of a story in thousands of articles are
//! similar to the same others.

use super::wording_similarity::{WordingSimilarity, load_edges, load_identical_wordings};
use crate::domain::fold;
use crate::query::QueryError;
use crate::query::selection::Selection;
use crate::query::statement_headers::{StatementHeader, load_headers};
use rusqlite::Connection;
use std::collections::HashMap;
use std::rc::Rc;

/// Short statements of a story: the row of the article and the wording of each, by folded words.
type ShortStatements = HashMap<String, Vec<(i64, i64)>>;

/// Cache for the similarity lookups of one query. Nothing may be written to the database while it is in use.
pub(in crate::query) struct SimilarityCache<'c> {
    pub(in crate::query) conn: &'c Connection,
    /// The other wordings with identical words, by wording.
    same: HashMap<i64, Rc<[i64]>>,
    /// The edges of each wording that is the first of several identical ones, by that wording. An edge is another
    /// wording that says the same, with the similarity of the two; see [`load_edges`].
    edges_of_first: HashMap<i64, Rc<[(i64, WordingSimilarity)]>>,
    /// The current statements, by wording.
    headers: HashMap<i64, Rc<[StatementHeader]>>,
    /// The short statements, by story.
    short_statements_by_story: HashMap<i64, Rc<ShortStatements>>,
}

impl<'c> SimilarityCache<'c> {
    /// An empty cache for one query.
    pub(in crate::query) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            same: HashMap::new(),
            edges_of_first: HashMap::new(),
            headers: HashMap::new(),
            short_statements_by_story: HashMap::new(),
        }
    }

    /// The other wordings with identical words; see [`load_identical_wordings`].
    pub(in crate::query) fn identical_wordings(&mut self, wording: i64) -> Result<Rc<[i64]>, QueryError> {
        if let Some(known) = self.same.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let same: Rc<[i64]> = load_identical_wordings(self.conn, wording)?.into();
        self.same.insert(wording, Rc::clone(&same));
        Ok(same)
    }

    /// The edges of `wording`, which is the first of several identical ones: the wordings that say the same, each with
    /// its similarity; see [`load_edges`].
    pub(in crate::query) fn edges_of_first(
        &mut self,
        wording: i64,
    ) -> Result<Rc<[(i64, WordingSimilarity)]>, QueryError> {
        if let Some(known) = self.edges_of_first.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let found: Rc<[(i64, WordingSimilarity)]> = load_edges(
            self.conn,
            wording,
            WordingSimilarity::COLUMNS,
            WordingSimilarity::read_after_first_column,
        )?
        .into();
        self.edges_of_first.insert(wording, Rc::clone(&found));
        Ok(found)
    }

    /// The places where this wording occurs: the current statements that have it.
    pub(in crate::query) fn headers_with_wording(
        &mut self,
        wording: i64,
    ) -> Result<Rc<[StatementHeader]>, QueryError> {
        if let Some(known) = self.headers.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let found: Rc<[StatementHeader]> =
            load_headers(self.conn, Selection::of_wording(wording), None)?.into();
        self.headers.insert(wording, Rc::clone(&found));
        Ok(found)
    }

    /// The statements of a story that have at most `characters_max` characters, by folded words.
    pub(in crate::query) fn short_statements(
        &mut self,
        story: i64,
        characters_max: i64,
    ) -> Result<Rc<ShortStatements>, QueryError> {
        if let Some(known) = self.short_statements_by_story.get(&story) {
            return Ok(Rc::clone(known));
        }
        let mut select = self.conn.prepare_cached(
            "SELECT s.wording_row, s.words, a.ingested_pos FROM story AS t
             CROSS JOIN article_version AS v ON v.valid_from_pos = t.text_pos
             CROSS JOIN article AS a ON a.ingested_pos = v.ingested_pos AND a.text_pos = t.text_pos
             CROSS JOIN statement AS s ON s.article = a.ingested_pos
             WHERE t.story = ?1 AND length(s.words) <= ?2",
        )?;
        let mut found = ShortStatements::new();
        let mut rows = select.query([story, characters_max])?;
        while let Some(row) = rows.next()? {
            let words = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            found
                .entry(fold(words))
                .or_default()
                .push((row.get(2)?, row.get(0)?));
        }
        let found = Rc::new(found);
        self.short_statements_by_story.insert(story, Rc::clone(&found));
        Ok(found)
    }
}
