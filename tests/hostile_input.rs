//! No input makes a reader panic, hang or grow: samples of all formats with random damage, and inputs at the limits.
//!
//! `DIXIT_FUZZ_SECONDS=600 cargo test --test main hostile_input` damages for that long at each door.

use dixit::domain::{ArticleId, Lang, Source};
use dixit::extract;
use dixit::ingest::{self, ARTICLE_BYTES_MAX, InputFormat, MetadataOverrides};
use dixit::log::{EventRecord, Hash, LogRoot};
use dixit::proof::{
    Checkpoint, ConsistencyProof, EventForm, EventProof, SignedNote, SigningKey, VerifierKey,
};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Maximum time for one damaged sample, also in a debug build on a busy machine.
const SAMPLE_TIME_MAX: Duration = Duration::from_secs(20);

/// A reproducible sequence of numbers.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end.max(1)
    }
}

/// What a damaged place becomes: signs by which formats begin and end their parts, and bytes of no text.
const PIECES: [&[u8]; 26] = [
    b"<",
    b">",
    b"\"",
    b"'",
    b"&",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\n\n",
    b"\r\n",
    b"\0",
    b"\xff\xfe",
    b"\xe4\xb8",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"&#x110000;",
    b"---\n",
    b"WEBVTT\n\n",
    b"-->",
    b"\xef\xbb\xbf",
    b"99999999999999999999",
    b"-1",
    "« ".as_bytes(),
    "：“".as_bytes(),
];

/// `sample` with up to eight random changes, or a part of it.
fn damaged(sample: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        match random.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + random.below(64)).min(bytes.len()))),
            3 => {
                let copied = bytes[at..(at + random.below(4096)).min(bytes.len())].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copied);
            }
            4 => {
                let piece =
                    PIECES[random.below(PIECES.len())].repeat(1 + random.below(3) * random.below(300));
                bytes.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                let end = (at + piece.len()).min(bytes.len());
                bytes.splice(at..end, piece.iter().copied());
            }
        }
    }
    bytes
}

/// Gives `read` damaged samples for the time that the environment says, or for a moment.
fn damage(samples: &[Vec<u8>], read: impl Fn(&[u8], &mut Random)) {
    let seconds = std::env::var_os("DIXIT_FUZZ_SECONDS").and_then(|text| text.to_str()?.parse().ok());
    let (time, seed) = match seconds {
        Some(seconds) => (
            Duration::from_secs(seconds),
            u64::from(std::process::id()) << 20 | 1,
        ),
        None => (Duration::from_millis(1500), 0x9e37_79b9),
    };
    let mut random = Random(seed);
    let start = Instant::now();
    let mut count = 0_u64;
    while start.elapsed() < time {
        let bytes = damaged(&samples[random.below(samples.len())], &mut random);
        let state = random.0;
        let before = Instant::now();
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes, &mut random)));
        let took = before.elapsed();
        if read.is_err() || took > SAMPLE_TIME_MAX {
            let kept = std::env::temp_dir().join(format!("dixit-crash-{state:x}"));
            fs::write(&kept, &bytes).unwrap();
            panic!("sample {count} ({took:?}), kept as {}", kept.display());
        }
        count += 1;
    }
}

/// The samples in tests/data/documents and one of each format of text.
fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut samples: Vec<Vec<u8>> = files.map(|path| fs::read(path).unwrap()).collect();
    samples.sort();
    let article = "« Nous publierons les règles », a déclaré jeudi Claire Aubert, ministre du Numérique.";
    let texts = [
        format!(
            "---\ntitle: Une charte\npublished: 2026-03-12\ntags: [a, b]\n---\n# Une charte\n\n{article}\n"
        ),
        format!("{{\"text\":\"{article}\",\"published\":\"2026-03-12\",\"url\":\"https://e.example/1\"}}\n"),
        format!("[{{\"text\":\"{article}\",\"lang\":\"fr\"}},{{\"body\":{{\"text\":\"{article}\"}}}}]"),
        format!("url,title,text,date\nhttps://e.example/1,Une charte,\"{article}\",2026-03-12\n"),
        format!(
            "From a@e.example Thu Mar 12 09:00:00 2026\nFrom: Ana <a@e.example>\n\
                 Subject: =?UTF-8?Q?Une_charte?=\n\n{article}\n"
        ),
        format!(
            "<!DOCTYPE html><html lang=fr><head><title>Une charte</title><script type=\"application/ld+json\">\
                 {{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-03-12\"}}</script></head><body><article>\
                 <h1>Une charte</h1><p>{article}</p><p>{article}</p></article></body></html>"
        ),
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>e</title><item>\
                 <title>Une charte</title><link>https://e.example/1</link>\
                 <pubDate>Thu, 12 Mar 2026 09:00:00 GMT</pubDate><description>{article}</description></item>\
                 </channel></rss>"
        ),
        format!(
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>e</title><entry>\
                 <id>urn:1</id><title>c</title><updated>2026-03-12T09:00:00Z</updated>\
                 <content type=\"html\">&lt;p&gt;{article}&lt;/p&gt;</content></entry></feed>"
        ),
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"e\",\"items\":[{{\"id\":\"1\",\
                 \"content_text\":\"{article}\"}}]}}"
        ),
        format!(
            "<?xml version=\"1.0\"?><newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>\
                 <newsItem guid=\"urn:1\" version=\"1\"><itemMeta>\
                 <versionCreated>2026-03-12T09:00:00Z</versionCreated></itemMeta><contentMeta>\
                 <headline>Une charte</headline></contentMeta><contentSet><inlineXML>\
                 <html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>{article}</p></body></html></inlineXML>\
                 </contentSet></newsItem></itemSet></newsMessage>"
        ),
        format!(
            "<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt>\
                 <title>Séance</title></titleStmt></fileDesc></teiHeader><text><body><u who=\"#a\"><seg>\
                 {article}</seg></u></body></text></TEI>"
        ),
        format!(
            "{{\"uri\":\"urn:1\",\"type\":\"text\",\"versioncreated\":\"2026-03-12T09:00:00Z\",\
                 \"headline\":\"c\",\"body_text\":\"{article}\"}}"
        ),
        format!(
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Ana Ruiz>{article}\n\n2\n\
                 00:00:05.000 --> 00:00:07.000\n{article}\n"
        ),
        format!("1\n00:00:01,000 --> 00:00:04,000\n{article}\n"),
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\
                 Snapshot-Content-Location: https://e.example/1\n\n--b\nContent-Type: text/html\n\
                 Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>{article}</p></body></html>\n--b--\n"
        ),
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://e.example/1\r\n\
                 WARC-Date: 2026-03-12T09:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n\
                 {article}\r\n\r\n",
            article.len()
        ),
        article.to_owned(),
    ];
    samples.extend(texts.map(String::into_bytes));
    samples.push(utf16(
        "外交部发言人星期三表示，双方将继续保持沟通。沈知遥说：“我们将公布规则。”",
    ));
    samples
}

/// A text in UTF-16, as some systems save it.
fn utf16(text: &str) -> Vec<u8> {
    [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[test]
fn damaged_documents_are_read_or_refused() {
    let formats: Vec<InputFormat> = InputFormat::names().map(|name| name.parse().unwrap()).collect();
    damage(&samples(), |bytes, random| {
        let chosen = random.below(3 * formats.len());
        let overrides = MetadataOverrides {
            input_format: formats.get(chosen).copied(),
            ..MetadataOverrides::default()
        };
        for article in ingest::read_articles_from_stream(bytes, &overrides).take(50) {
            match article {
                Ok(article) => assert!(article.document.text.len() as u64 <= 4 * ARTICLE_BYTES_MAX),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    });
}

#[test]
fn damaged_texts_are_extracted() {
    let samples = [
        "« Nous publierons les règles », a déclaré jeudi Claire Aubert, ministre du Numérique. Elle a dit-il : oui.",
        "\"We will publish every audit,\
             \" said Nora Lindqvist, head of the Office. According to her, it must be done by 2027.",
        "外交部发言人星期三表示，双方将继续保持沟通。沈知遥说：“我们将公布规则。”",
    ];
    let samples = samples.map(|text| text.repeat(3).into_bytes());
    damage(&samples, |bytes, random| {
        let text = String::from_utf8_lossy(bytes);
        let statements = extract::read_statements(&extract::ExtractorInput {
            article: &ArticleId::from_source(&Source::default(), &text),
            lang: [Lang::Fr, Lang::En, Lang::Zh][random.below(3)],
            published: "2026-03-15".parse().ok(),
            published_or: None,
            text: &text,
        });
        for evidence in statements.iter().flat_map(|statement| &statement.evidence) {
            assert!(evidence.quote.matches_text(&text), "{evidence:?}");
        }
    });
}

#[test]
fn damaged_vocabularies_are_parsed_or_refused() {
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
        xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\
        <skos:Concept rdf:about=\"http://e/1\"><skos:prefLabel xml:lang=\"fr\">énergie</skos:prefLabel>\
             <skos:broader rdf:resource=\"http://e/2\"/></skos:Concept></rdf:RDF>";
    let samples = [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
             <http://e/1> a skos:Concept ; skos:prefLabel 'énergie'@fr ; skos:broader <http://e/2> .\n",
        "<http://e/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"énergie\"@fr .\n",
        rdf,
        "{\"@context\":{\"skos\":\"http://www.w3.org/2004/02/skos/core#\",\
             \"label\":{\"@id\":\"skos:prefLabel\",\"@language\":\"fr\"}},\"@id\":\"http://e/1\",\
             \"@type\":\"skos:Concept\",\"label\":\"énergie\"}",
    ];
    let samples = samples.map(|text| text.as_bytes().to_vec());
    damage(&samples, |bytes, random| {
        let name = ["a.ttl", "a.nt", "a.rdf", "a.jsonld", "a"][random.below(5)];
        if let Ok(vocabulary) = ingest::parse_skos(name, bytes) {
            assert!(!vocabulary.topics.is_empty());
        }
    });
}

#[test]
fn damaged_readings_are_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("readings.jsonl");
    let sample = "{\"id\":\"1\",\"reader\":\"a/1\",\"statements\":[{\"quote\":{\"start\":2,\"end\":8,\
         \"text\":\"règles\"},\
        \"speaker\":{\"start\":20,\"end\":24,\"text\":\"Aube\"},\"mode\":\"direct\",\"said\":\"2026-03-12\"}]}\n";
    damage(&[sample.as_bytes().to_vec()], |bytes, _| {
        fs::write(&path, bytes).unwrap();
        for line in ingest::read_reading_lines(&path) {
            if let Err(error) = line {
                assert!(!error.to_string().is_empty());
            }
        }
    });
}

#[test]
fn damaged_notes_and_proofs_are_read_or_refused() {
    let key = SigningKey::new("example.org/log", [7; 32]).unwrap();
    let sign = |events: u64, leaf: u8| {
        let root = Hash::from_bytes([leaf; 32]);
        let origin = key.name().to_owned();
        let log = LogRoot { events, root };
        Checkpoint { origin, log }.sign(&key)
    };
    let (old, new) = (sign(1, 1), sign(2, 2));
    let path = [Hash::from_bytes([3; 32])];
    let proof = ConsistencyProof::new(&old, &new, &key.verifier(), &path);
    let samples = [
        new.to_string(),
        key.verifier().to_string(),
        serde_json::to_string(&proof).unwrap(),
        format!(
            "{{\"format\":\"dixit-proof/1\",\"subject\":\"@1\",\"checkpoint\":{},\"verifier_key\":\"{}\",\
             \"events\":[{{\"event\":{{\"id\":1}},\"path\":[\"AAAA\"]}}]}}",
            serde_json::to_string(&new.to_string()).unwrap(),
            key.verifier()
        ),
    ];
    let samples = samples.map(String::into_bytes);
    damage(&samples, |bytes, _| {
        let text = String::from_utf8_lossy(bytes);
        let read_key = text.parse::<VerifierKey>();
        assert!(read_key.is_err() || read_key.unwrap() == key.verifier());
        if let Ok(note) = text.parse::<SignedNote>() {
            let is_signed = note.check_signature(&key.verifier()).is_ok();
            assert!(!is_signed || note.to_string() == new.to_string());
            drop(Checkpoint::from_note(&note));
        }
        if let Ok(proof) = serde_json::from_str::<ConsistencyProof>(&text) {
            assert!(proof.check(&key.verifier()).is_err());
        }
        if let Ok(proof) = serde_json::from_str::<EventProof>(&text) {
            assert!(proof.check(&key.verifier(), &NoForm).is_err());
        }
    });
}

/// Reads no event.
struct NoForm;

impl EventForm for NoForm {
    fn write(&self, _: &EventRecord, _: &str) -> Result<Box<serde_json::value::RawValue>, String> {
        Err("not written".to_owned())
    }

    fn read(&self, _: &str) -> Result<EventRecord, String> {
        Err("not read".to_owned())
    }
}

/// What reading `bytes` says: the length of each text, or the error.
fn read(bytes: &[u8]) -> Vec<Result<usize, String>> {
    ingest::read_articles_from_stream(bytes, &MetadataOverrides::default())
        .map(|article| {
            article
                .map(|article| article.document.text.len())
                .map_err(|error| error.to_string())
        })
        .collect()
}

#[test]
fn inputs_beyond_a_limit_are_refused_clearly() {
    let size = usize::try_from(ARTICLE_BYTES_MAX).unwrap() + 1;
    let long_line = "a ".repeat(size / 2 + 1);
    let cases: [(&str, Vec<u8>, &str); 6] = [
        (
            "a text",
            long_line.clone().into_bytes(),
            "exceeds the limit of 8.0 MiB",
        ),
        (
            "a line of JSON Lines",
            format!(
                "{{\"text\":\"{long_line}\"}}\n\
             {{\"text\":\"Le préfet a parlé hier soir.\"}}\n"
            )
            .into_bytes(),
            "exceeds the limit of 8.0 MiB",
        ),
        (
            "JSON",
            format!("{{\"text\":{}1{}}}", "[".repeat(200), "]".repeat(200)).into_bytes(),
            "recursion limit",
        ),
        (
            "nested elements",
            format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\
             {}",
                "<a>".repeat(300)
            )
            .into_bytes(),
            "nest",
        ),
        (
            "entities",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]>\
             <rss version=\"2.0\"><channel><item><description>{}</description></item></channel>\
             </rss>",
                "x".repeat(1000),
                "&a;".repeat(1000),
                "&b;".repeat(1000)
            )
            .into_bytes(),
            "",
        ),
        ("a deep archive", deep_archive(), ""),
    ];
    for (what, bytes, expected) in cases {
        let start = Instant::now();
        let results = read(&bytes);
        assert!(
            start.elapsed() < SAMPLE_TIME_MAX,
            "{what} took {:?}",
            start.elapsed()
        );
        let told: Vec<String> = results.iter().filter_map(|result| result.clone().err()).collect();
        assert!(!results.is_empty(), "{what} is passed over");
        assert!(
            expected.is_empty() || told.iter().any(|error| error.contains(expected)),
            "{what}: {results:?}"
        );
        assert!(
            results
                .iter()
                .all(|result| !matches!(result, Ok(length) if *length > 1 << 20)),
            "{what}: {results:?}"
        );
    }
}

/// A ZIP that contains a ZIP, and so on, ten times.
fn deep_archive() -> Vec<u8> {
    use std::io::Write as _;
    let mut bytes = "Le préfet a parlé hier soir.".as_bytes().to_vec();
    for level in 0..10 {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let name = if level == 0 { "a.txt" } else { "a.zip" };
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&bytes).unwrap();
        bytes = archive.finish().unwrap().into_inner();
    }
    bytes
}
