use crate::domain::Topic;

/// A vocabulary of topics as it was read, and what of the file is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SkosVocabulary {
    /// The concepts as topics, by id.
    pub topics: Vec<Topic>,
    /// How many concepts were left out because the file says that they are no longer used.
    pub deprecated: usize,
    /// Labels with a qualifier in brackets that became terms without it: `("red teaming (security)", "red teaming")`.
    pub qualified: Vec<(String, String)>,
    /// Labels that stay terms, but that texts hardly ever have as they are written.
    pub unmatchable: Vec<String>,
}
