//! The words of the page about the record.

use serde::Deserialize;

/// The page about the record. A list has one paragraph or item each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AboutPhrases {
    pub(crate) title: String,
    pub(crate) intro: String,
    pub(crate) what: Vec<String>,
    pub(crate) numbers: String,
    pub(crate) statements: String,
    pub(crate) articles: String,
    pub(crate) events: String,
    pub(crate) last_recorded: String,
    /// Of the tree over all events.
    pub(crate) root: String,
    pub(crate) limits: String,
    pub(crate) limits_items: Vec<String>,
    pub(crate) certainty: String,
    pub(crate) certainty_intro: String,
    /// The name of each step of the bar, from the lowest.
    pub(crate) certainty_steps: [String; 4],
    pub(crate) certainty_marks: String,
    pub(crate) cite: String,
    pub(crate) cite_paragraphs: Vec<String>,
    pub(crate) verify: String,
    pub(crate) verify_steps: Vec<String>,
    pub(crate) data: String,
    pub(crate) data_paragraphs: Vec<String>,
    pub(crate) licence: String,
    /// With `{topics}` and `{licence}`, which become links.
    pub(crate) licence_topics: String,
    pub(crate) licence_words: String,
}
