//! The languages of the interface: their words, and how they write numbers, dates and quotations.
//!
//! The words are in `en.toml`, `fr.toml` and `zh.toml`, one section for each page or part of pages.

mod writing;

mod phrases;

mod interface_language;

pub use interface_language::InterfaceLanguage;
pub(super) use phrases::{Counted, ListingPhrases, Phrases, SiteSearchPhrases, StatementLinePhrases, word};
