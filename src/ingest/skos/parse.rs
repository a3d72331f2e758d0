use super::concepts::Concepts;
use super::error::SkosError;
use super::rdf;
use super::rdf::Syntax;
use super::vocabulary::SkosVocabulary;
use crate::ingest::encoding::opened_stream;
use crate::ingest::input_location::InputLocation;
use std::io::Read;

/// The concepts of a SKOS vocabulary as topics, by id, from Turtle, N-Triples, RDF/XML or JSON-LD.
///
/// The ending of `path_name` tells the syntax, and `bytes` where it does not or where they are plainly something else.
/// Labels are read in the forms of SKOS and of SKOS-XL. A concept that is deprecated or replaced is left out and
/// counted; a concept without a label in French, English or Chinese is left out, and so is a broader concept that is
/// not in the file or that leads back to where it began. Nothing is fetched.
///
/// ```
/// use dixit::ingest::skos;
/// let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
///     <https://example.org/wind> skos:prefLabel 'wind power'@en, 'éolien'@fr ; skos:altLabel 'wind farm'@en .";
/// let topics = skos("energy.ttl", text.as_bytes())?.topics;
/// assert_eq!(topics[0].id.as_str(), "own:wind");
/// assert_eq!(topics[0].terms[&"en".parse()?], ["wind power", "wind farm"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_skos(path_name: &str, bytes: &[u8]) -> Result<SkosVocabulary, SkosError> {
    let place = InputLocation::from_path(path_name);
    let unreadable = |looks| SkosError::NotVocabulary {
        place: place.clone(),
        looks,
    };
    let mut opened = opened_stream::open(Box::new(bytes)).map_err(|_| unreadable("binary data"))?;
    let mut text = Vec::with_capacity(bytes.len());
    let read = opened.stream.read_to_end(&mut text);
    read.map_err(|_| unreadable("binary data"))?;
    if text.trim_ascii().is_empty() {
        return Err(SkosError::Empty { place });
    }
    if let Some(looks) = not_a_vocabulary(opened.binary, &text) {
        return Err(unreadable(looks));
    }
    let Some(syntax) = Syntax::of(path_name, &text) else {
        return Err(SkosError::Unknown { place });
    };
    let mut concepts = Concepts::default();
    rdf::statements(&place, syntax, &text, |quad| concepts.add(quad))?;
    concepts.resolve_labels();
    let (count, deprecated) = (concepts.len(), concepts.deprecated());
    if count == 0 {
        let is_json = syntax == Syntax::JsonLd;
        return Err(SkosError::NoConcept { place, is_json });
    }
    let vocabulary = concepts.vocabulary();
    if vocabulary.topics.is_empty() {
        return Err(if count == deprecated {
            SkosError::AllDeprecated { place, deprecated }
        } else {
            let concepts = count - deprecated;
            SkosError::NoLabel { place, concepts }
        });
    }
    Ok(vocabulary)
}

/// What `text` is, where it is neither RDF nor XML that may be RDF: often the page that was saved instead.
fn not_a_vocabulary(binary: Option<&'static str>, text: &[u8]) -> Option<&'static str> {
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
