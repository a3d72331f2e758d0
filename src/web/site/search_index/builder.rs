//! Makes the index of a published site, statement by statement.

use super::shard_file::{WriteSiteFile, write_shard};
use super::statement::SearchedStatement;
use super::statement_shards::StatementShards;
use super::word_postings::WordPostings;
use super::word_shards::WordShards;
use crate::domain::Lang;
use crate::domain::similarity::{invariable_words, stem_mark};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Makes the index of a published site. Only the index of words stays in memory: about 4 bytes for each different word
/// of each statement.
///
/// ```
/// use dixit::domain::{Act, Edtf, Lang};
/// use dixit::web::site::search_index::{SearchIndexBuilder, SearchedStatement};
/// use std::collections::BTreeMap;
///
/// let mut files = BTreeMap::new();
/// let mut write = |path: &str, content: &[u8]| {
///     files.insert(path.to_owned(), content.to_vec());
///     Ok(())
/// };
/// let mut index = SearchIndexBuilder::new(&mut write);
/// index.add(&SearchedStatement {
///     path: "statement/s1/",
///     words: "Nous publierons les règles",
///     lang: Lang::Fr,
///     speaker: "Claire Aubert",
///     act: Act::Commitment,
///     said: "2026-03-12".parse()?,
///     source: "Le Courrier, 2026-03-13",
///     note: "85 %",
/// })?;
/// assert_eq!(index.finish()?.statements, 1);
/// assert!(files["search/w0.js"].starts_with(b"dixitSearch(\"w0\",\"les 1A|nous 1A|"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SearchIndexBuilder<'a> {
    write: &'a mut WriteSiteFile<'a>,
    statements: StatementShards,
    words: WordPostings,
    /// Number of statements with a date.
    dated: u32,
}

/// How large an index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchIndexSize {
    /// Number of statements.
    pub statements: u32,
    /// Number of different words, Han characters, and pairs of these.
    pub words: u64,
    /// Number of files.
    pub files: u64,
    /// Length of all files in bytes.
    pub bytes: u64,
    /// Length of the longest file in bytes.
    pub file_bytes_max: u64,
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
    pub fn new(write: &'a mut WriteSiteFile<'a>) -> Self {
        Self {
            write,
            statements: StatementShards::default(),
            words: WordPostings::default(),
            dated: 0,
        }
    }

    /// Adds a statement. They must be added in the order of the timeline: in chronological order, those without a date
    /// last.
    pub fn add(&mut self, statement: &SearchedStatement<'_>) -> io::Result<()> {
        let number = self.statements.add(statement, self.write)?;
        self.dated += u32::from(statement.said.earliest().is_some());
        self.words.add(number, statement.lang, statement.words);
        Ok(())
    }

    /// Writes the words and the directory.
    pub fn finish(self) -> io::Result<SearchIndexSize> {
        let Self {
            write,
            mut statements,
            words,
            dated,
        } = self;
        statements.write_waiting(write)?;
        let words = WordShards::write(words, write)?;
        let marked = |lang: &Lang| Some((stem_mark(*lang)?, invariable_words(*lang).join(" ")));
        let directory = Directory {
            count: statements.count,
            dated,
            words: &words.first_words,
            statements: statements.first_numbers.as_text(),
            invariable: Lang::EXTRACTED.iter().filter_map(marked).collect(),
        };
        let bytes = write_shard("index", &directory, write)?;
        Ok(SearchIndexSize {
            statements: statements.count,
            words: words.words,
            files: 1 + words.first_words.len() as u64 + u64::from(statements.files),
            bytes: bytes + words.bytes + statements.bytes,
            file_bytes_max: bytes.max(words.file_bytes_max).max(statements.file_bytes_max),
        })
    }
}
