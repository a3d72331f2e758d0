use crate::ingest::input_location::InputLocation;

/// Why a vocabulary could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SkosError {
    /// The file is empty.
    #[error("{location}: file is empty (give a file with a SKOS vocabulary)")]
    Empty {
        /// Where.
        location: InputLocation,
    },
    /// The file is something else.
    #[error("{location}: {looks_like}, not a vocabulary (give it as Turtle, N-Triples, RDF/XML or JSON-LD)")]
    NotVocabulary {
        /// Where.
        location: InputLocation,
        /// What it looks like.
        looks_like: &'static str,
    },
    /// Neither the name nor the bytes show the syntax.
    #[error("{location}: unknown syntax (name the file .ttl, .nt, .rdf or .jsonld)")]
    UnknownSyntax {
        /// Where.
        location: InputLocation,
    },
    /// The file has a syntax error.
    #[error("{location}: broken {syntax}: {problem} ({})", advice(problem))]
    SyntaxError {
        /// Where, with the line where that is known.
        location: InputLocation,
        /// What it was read as.
        syntax: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A JSON-LD file refers to a context elsewhere.
    #[error(
        "{location}: @context is at {url}, and nothing is fetched (copy the context into the file, or give it as Turtle)"
    )]
    RemoteContext {
        /// Where.
        location: InputLocation,
        /// Where its context is.
        url: String,
    },
    /// The RDF has no concept.
    #[error("{location}: no concepts found (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel{})",
        if *is_json { ", and JSON needs an @context to say so" } else { "" })]
    NoConcept {
        /// Where.
        location: InputLocation,
        /// Whether it is JSON, which need not be JSON-LD.
        is_json: bool,
    },
    /// All concepts are deprecated.
    #[error("{location}: all concepts ({deprecated}) are deprecated (give a current edition)")]
    AllDeprecated {
        /// Where.
        location: InputLocation,
        /// Number of concepts.
        deprecated: usize,
    },
    /// No concept has a label in a supported language.
    #[error(
        "{location}: none of the concepts ({concepts}) has a label in French, English or Chinese (add a skos:prefLabel or a skosxl:prefLabel in one of them{})",
        if *too_long > 0 { "; those that are longer than a text could contain do not count" } else { "" }
    )]
    NoLabel {
        /// Where.
        location: InputLocation,
        /// Number of labels that are too long for a text to contain them.
        too_long: usize,
        /// Number of concepts.
        concepts: usize,
    },
}

impl SkosError {
    /// Where the problem is.
    pub const fn location(&self) -> &InputLocation {
        match self {
            Self::Empty { location }
            | Self::NotVocabulary { location, .. }
            | Self::UnknownSyntax { location }
            | Self::SyntaxError { location, .. }
            | Self::RemoteContext { location, .. }
            | Self::NoConcept { location, .. }
            | Self::AllDeprecated { location, .. }
            | Self::NoLabel { location, .. } => location,
        }
    }
}

/// What the user can do about `problem`.
fn advice(problem: &str) -> &'static str {
    if problem.contains("remote context") {
        "nothing is fetched: copy the context into the file, or give it as Turtle"
    } else if problem.contains("No scheme found") {
        "write addresses in full, or give the file a base address"
    } else if problem.contains("nested too deeply") {
        "list the concepts one after the other; in JSON, in one @graph"
    } else if problem.contains("a chain of") || problem.contains("too many contexts") {
        "define terms by full addresses, in one @context"
    } else if problem.contains("UTF-8") {
        "save the file as UTF-8"
    } else {
        "correct it, or export the vocabulary again"
    }
}
