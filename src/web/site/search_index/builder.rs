//! Makes the index of a published site, statement by statement.

use super::searched_statement::SearchedStatement;
use super::shard_file::{WriteSiteFile, write_shard};
use super::statement_shards::StatementShards;
use super::word_postings::WordPostings;
use super::word_shards::write_words;
use crate::domain::Lang;
use crate::domain::similarity::{invariable_words, stem_mark};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Makes the index of a published site. Only the index of words stays in memory: about 4 bytes for each different word
/// of each statement.
pub(in crate::web) struct SearchIndexBuilder<'a> {
    write: &'a mut WriteSiteFile<'a>,
    statements: StatementShards,
    words: WordPostings,
    /// Number of statements with a date.
    dated: u32,
}

/// The data of `search/index.js`.
#[derive(Serialize)]
struct Directory<'a> {
    /// Number of statements.
    count: u32,
    /// Number of statements with a date, which have the first numbers.
    dated: u32,
    /// The first word of each file of words.
    words: &'a [String],
    /// The number of the first statement of each file of statements.
    statements: &'a str,
    /// Words that are no forms of others, by the mark of their language.
    invariable: BTreeMap<char, String>,
}

impl std::fmt::Debug for SearchIndexBuilder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndexBuilder")
            .field("statements", &self.statements.count)
            .finish_non_exhaustive()
    }
}

impl<'a> SearchIndexBuilder<'a> {
    /// Begins an index, whose files `write` writes.
    pub(in crate::web) fn new(write: &'a mut WriteSiteFile<'a>) -> Self {
        Self {
            write,
            statements: StatementShards::default(),
            words: WordPostings::default(),
            dated: 0,
        }
    }

    /// Adds a statement. They must be added in the order of the timeline: in chronological order, those without a date
    /// last.
    pub(in crate::web) fn add(&mut self, statement: &SearchedStatement<'_>) -> io::Result<()> {
        let number = self.statements.add(statement, self.write)?;
        self.dated += u32::from(statement.said.earliest().is_some());
        self.words.add(number, statement.lang, statement.words);
        Ok(())
    }

    /// Writes the words and the directory.
    pub(in crate::web) fn finish(self) -> io::Result<()> {
        let Self {
            write,
            mut statements,
            words,
            dated,
        } = self;
        statements.write_waiting(write)?;
        let first_words = write_words(words, write)?;
        let marked = |lang: &Lang| Some((stem_mark(*lang)?, invariable_words(*lang).join(" ")));
        let directory = Directory {
            count: statements.count,
            dated,
            words: &first_words,
            statements: statements.first_numbers.as_text(),
            invariable: Lang::EXTRACTED.iter().filter_map(marked).collect(),
        };
        write_shard("index", &directory, write)
    }
}
