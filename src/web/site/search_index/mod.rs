//! The search of a published site: an index in files, which a script in the browser reads.
//!
//! A published site has no server that could search. So its statements are indexed when it is made, in files below
//! `search/` that the script [`SEARCH_SCRIPT`] loads one by one as a search needs them. They are scripts themselves,
//! because a page that is opened from a disk may load scripts beside it, but read no files; each calls one function
//! with its data. The same statements in the same order make the same files, byte for byte.
//!
//! - `search/index.js`: how many statements there are, and which words and statements the other files begin with;
//! - `search/w0.js` …: words with the numbers of the statements that have them, in the order of the words;
//! - `search/s0.js` …: the statements as the list of results shows them, in the order of their numbers.
//!
//! A search is written and understood as in [`SearchQuery`](crate::query::SearchQuery), and finds the same statements;
//! the last word may be the beginning of one. Results are the newest first, those with all words as written before
//! those with a longer last word.
//!
//! The page that searches has an element with the attribute `data-search-root` (how to get from the page to the root
//! of the site, as in `../`) and the attribute `data-search-labels` ([`SearchLabels`] as JSON). In it is a form with a
//! field named `q`; the script adds the status line and the list of results. The page loads [`SEARCH_SCRIPT`] with
//! `defer`.
//!
//! The files, each using only those below it: [`builder`] makes the index; [`statement_shards`] and [`word_shards`]
//! cut it into files; [`word_postings`] collects which statements have a word; [`statement`] is what is indexed;
//! [`number_list`] writes numbers as text, [`shard_file`] data as a script; [`labels`] are the words of the interface,
//! and [`script`] searches.

mod builder;
mod labels;
mod number_list;
mod script;
mod shard_file;
mod statement;
mod statement_shards;
mod word_postings;
mod word_shards;

pub use builder::{SearchIndexBuilder, SearchIndexSize};
pub use labels::SearchLabels;
pub use script::SEARCH_SCRIPT;
pub use shard_file::WriteSiteFile;
pub use statement::SearchedStatement;
