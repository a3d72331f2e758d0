//! The words with which the search of a published site speaks.

use crate::domain::Act;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The words of the interface in one language, for the attribute `data-search-labels`. `{n}` stands for a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchLabels {
    /// While the index is read.
    pub searching: String,
    /// Nothing was found.
    pub none: String,
    /// One statement was found.
    pub one: String,
    /// Several statements were found.
    pub many: String,
    /// Not all candidates were compared yet: as many statements at most.
    pub at_most: String,
    /// The button that shows more results.
    pub more: String,
    /// A file of the index cannot be read.
    pub failed: String,
    /// The names of acts, by their words in the log; an act without a name is shown by that word.
    #[serde(default)]
    pub acts: BTreeMap<String, String>,
}

impl SearchLabels {
    /// Sets the names of acts.
    #[must_use]
    pub fn with_acts(mut self, name: impl Fn(Act) -> String) -> Self {
        self.acts = Act::ALL
            .iter()
            .map(|act| (act.as_str().to_owned(), name(*act)))
            .collect();
        self
    }
}
