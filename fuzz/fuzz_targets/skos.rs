//! Any bytes in any syntax of RDF are a vocabulary or an error.
#![no_main]

use dixit::ingest;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let name = ["a.ttl", "a.nt", "a.rdf", "a.jsonld", "a"][usize::from(choice % 5)];
    if let Ok(vocabulary) = ingest::parse_skos(name, bytes) {
        assert!(!vocabulary.topics.is_empty());
    }
});
