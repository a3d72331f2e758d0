use crate::domain::Topic;

/// A vocabulary of topics, and what was left out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SkosVocabulary {
    /// The concepts as topics, ordered by id.
    pub topics: Vec<Topic>,
    /// Number of concepts left out because the file marks them as deprecated.
    pub deprecated: usize,
    /// Labels whose qualifier in brackets was dropped, with the term: `("red teaming (security)", "red teaming")`.
    pub qualified: Vec<(String, String)>,
    /// Number of labels left out because they are too long for a text to contain them.
    pub too_long: usize,
    /// Labels that are terms, but that texts hardly ever contain as written.
    pub unmatchable: Vec<String>,
}
