//! Generates archives of articles to measure with: the same number of articles is the same archive on every machine.
//!
//! Two archives show the two ends. Articles from templates (`templates`) have a few sentence patterns in which names,
//! topics and figures change, so that nearly all statements are similar: the worst case for finding similar words.
//! Diverse articles (`diverse`) have as many different words as the press has, and one in twelve is an edited copy.
//!
//! Read `archive` first, then `templates`, and `diverse` with its `source_texts`; `invented_words` and `random_numbers`
//! are what both use.

mod archive;
mod diverse;
mod invented_words;
mod random_numbers;
mod source_texts;
mod templates;

pub(crate) use archive::Archive;
