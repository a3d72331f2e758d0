use crate::ingest::input_location::InputLocation;

/// Why a vocabulary is not read.
#[derive(Debug, thiserror::Error)]
pub enum SkosError {
    /// There is nothing in the file.
    #[error("{place}: is empty (give it a SKOS vocabulary, or remove it)")]
    Empty {
        /// Where.
        place: InputLocation,
    },
    /// The bytes are no vocabulary.
    #[error("{place}: not a vocabulary but {looks} (give it as Turtle, N-Triples, RDF/XML or JSON-LD)")]
    NotVocabulary {
        /// Where.
        place: InputLocation,
        /// What it looks like.
        looks: &'static str,
    },
    /// Neither name nor bytes tell how to read it.
    #[error(
        "{place}: neither its name nor its beginning says what it is (name it .ttl, .nt, .rdf or .jsonld)"
    )]
    Unknown {
        /// Where.
        place: InputLocation,
    },
    /// The file breaks the rules of its syntax.
    #[error("{place}: broken {syntax}: {problem} ({})", cure(problem))]
    Broken {
        /// Where, with the line where that is known.
        place: InputLocation,
        /// What it was read as.
        syntax: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// What the words of a JSON-LD file mean is said elsewhere.
    #[error(
        "{place}: its @context is at {url}, and nothing is fetched (write the context into the file, or give it as Turtle)"
    )]
    RemoteContext {
        /// Where.
        place: InputLocation,
        /// Where its context is.
        url: String,
    },
    /// There is RDF, but no concept.
    #[error("{place}: has no concept (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel{})",
        if *is_json { ", and JSON needs an @context to say so" } else { "" })]
    NoConcept {
        /// Where.
        place: InputLocation,
        /// Whether it is JSON, which need not be JSON-LD.
        is_json: bool,
    },
    /// There are concepts, and all of them are out of use.
    #[error("{place}: all of its concepts ({deprecated}) are deprecated (give it an edition that is in use)")]
    AllDeprecated {
        /// Where.
        place: InputLocation,
        /// How many concepts it has.
        deprecated: usize,
    },
    /// There are concepts, but nobody here could call them by a name.
    #[error(
        "{place}: none of its concepts ({concepts}) has a label in French, English or Chinese (give it a skos:prefLabel or a skosxl:prefLabel in one of them)"
    )]
    NoLabel {
        /// Where.
        place: InputLocation,
        /// How many concepts it has.
        concepts: usize,
    },
}

impl SkosError {
    /// Where it happened.
    pub const fn place(&self) -> &InputLocation {
        match self {
            Self::Empty { place }
            | Self::NotVocabulary { place, .. }
            | Self::Unknown { place }
            | Self::Broken { place, .. }
            | Self::RemoteContext { place, .. }
            | Self::NoConcept { place, .. }
            | Self::AllDeprecated { place, .. }
            | Self::NoLabel { place, .. } => place,
        }
    }
}

/// What to do about `problem`.
fn cure(problem: &str) -> &'static str {
    if problem.contains("remote context") {
        "nothing is fetched: write the context into the file, or give it as Turtle"
    } else if problem.contains("No scheme found") {
        "write addresses in full, or give the file a base address"
    } else if problem.contains("nests too deep") {
        "list its concepts one after the other; in JSON, in one @graph"
    } else if problem.contains("UTF-8") {
        "save it as UTF-8"
    } else {
        "correct it, or export the vocabulary anew"
    }
}
