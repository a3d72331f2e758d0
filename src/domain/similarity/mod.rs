//! Similarity of texts: articles that are copies of each other, and statements that say the same in other words.
//!
//! A text is looked up by a few of its hashes ([`sketch`], [`grams`]), in an index that another layer keeps. Texts
//! that share some of these are then compared ([`copy_share`] and [`brief_copy_share`] for articles,
//! [`compare_statements`] for statements). So the cost per text does not grow with the archive.
//!
//! Read top-down: `shared_key_index` (which statements are worth comparing); `score` and `difference` (comparison of
//! two statements), `comparable_words` (a statement prepared for that); `brief_copies` and `copies` (articles);
//! `postings` (the choice of candidates) and `posting_block` (the index of hashes); then `content_units`, `stop_words`,
//! `stem`, `inflection` and `measure_words` (with `word_list`), and `hash`.

mod brief_copies;
mod comparable_words;
mod content_units;
mod copies;
mod difference;
mod hash;
mod inflection;
mod measure_words;
mod posting_block;
mod postings;
mod score;
mod shared_key_index;
mod stem;
mod stop_words;
mod word_list;

pub use brief_copies::{brief_copy_share, brief_copy_share_of, may_be_brief_copies};
pub use comparable_words::{ComparableWords, GRAMS_MAX, grams};
pub use copies::{
    ARTICLE_GRAMS_MIN, CANDIDATE_SHARED_HASHES_MIN, COMPARED_HASHES_MIN, COPY_SHARE_MIN, POSTINGS_MAX,
    SKETCH_HASHES_MIN, article_grams, article_grams_of_folded, copy_share, sketch,
};
pub use difference::{DIFFERENCE_LEXICONS, Difference};
pub use hash::hash_text;
pub use inflection::{inflection_stem, invariable_words, stem_mark};
pub use measure_words::names_measure;
pub use posting_block::{
    BLOCK_NUMBER_BITS, DamagedBlock, Posting, block_row, decode_block, encode_block, posting_key,
};
pub use postings::rank_by_shared_hashes;
pub use score::{SHARED_WORDS_MAX, SIMILARITY_PERCENT_MIN, Similarity, compare_statements};
pub use shared_key_index::SharedKeyIndex;
