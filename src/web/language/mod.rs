//! The languages of the interface: their words, and how they write numbers, dates and quotations.
//!
//! The words are in `en.toml`, `fr.toml` and `zh.toml`, one section for each page or part of pages.

mod writing;

mod phrases;

mod about_phrases;
mod catalogue_phrases;
mod item_phrases;
mod list_phrases;

mod counted;

mod interface_language;

pub(super) use counted::Counted;
pub use interface_language::InterfaceLanguage;
pub use phrases::PhrasesError;
pub(super) use phrases::{ListingPhrases, Phrases, SiteSearchPhrases, StatementLinePhrases, word};
