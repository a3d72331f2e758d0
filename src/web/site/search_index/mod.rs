//! The index by which the script of a published site searches.
//!
//! A published site has no server that could search. So its statements are indexed when it is made, in files below
//! `search/` that the script `assets/search.js` loads one by one as a search needs them. They are scripts themselves,
//! because a page that is opened from a disk may load scripts beside it, but read no files; each calls one function
//! with its data. The same statements in the same order make the same files, byte for byte.
//!
//! - `search/index.js`: how many statements there are, and which words and statements the other files begin with;
//! - `search/w0.js` …: words with the numbers of the statements that have them, in the order of the words;
//! - `search/s0.js` …: the statements as the list of results shows them, in the order of their numbers.
//!
//! A search is written and understood as in [`SearchQuery`](crate::query::SearchQuery), and finds the same statements;
//! while the last word is being written, it may be the beginning of a longer one. Results are the newest first, those
//! with all words as written before those with a longer last word.
//!
//! The files, each using only those below it: `builder` makes the index; `statement_shards` and `word_shards` cut it
//! into files; `word_postings` collects which statements have a word; `searched_statement` is what is indexed;
//! `number_list` writes numbers as text, and `shard_file` data as a script.

mod builder;
mod number_list;
mod searched_statement;
mod shard_file;
mod statement_shards;
mod word_postings;
mod word_shards;

pub(super) use builder::SearchIndexBuilder;
pub(super) use searched_statement::SearchedStatement;
