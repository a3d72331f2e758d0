use super::concepts::ConceptSet;
use super::error::SkosError;
use super::rdf::{self, RdfSyntax};
use super::vocabulary::SkosVocabulary;
use crate::ingest::encoding::opened_stream;
use crate::ingest::input_location::InputLocation;
use std::io::Read;

/// Parses a SKOS vocabulary in Turtle, N-Triples, RDF/XML or JSON-LD. Returns its concepts as topics, ordered by id.
///
/// The extension of `path_name` determines the syntax, or `bytes` if they are clearly in another one. Labels are read
/// in the forms of SKOS and SKOS-XL. Left out are deprecated or replaced concepts (they are counted), concepts without
/// a label in French, English or Chinese, and broader concepts that are not in the file or form a circle. Nothing is
/// fetched.
///
/// ```
/// use dixit::ingest::parse_skos;
/// let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
///     <https://example.org/wind> skos:prefLabel 'wind power'@en, 'éolien'@fr ; skos:altLabel 'wind farm'@en .";
/// let topics = parse_skos("energy.ttl", text.as_bytes())?.topics;
/// assert_eq!(topics[0].id.as_str(), "own:wind");
/// assert_eq!(topics[0].terms[&"en".parse()?], ["wind power", "wind farm"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_skos(path_name: &str, bytes: &[u8]) -> Result<SkosVocabulary, SkosError> {
    let location = InputLocation::from_path(path_name);
    let not_vocabulary = |looks_like| SkosError::NotVocabulary {
        location: location.clone(),
        looks_like,
    };
    let mut opened =
        opened_stream::open_stream(Box::new(bytes)).map_err(|_| not_vocabulary("binary data"))?;
    let mut text = Vec::with_capacity(bytes.len());
    let read = opened.stream.read_to_end(&mut text);
    read.map_err(|_| not_vocabulary("binary data"))?;
    if text.trim_ascii().is_empty() {
        return Err(SkosError::Empty { location });
    }
    if let Some(looks_like) = other_kind(opened.binary_kind, &text) {
        return Err(not_vocabulary(looks_like));
    }
    let Some(syntax) = RdfSyntax::detect(path_name, &text) else {
        return Err(SkosError::UnknownSyntax { location });
    };
    let mut concepts = ConceptSet::default();
    rdf::for_each_quad(&location, syntax, &text, |quad| concepts.add_quad(quad))?;
    concepts.resolve_labels();
    let (count, deprecated) = (concepts.len(), concepts.count_deprecated());
    if count == 0 {
        let is_json = syntax == RdfSyntax::JsonLd;
        return Err(SkosError::NoConcept { location, is_json });
    }
    let vocabulary = concepts.into_vocabulary();
    if vocabulary.topics.is_empty() {
        return Err(if count == deprecated {
            SkosError::AllDeprecated { location, deprecated }
        } else {
            let concepts = count - deprecated;
            SkosError::NoLabel {
                location,
                too_long: vocabulary.too_long,
                concepts,
            }
        });
    }
    Ok(vocabulary)
}

/// What `text` is if it is neither RDF nor XML that may be RDF: often a web page that was saved instead.
fn other_kind(binary: Option<&'static str>, text: &[u8]) -> Option<&'static str> {
    let start = text.trim_ascii_start();
    let begins = |tag: &[u8]| {
        start
            .get(..tag.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(tag))
    };
    if begins(b"<!doctype html") || begins(b"<html") {
        return Some("a web page");
    }
    binary.filter(|_| !begins(b"<"))
}
