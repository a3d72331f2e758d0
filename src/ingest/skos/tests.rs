use super::*;
use crate::domain::{Lang, Topic};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/t/> .
";

/// The vocabulary of the four files, in Turtle.
const TURTLE: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix medtop: <http://cv.iptc.org/newscodes/mediatopic/> .
@prefix ex: <https://example.org/t#> .
<https://example.org/t> a skos:ConceptScheme ; skos:prefLabel "Energy"@en .
medtop:20000001 a skos:Concept ; skos:prefLabel "energy"@en-GB, "énergie"@fr ; skos:narrower ex:Wind_Power .
ex:Wind_Power skos:prefLabel "wind power"@en, "wind energy"@en-GB, "风能"@zh-Hans ;
    skos:altLabel "Wind Power"@en, "wind farm"@en, "风"@zh ; skos:hiddenLabel "w"@en, "windpower" .
"#;

const N_TRIPLES: &str = r#"# The same.
<https://example.org/t> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#ConceptScheme> .
<https://example.org/t> <http://www.w3.org/2004/02/skos/core#prefLabel> "Energy"@en .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#hiddenLabel> "windpower" .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#hiddenLabel> "w"@en .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#altLabel> "\u98CE"@zh .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#altLabel> "wind farm"@en .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#altLabel> "Wind Power"@en .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#prefLabel> "\u98CE\u80FD"@zh-CN .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#prefLabel> "wind energy"@en-GB .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#prefLabel> "wind power"@en .
<https://example.org/t#Wind_Power> <http://www.w3.org/2004/02/skos/core#broader> <http://cv.iptc.org/newscodes/mediatopic/20000001> .
<http://cv.iptc.org/newscodes/mediatopic/20000001> <http://www.w3.org/2004/02/skos/core#prefLabel> "\u00E9nergie"@fr .
<http://cv.iptc.org/newscodes/mediatopic/20000001> <http://www.w3.org/2004/02/skos/core#prefLabel> "energy"@en .
"#;

const RDF_XML: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rdf:RDF [ <!ENTITY medtop "http://cv.iptc.org/newscodes/mediatopic/"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="https://example.org/t">
  <skos:ConceptScheme rdf:about=""><skos:prefLabel xml:lang="en">Energy</skos:prefLabel></skos:ConceptScheme>
  <skos:Concept rdf:about="#Wind_Power">
    <skos:broader rdf:resource="&medtop;20000001"/>
    <skos:prefLabel xml:lang="en">wind power</skos:prefLabel>
    <skos:prefLabel xml:lang="en-GB">wind energy</skos:prefLabel>
    <skos:prefLabel xml:lang="zh-Hans">风能</skos:prefLabel>
    <skos:altLabel xml:lang="en">Wind Power</skos:altLabel>
    <skos:altLabel xml:lang="en">wind
      farm</skos:altLabel>
    <skos:altLabel xml:lang="zh">风</skos:altLabel>
    <skos:hiddenLabel xml:lang="en">w</skos:hiddenLabel>
    <skos:hiddenLabel>windpower</skos:hiddenLabel>
  </skos:Concept>
  <rdf:Description rdf:about="&medtop;20000001">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:prefLabel xml:lang="fr">e&#x301;nergie</skos:prefLabel>
    <skos:prefLabel xml:lang="en">energy</skos:prefLabel>
  </rdf:Description>
</rdf:RDF>
"##;

const JSON_LD: &str = r#"{
  "@context": {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "name": {"@id": "skos:prefLabel", "@container": "@language"},
    "other": {"@id": "skos:altLabel", "@container": "@language"},
    "broader": {"@id": "skos:broader", "@type": "@id"}
  },
  "@graph": [
    {"@id": "https://example.org/t", "@type": "skos:ConceptScheme", "name": {"en": "Energy"}},
    {
      "@id": "https://example.org/t#Wind_Power",
      "@type": "skos:Concept",
      "name": {"en": "wind power", "en-GB": "wind energy", "zh-Hans": "风能"},
      "other": {"en": ["wind farm", "Wind Power"], "zh": "风"},
      "skos:hiddenLabel": ["windpower", {"@value": "w", "@language": "en"}],
      "broader": "http://cv.iptc.org/newscodes/mediatopic/20000001"
    },
    {
      "@id": "http://cv.iptc.org/newscodes/mediatopic/20000001",
      "@type": "skos:Concept",
      "name": {"fr": "énergie", "en": "energy"}
    }
  ]
}
"#;

/// Topics as text, one per line.
fn format_topics(topics: &[Topic]) -> String {
    let mut text = String::new();
    for topic in topics {
        let broader = topic.broader.as_ref().map_or("-", |id| id.as_str());
        writeln!(
            text,
            "{} < {broader} {:?} {:?}",
            topic.id, topic.labels, topic.terms
        )
        .unwrap();
    }
    text
}

fn parse(name: &str, text: &str) -> Vec<Topic> {
    parse_skos(name, text.as_bytes())
        .unwrap_or_else(|error| panic!("{error}"))
        .topics
}

/// The topics of Turtle without its prefixes.
fn turtle(text: &str) -> String {
    format_topics(&parse("a.ttl", &format!("{PREFIXES}{text}")))
}

fn error(name: &str, text: &str) -> String {
    parse_skos(name, text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn four_syntaxes_give_the_same_topics() {
    let topics = parse("a.ttl", TURTLE);
    insta::assert_snapshot!(format_topics(&topics), @r#"
    medtop:20000001 < - {Fr: "énergie", En: "energy"} {Fr: ["énergie"], En: ["energy"]}
    own:wind_power < medtop:20000001 {En: "wind power", Zh: "风能"} {En: ["wind power", "wind energy", "wind farm", "windpower"], Zh: ["风能", "风"]}
    "#);
    assert_eq!(
        topics[0].uri.as_deref(),
        Some("http://cv.iptc.org/newscodes/mediatopic/20000001")
    );
    for (name, text) in [("a.nt", N_TRIPLES), ("a.rdf", RDF_XML), ("a.jsonld", JSON_LD)] {
        assert_eq!(parse(name, text), topics, "{name}");
        // Without a known extension, the text determines the syntax.
        assert_eq!(parse("vocabulary.txt", text), topics, "{name} by its beginning");
    }
}

#[test]
fn encoding_is_detected_by_byte_order_mark() {
    let topics = parse("a.ttl", TURTLE);
    let marked = format!("\u{feff}{TURTLE}");
    assert_eq!(parse("a.ttl", &marked), topics);
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(parse_skos("a.ttl", &wide).unwrap().topics, topics);
}

#[test]
fn exact_language_tag_wins_over_regional_and_missing_tag() {
    insta::assert_snapshot!(turtle(
        "ex:a skos:prefLabel 'zero', 'colour'@en-GB, 'color'@en-US .
         ex:b skos:prefLabel 'zero' .
         ex:c skos:prefLabel 'zero'@und, 'nul'@de .
         ex:d skos:prefLabel '氣候'@zh-Hant, '气候'@zh-Hans .
         ex:e skos:prefLabel 'Klima'@de ; skos:altLabel 'climate'@en .
         ex:f skos:prefLabel '5G'@en ; skos:altLabel '5', 'fifth  generation', 'Fifth Generation' ."
    ), @r#"
    own:a < - {En: "colour"} {En: ["colour", "color", "zero"]}
    own:b < - {En: "zero"} {En: ["zero"]}
    own:c < - {En: "zero"} {En: ["zero"]}
    own:d < - {Zh: "气候"} {Zh: ["气候", "氣候"]}
    own:f < - {En: "5G"} {En: ["Fifth Generation"]}
    "#);
}

#[test]
fn unknown_and_circular_broader_concepts_are_removed() {
    insta::assert_snapshot!(turtle(
        "ex:a skos:prefLabel 'aa' ; skos:broader ex:b .
         ex:b skos:prefLabel 'bb' ; skos:broader ex:c .
         ex:c skos:prefLabel 'cc' ; skos:broader ex:b .
         ex:d skos:prefLabel 'dd' ; skos:broader ex:d, ex:e .
         ex:e skos:prefLabel 'ee' ; skos:broader ex:gone, ex:german .
         ex:f skos:prefLabel 'ff' ; skos:narrower ex:g ; skos:broader [ skos:prefLabel 'nobody' ] .
         ex:g skos:prefLabel 'gg' ; skos:broader ex:z, ex:h .
         ex:h a skos:Concept ; skos:prefLabel 'hh' .
         ex:german skos:prefLabel 'deutsch'@de ."
    ), @r#"
    own:a < own:b {En: "aa"} {En: ["aa"]}
    own:b < - {En: "bb"} {En: ["bb"]}
    own:c < - {En: "cc"} {En: ["cc"]}
    own:d < own:e {En: "dd"} {En: ["dd"]}
    own:e < - {En: "ee"} {En: ["ee"]}
    own:f < - {En: "ff"} {En: ["ff"]}
    own:g < own:f {En: "gg"} {En: ["gg"]}
    own:h < - {En: "hh"} {En: ["hh"]}
    "#);
}

#[test]
fn addresses_with_the_same_ending_get_different_ids() {
    insta::assert_snapshot!(turtle(
        "<https://example.org/a#wind> skos:prefLabel 'one' .
         <https://example.org/b#Wind> skos:prefLabel 'two' ; skos:broader <https://example.org/a#wind> .
         <https://example.org/c#sun> skos:prefLabel 'three' ; skos:broader <https://example.org/b#Wind> ."
    ), @r#"
    own:sun < own:wind-caj0bcr5 {En: "three"} {En: ["three"]}
    own:wind-caj0bcr5 < own:wind-vbv9s710 {En: "two"} {En: ["two"]}
    own:wind-vbv9s710 < - {En: "one"} {En: ["one"]}
    "#);
}

#[test]
fn syntax_error_shows_place_and_advice() {
    let errors = [
        error(
            "a.ttl",
            &format!("{PREFIXES}ex:a skos:prefLabel 'a'@en ;\n  skos:broader b ."),
        ),
        error("a.ttl", "<a> a <http://www.w3.org/2004/02/skos/core#Concept> ."),
        error("a.ttl", &TURTLE[..TURTLE.len() - 20]),
        error("a.nt", "<urn:a> <urn:b> 'c' ."),
        error("a.rdf", &RDF_XML.replace("</skos:Concept>", "</skos:Conzept>")),
        error("a.rdf", &RDF_XML.replace("xml:lang=\"fr\"", "xml:lang=\"f r\"")),
        error("a.rdf", &RDF_XML.replace("UTF-8", "ISO-8859-1")),
        error("a.rdf", &RDF_XML[..RDF_XML.len() - 40]),
        error("a.jsonld", &JSON_LD.replace("\"en\": [", "\"en\": ")),
        error("a.jsonld", &JSON_LD[..JSON_LD.len() - 20]),
        error("a.jsonld", &"[".repeat(50_000)),
        error(
            "a.json",
            r#"{"@context": "https://example.org/context.jsonld", "name": "a"}"#,
        ),
        error("a.json", r#"{"@context": ["context.jsonld", {}], "name": "a"}"#),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    a.ttl:4: broken Turtle: b is not a valid RDF object (correct it, or export the vocabulary again)
    a.ttl:1: broken Turtle: No scheme found in an absolute IRI (write addresses in full, or give the file a base address)
    a.ttl:7: broken Turtle: Unexpected end of file (correct it, or export the vocabulary again)
    a.nt:1: broken N-Triples: ''' is not allowed at the beginning of a prefix name (correct it, or export the vocabulary again)
    a.rdf:17: broken RDF/XML: ill-formed document: expected `</skos:Concept>`, but `</skos:Conzept>` was found (correct it, or export the vocabulary again)
    a.rdf:20: broken RDF/XML: error while parsing language tag 'f r': The given language subtag is invalid (correct it, or export the vocabulary again)
    a.rdf:1: broken RDF/XML: Only UTF-8 is supported by the RDF/XML parser (save the file as UTF-8)
    a.rdf:21: broken RDF/XML: cut off inside the tag, comment or declaration that begins here (correct it, or export the vocabulary again)
    a.jsonld:14: broken JSON-LD: expected `:` (correct it, or export the vocabulary again)
    a.jsonld:21: broken JSON-LD: EOF while parsing a string (correct it, or export the vocabulary again)
    a.jsonld:1: broken JSON-LD: nested too deeply (list the concepts one after the other; in JSON, in one @graph)
    a.json: @context is at https://example.org/context.jsonld, and nothing is fetched (copy the context into the file, or give it as Turtle)
    a.json: broken JSON-LD: Invalid remote context URL 'context.jsonld': No scheme found in an absolute IRI (nothing is fetched: copy the context into the file, or give it as Turtle)
    ");
}

#[test]
fn other_files_are_refused_with_advice() {
    let errors = [
        error("a.ttl", ""),
        error("a.rdf", "\u{feff} \n"),
        error("a.ttl", "<!DOCTYPE html>\n<html>"),
        error("a.rdf", "PK\u{3}\u{4}"),
        error("a.txt", "Un article."),
        error("a.ttl", PREFIXES),
        error(
            "a.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        ),
        error("a.json", r#"{"conceptSet": [{"prefLabel": {"en": "a"}}]}"#),
        error(
            "a.ttl",
            &format!("{PREFIXES}ex:a skos:prefLabel 'eins'@de . ex:b a skos:Concept ."),
        ),
        error(
            "a.ttl",
            &format!("{PREFIXES}ex:a a skos:ConceptScheme ; skos:prefLabel 'aa'@en, 'aa'@de ."),
        ),
    ];
    insta::assert_snapshot!(errors.join("\n"), @"
    a.ttl: file is empty (give a file with a SKOS vocabulary)
    a.rdf: file is empty (give a file with a SKOS vocabulary)
    a.ttl: a web page, not a vocabulary (give it as Turtle, N-Triples, RDF/XML or JSON-LD)
    a.rdf: a ZIP archive or office document, not a vocabulary (give it as Turtle, N-Triples, RDF/XML or JSON-LD)
    a.txt: unknown syntax (name the file .ttl, .nt, .rdf or .jsonld)
    a.ttl: no concepts found (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel)
    a.rdf: no concepts found (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel)
    a.json: no concepts found (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel, and JSON needs an @context to say so)
    a.ttl: none of the concepts (2) has a label in French, English or Chinese (add a skos:prefLabel or a skosxl:prefLabel in one of them)
    a.ttl: no concepts found (a concept is a skos:Concept with a skos:prefLabel or a skosxl:prefLabel)
    ");
}

#[test]
fn deepest_allowed_nesting_is_read() {
    let concept = r#"{"@id":"urn:a","http://www.w3.org/2004/02/skos/core#prefLabel":{"@value":"aa"}}"#;
    for (open, close, depth) in [
        ("[", "]", 100),
        (r#"{"http://example.org/b":"#, "}", 18),
        (r#"{"http://example.org/b":{"@list":["#, "]}}", 9),
        (r#"{"@graph":["#, "]}", 18),
    ] {
        let text = format!("{}{concept}{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(parse("a.json", &text).len(), 1, "{open}");
    }
}

#[test]
fn damaged_file_never_panics() {
    for (name, text) in [
        ("a.ttl", TURTLE),
        ("a.nt", N_TRIPLES),
        ("a.rdf", RDF_XML),
        ("a.jsonld", JSON_LD),
    ] {
        let mut broken = text.as_bytes().to_vec();
        for at in (0..text.len()).step_by(7) {
            // Topics or an error: either result is fine, a panic is not.
            parse_skos(name, &text.as_bytes()[..at]).ok();
            let kept = std::mem::replace(&mut broken[at], b"\"<{[]}>\0\xff"[at % 9]);
            parse_skos(name, &broken).ok();
            broken[at] = kept;
        }
    }
}

#[test]
fn large_file_is_read_in_reasonable_time() {
    let mut text = PREFIXES.to_owned();
    let mut concepts = 0;
    while text.len() < 5 << 20 {
        // A chain of broader concepts as long as the file: no path to the top may be followed twice.
        writeln!(
            text,
            "ex:c{concepts} a skos:Concept ; skos:prefLabel \"concept {concepts}\"@en, \"notion {concepts}\"@fr ;\n  \
             skos:altLabel \"idea {concepts}\"@en ; skos:broader ex:c{} .",
            concepts + 1
        )
        .unwrap();
        concepts += 1;
    }
    let begun = Instant::now();
    let topics = parse("a.ttl", &text);
    let taken = begun.elapsed();
    println!("{concepts} concepts in {taken:?}");
    assert_eq!(topics.len(), concepts);
    assert_eq!(
        topics.iter().filter(|topic| topic.broader.is_some()).count(),
        concepts - 1
    );
    assert_eq!(topics[0].labels[&Lang::Fr], "notion 0");
    assert!(taken < Duration::from_secs(60), "{taken:?}");
}

#[test]
fn skos_xl_labels_are_read() {
    let xl = "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <urn:t:1> a skos:Concept ; xl:prefLabel <urn:l:1>, [ xl:literalForm 'énergie'@fr ] ; xl:altLabel <urn:l:2> .
        <urn:l:1> a xl:Label ; xl:literalForm 'energy'@en .
        <urn:l:2> xl:literalForm 'power'@en, 'Kraft'@de .
        <urn:l:3> xl:literalForm 'nobody'@en .";
    insta::assert_snapshot!(format_topics(&parse("a.ttl", xl)), @r#"own:1 < - {Fr: "énergie", En: "energy"} {Fr: ["énergie"], En: ["energy", "power"]}"#);
}

#[test]
fn deprecated_concepts_are_left_out_and_counted() {
    let text = format!(
        "{PREFIXES}@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix adms: <http://www.w3.org/ns/adms#> .
        ex:a skos:prefLabel 'aa'@en ; skos:broader ex:b .
        ex:b skos:prefLabel 'bb'@en ; owl:deprecated true .
        ex:c skos:prefLabel 'cc'@en ; dct:isReplacedBy ex:a .
        ex:d skos:prefLabel 'dd'@en ; adms:status <http://e/status/DEPRECATED> .
        ex:e skos:prefLabel 'ee'@en ; owl:deprecated false ; adms:status 'current' ; dct:replaces ex:c ."
    );
    let vocabulary = parse_skos("a.ttl", text.as_bytes()).unwrap();
    assert_eq!(vocabulary.deprecated, 3);
    insta::assert_snapshot!(format_topics(&vocabulary.topics), @r#"
    own:a < - {En: "aa"} {En: ["aa"]}
    own:e < - {En: "ee"} {En: ["ee"]}
    "#);
    insta::assert_snapshot!(
        error("a.ttl", &format!("{PREFIXES} ex:b skos:prefLabel 'bb'@en ; <http://www.w3.org/2002/07/owl#deprecated> true .")),
        @"a.ttl: all concepts (1) are deprecated (give a current edition)"
    );
}

#[test]
fn qualifier_is_dropped_unless_it_distinguishes_concepts() {
    let text = format!(
        "{PREFIXES}
        ex:a skos:prefLabel 'red teaming (security)'@en, 'équipe rouge (sécurité)'@fr .
        ex:b skos:prefLabel 'bank (river)'@en .
        ex:c skos:prefLabel 'bank (money)'@en ; skos:altLabel 'lender'@en .
        ex:d skos:prefLabel '{{power}}; nuclear'@en ."
    );
    let vocabulary = parse_skos("a.ttl", text.as_bytes()).unwrap();
    insta::assert_snapshot!(format_topics(&vocabulary.topics), @r#"
    own:a < - {Fr: "équipe rouge (sécurité)", En: "red teaming (security)"} {Fr: ["équipe rouge"], En: ["red teaming"]}
    own:b < - {En: "bank (river)"} {En: ["bank (river)"]}
    own:c < - {En: "bank (money)"} {En: ["bank (money)", "lender"]}
    own:d < - {En: "{power}; nuclear"} {En: ["{power}; nuclear"]}
    "#);
    assert_eq!(vocabulary.qualified.len(), 2);
    assert_eq!(
        vocabulary.unmatchable,
        ["bank (river)", "bank (money)", "{power}; nuclear"]
    );
}

#[test]
fn turtle_in_a_file_named_rdf_is_read() {
    assert_eq!(parse("a.rdf", TURTLE), parse("a.ttl", TURTLE));
}

#[test]
fn overlong_label_is_left_out_and_counted() {
    let long = "x".repeat(257);
    let vocabulary = parse_skos(
        "a.ttl",
        format!(
            "{PREFIXES}ex:a skos:prefLabel 'ab'@en ; skos:altLabel '{long}'@en, '{}'@en .",
            &long[1..]
        )
        .as_bytes(),
    )
    .unwrap();
    assert_eq!(vocabulary.too_long, 1);
    assert_eq!(vocabulary.topics[0].terms[&Lang::En].len(), 2);
    let megabytes = format!("{PREFIXES}ex:a skos:prefLabel '{}'@en .", "x".repeat(4 << 20));
    assert!(error("a.ttl", &megabytes).contains("longer than a text could contain"));
}
