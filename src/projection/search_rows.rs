//! Rows of the full-text indexes that wait in memory to be inserted together.
//!
//! SQLite opens a savepoint for every statement that may fail halfway, such as an INSERT into the log with its
//! triggers, and at every savepoint FTS5 writes out what it has buffered, as a segment that it has to merge later. So
//! the rows are inserted at the end of a transaction, after all else.

use super::ProjectionError;
use super::search_words::SearchWords;
use rusqlite::{Connection, params};

/// Rows that wait, in the order of the fold.
#[derive(Debug, Default)]
pub(super) struct SearchRows {
    statements: Vec<(i64, SearchWords)>,
    articles: Vec<(i64, String)>,
    bytes: usize,
}

/// Bytes that wait at most, so that memory stays bounded in a rebuild.
const WAITING_BYTES_MAX: usize = 32 << 20;

impl SearchRows {
    /// Adds the words of a wording, for `statement_search`.
    pub(super) fn add_statement(
        &mut self,
        conn: &Connection,
        wording_row: i64,
        words: SearchWords,
    ) -> Result<(), ProjectionError> {
        self.bytes += words.words.len() + words.han.len() + words.stems.len();
        self.statements.push((wording_row, words));
        self.write_if_large(conn)
    }

    /// Adds the words of an article's text, for `article_search`.
    pub(super) fn add_article(
        &mut self,
        conn: &Connection,
        text_pos: i64,
        words: String,
    ) -> Result<(), ProjectionError> {
        self.bytes += words.len();
        self.articles.push((text_pos, words));
        self.write_if_large(conn)
    }

    fn write_if_large(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        if self.bytes < WAITING_BYTES_MAX {
            return Ok(());
        }
        self.write(conn)
    }

    /// Inserts the rows.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        let mut insert = conn.prepare_cached(
            "INSERT INTO statement_search(rowid, words, han, stems) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (row, SearchWords { words, han, stems }) in self.statements.drain(..) {
            insert.execute(params![row, words, han, stems])?;
        }
        let mut insert = conn.prepare_cached("INSERT INTO article_search(rowid, words) VALUES (?1, ?2)")?;
        for (row, words) in self.articles.drain(..) {
            insert.execute(params![row, words])?;
        }
        self.bytes = 0;
        Ok(())
    }
}
