use super::error::SkosError;
use super::rdf_guard;
use crate::ingest::input_location::InputLocation;
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfParseError, RdfParser};
use std::cell::Cell;
use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

/// One statement of a file, by the crate that reads RDF.
pub(crate) use oxrdf::{NamedOrBlankNode, Quad, Term};

/// How RDF is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
}

impl Syntax {
    /// What the file called `name` is written in, by its ending, and by its `text` where that does not say, or where
    /// it is plainly something else: many a file is called .rdf and is Turtle.
    pub(crate) fn of(name: &str, text: &[u8]) -> Option<Self> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "ttl" if !is_rdf_xml(text) => Some(Self::Turtle),
            "nt" if !is_rdf_xml(text) => Some(Self::NTriples),
            "rdf" | "xml" => Self::sniff(text).or(Some(Self::RdfXml)),
            "jsonld" | "json" if !is_rdf_xml(text) => Some(Self::JsonLd),
            _ => Self::sniff(text),
        }
    }

    /// What `text` looks like. N-Triples are Turtle too, so they are not told apart.
    fn sniff(text: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&text[..text.len().min(4096)]);
        // A comment of Turtle says nothing of what follows, but that it is Turtle.
        let start = head.trim_start();
        let first = start.split_whitespace().next()?.to_ascii_lowercase();
        if first.starts_with(['#', '@']) || first.starts_with("_:") || first == "prefix" || first == "base" {
            return Some(Self::Turtle);
        }
        let inner = |open: char| start.strip_prefix(open).map(str::trim_start);
        match first.as_bytes()[0] {
            b'{' => Some(Self::JsonLd),
            b'[' if inner('[').is_some_and(|inner| inner.starts_with(['{', ']'])) => Some(Self::JsonLd),
            b'[' => Some(Self::Turtle),
            // An address is closed before the first blank; a tag has a name space behind its name.
            b'<' if first.contains('>') && !first.starts_with("<!") => Some(Self::Turtle),
            b'<' => Some(Self::RdfXml),
            _ => None,
        }
    }

    /// What people call it.
    const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "Turtle",
            Self::NTriples => "N-Triples",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
        }
    }

    const fn format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

/// Whether `text` begins as RDF/XML does and no other syntax.
fn is_rdf_xml(text: &[u8]) -> bool {
    let start = text.trim_ascii_start();
    start.starts_with(b"<?xml") || start.starts_with(b"<rdf:RDF") || start.starts_with(b"<!DOCTYPE")
}

/// Hands the statements of `text` to `with`, one after the other.
pub(crate) fn statements(
    place: &InputLocation,
    syntax: Syntax,
    text: &[u8],
    mut with: impl FnMut(Quad),
) -> Result<(), SkosError> {
    let broken = |line: Option<u64>, problem: String| SkosError::Broken {
        place: line.map_or_else(|| place.clone(), |line| place.with_line(line)),
        syntax: syntax.name(),
        problem,
    };
    let guarded = match syntax {
        Syntax::RdfXml => rdf_guard::xml(text),
        Syntax::JsonLd => rdf_guard::json(text),
        Syntax::Turtle | Syntax::NTriples => Ok(()),
    };
    guarded.map_err(|(line, problem)| broken(Some(line), problem))?;
    let lines = Cell::new(0);
    let remote = Arc::new(OnceLock::new());
    let asked = Arc::clone(&remote);
    let quads = RdfParser::from_format(syntax.format())
        .for_reader(Lines {
            rest: text,
            given: &lines,
        })
        .with_document_loader(move |url| Err(asked.get_or_init(|| url.to_owned()).as_str().into()));
    for quad in quads {
        let error = match quad {
            Ok(quad) => {
                with(quad);
                continue;
            }
            Err(error) => error,
        };
        if let Some(url) = remote.get() {
            return Err(SkosError::RemoteContext {
                place: place.clone(),
                url: url.clone(),
            });
        }
        let told = match &error {
            RdfParseError::Syntax(error) => error.location().map(|range| range.start.line + 1),
            RdfParseError::Io(_) => None,
        };
        // The reader of RDF/XML tells no line, but asks for no line before it needs it.
        let read = (syntax == Syntax::RdfXml).then(|| lines.get());
        return Err(broken(told.or(read), problem(&error)));
    }
    Ok(())
}

/// What is wrong, without the line and the columns that the reader puts before it.
fn problem(error: &RdfParseError) -> String {
    let text = error.to_string();
    let behind = text
        .strip_prefix("Parser error")
        .and_then(|rest| rest.split_once(": "));
    behind.map_or(text.as_str(), |(_, problem)| problem).to_owned()
}

/// Bytes that are given out a line at a time.
struct Lines<'a> {
    rest: &'a [u8],
    /// How many were given out.
    given: &'a Cell<u64>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = &self.rest[..self.rest.len().min(buffer.len())];
        let end = room.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        // What is behind the last line feed is a line too.
        let is_line = end.is_some() || !room.is_empty() && room.len() == self.rest.len();
        self.given.set(self.given.get() + u64::from(is_line));
        let (line, rest) = self.rest.split_at(end.unwrap_or(room.len()));
        buffer[..line.len()].copy_from_slice(line);
        self.rest = rest;
        Ok(line.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_a_beginning_says_what_it_is() {
        let check = |name: &str, text: &str, syntax| {
            assert_eq!(Syntax::of(name, text.as_bytes()), syntax, "{name} {text}");
        };
        check("a.TTL", "{", Some(Syntax::Turtle));
        check("dir.d/a.nt", "", Some(Syntax::NTriples));
        check("a.xml", "", Some(Syntax::RdfXml));
        check("a.json", "", Some(Syntax::JsonLd));
        check("a.rdf", "@prefix a: <urn:a> .", Some(Syntax::Turtle));
        check("a.rdf", "<urn:a> a <urn:b> .", Some(Syntax::Turtle));
        check("a.rdf", "<rdf:RDF xmlns:rdf='x'>", Some(Syntax::RdfXml));
        check("a.rdf", "<rdf:RDF\nxmlns:rdf='x'>", Some(Syntax::RdfXml));
        check("a.xml", "{\"@id\"", Some(Syntax::JsonLd));
        check("a.ttl", "<?xml version='1.0'?>", Some(Syntax::RdfXml));
        check("a.nt", "<urn:a> <urn:b> <urn:c> .", Some(Syntax::NTriples));
        for text in [
            "@prefix a: <urn:a> .",
            "PREFIX a: <urn:a>",
            "# x",
            "\n<urn:a> a <urn:b> .",
            "[ a <urn:b> ] .",
            "_:a <urn:b> 1 .",
        ] {
            check("a", text, Some(Syntax::Turtle));
        }
        for text in [
            "<?xml version=\"1.0\"?>",
            "<rdf:RDF xmlns:rdf=\"x\">",
            "<!-- x -->",
            "<!DOCTYPE rdf:RDF [",
        ] {
            check("a.owl", text, Some(Syntax::RdfXml));
        }
        for text in ["{ \"@id\"", "[\n {", "[]"] {
            check("a.d/b", text, Some(Syntax::JsonLd));
        }
        for text in ["", " ", "Un texte.", "é", "---"] {
            check("a.txt", text, None);
        }
    }

    #[test]
    fn lines_are_counted_as_they_are_read() {
        let given = Cell::new(0);
        let mut lines = Lines {
            rest: b"ab\n\ncdefg",
            given: &given,
        };
        let mut buffer = [0; 4];
        for (length, count) in [(3, 1), (1, 2), (4, 2), (1, 3), (0, 3)] {
            assert_eq!(lines.read(&mut buffer).unwrap(), length);
            assert_eq!(given.get(), count);
        }
    }
}
