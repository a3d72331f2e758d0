//! Reads a SKOS vocabulary of topics.

mod concepts;
mod error;
mod labels;
mod parse;
mod rdf;
mod rdf_guard;
mod vocabulary;

pub use error::SkosError;
pub use labels::is_unmatchable_label;
pub use parse::parse_skos;
pub use vocabulary::SkosVocabulary;

#[cfg(test)]
mod tests;
