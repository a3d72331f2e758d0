//! Reads a SKOS vocabulary of topics: [`parse_skos`].
//!
//! `parse` detects the syntax and reads the file. `rdf_guard` and `context_guard` refuse what would exhaust the
//! parsers' stack, memory or time, `rdf` parses RDF statements, and `concepts` turns them into topics, with `labels`
//! for labels that texts do not contain as written.

mod concepts;
mod context_guard;
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
