//! What the looks for likeness of one question have in common, read once: of a story in thousands of papers, each
//! statement is like the same others.

use super::QueryError;
use super::placed::{StatementHeader, load_headers};
use super::selection::Selection;
use super::similarity::{WordingSimilarity, load_edges, load_identical_wordings};
use crate::domain::fold;
use rusqlite::Connection;
use std::collections::HashMap;
use std::rc::Rc;

/// Short statements of a story by their folded words: the article and the wording of each.
type ShortStatements = HashMap<String, Vec<(i64, i64)>>;

/// The likeness of statements as one question reads it. Nothing may be written while it is in use.
pub(super) struct SimilarityCache<'c> {
    pub(super) conn: &'c Connection,
    /// The wordings with the very same words, by wording.
    same: HashMap<i64, Rc<[i64]>>,
    /// What is like the first report of something, by the wording of that report.
    edges_of_first: HashMap<i64, Rc<[(i64, WordingSimilarity)]>>,
    /// The statements that count, by wording.
    places: HashMap<i64, Rc<[StatementHeader]>>,
    /// The short statements of each story.
    short: HashMap<i64, Rc<ShortStatements>>,
}

impl<'c> SimilarityCache<'c> {
    /// A cache for one question.
    pub(super) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            same: HashMap::new(),
            edges_of_first: HashMap::new(),
            places: HashMap::new(),
            short: HashMap::new(),
        }
    }

    /// The other wordings that have the very same words, the first ones.
    pub(super) fn identical_wordings(&mut self, wording: i64) -> Result<Rc<[i64]>, QueryError> {
        if let Some(known) = self.same.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let same: Rc<[i64]> = load_identical_wordings(self.conn, wording)?.into();
        self.same.insert(wording, Rc::clone(&same));
        Ok(same)
    }

    /// The wordings that are like that of a first report.
    pub(super) fn edges_of_first(
        &mut self,
        wording: i64,
    ) -> Result<Rc<[(i64, WordingSimilarity)]>, QueryError> {
        if let Some(known) = self.edges_of_first.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let found: Rc<[(i64, WordingSimilarity)]> = load_edges(
            self.conn,
            wording,
            WordingSimilarity::CELLS,
            WordingSimilarity::read_after_first_column,
        )?
        .into();
        self.edges_of_first.insert(wording, Rc::clone(&found));
        Ok(found)
    }

    /// The statements with this wording that count.
    pub(super) fn places(&mut self, wording: i64) -> Result<Rc<[StatementHeader]>, QueryError> {
        if let Some(known) = self.places.get(&wording) {
            return Ok(Rc::clone(known));
        }
        let found: Rc<[StatementHeader]> =
            load_headers(self.conn, Selection::of_wording(wording), None)?.into();
        self.places.insert(wording, Rc::clone(&found));
        Ok(found)
    }

    /// The article and the wording of each short statement of a story, of at most `characters_max` characters, by its
    /// folded words.
    pub(super) fn short_statements(
        &mut self,
        story: i64,
        characters_max: i64,
    ) -> Result<Rc<ShortStatements>, QueryError> {
        if let Some(known) = self.short.get(&story) {
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
        self.short.insert(story, Rc::clone(&found));
        Ok(found)
    }
}
