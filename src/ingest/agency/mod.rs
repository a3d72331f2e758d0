//! Finds the news agencies that a text credits: `credit` by the names and words in `lexicon`.

pub(super) mod credit;
mod lexicon;
