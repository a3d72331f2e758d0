use super::error::SkosError;
use super::{context_guard, rdf_guard};
use crate::ingest::input_location::InputLocation;
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfParseError, RdfParser};
use std::cell::Cell;
use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

/// An RDF statement (a quad) and its parts.
pub(crate) use oxrdf::{NamedOrBlankNode, Quad, Term};

/// A syntax of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RdfSyntax {
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
}

impl RdfSyntax {
    /// The syntax of the file called `name`: by its extension, or by its `text` if the extension is unknown or clearly
    /// wrong (many files called .rdf are Turtle).
    pub(crate) fn detect(name: &str, text: &[u8]) -> Option<Self> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "ttl" if !is_rdf_xml(text) => Some(Self::Turtle),
            "nt" if !is_rdf_xml(text) => Some(Self::NTriples),
            "rdf" | "xml" => Self::from_head(text).or(Some(Self::RdfXml)),
            "jsonld" | "json" if !is_rdf_xml(text) => Some(Self::JsonLd),
            _ => Self::from_head(text),
        }
    }

    /// The syntax that `text` looks like. N-Triples is a part of Turtle, so it counts as Turtle.
    fn from_head(text: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&text[..text.len().min(4096)]);
        // `#` begins a comment of Turtle.
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
            // An address in Turtle is closed before the first blank; the root tag of RDF/XML has attributes after its
            // name.
            b'<' if first.contains('>') && !first.starts_with("<!") => Some(Self::Turtle),
            b'<' => Some(Self::RdfXml),
            _ => None,
        }
    }

    /// Its name for people.
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

/// Calls `visit` with each RDF statement of `text`.
pub(crate) fn for_each_quad(
    location: &InputLocation,
    syntax: RdfSyntax,
    text: &[u8],
    mut visit: impl FnMut(Quad),
) -> Result<(), SkosError> {
    let broken = |line: Option<u64>, problem: String| SkosError::SyntaxError {
        location: line.map_or_else(|| location.clone(), |line| location.with_line(line)),
        syntax: syntax.name(),
        problem,
    };
    let guarded = match syntax {
        RdfSyntax::RdfXml => rdf_guard::check_xml(text),
        RdfSyntax::JsonLd => rdf_guard::check_json(text).and_then(|()| context_guard::check_contexts(text)),
        RdfSyntax::Turtle | RdfSyntax::NTriples => Ok(()),
    };
    guarded.map_err(|(line, problem)| broken(Some(line), problem))?;
    let lines_read = Cell::new(0);
    let remote_context = Arc::new(OnceLock::new());
    let requested = Arc::clone(&remote_context);
    let quads = RdfParser::from_format(syntax.format())
        .for_reader(LineReader {
            rest: text,
            lines_read: &lines_read,
        })
        .with_document_loader(move |url| Err(requested.get_or_init(|| url.to_owned()).as_str().into()));
    for quad in quads {
        let error = match quad {
            Ok(quad) => {
                visit(quad);
                continue;
            }
            Err(error) => error,
        };
        if let Some(url) = remote_context.get() {
            return Err(SkosError::RemoteContext {
                location: location.clone(),
                url: url.clone(),
            });
        }
        let known_line = match &error {
            RdfParseError::Syntax(error) => error.location().map(|range| range.start.line + 1),
            RdfParseError::Io(_) => None,
        };
        // The RDF/XML parser gives no line, but it reads no line before it needs it.
        let last_line = (syntax == RdfSyntax::RdfXml).then(|| lines_read.get());
        return Err(broken(known_line.or(last_line), parser_message(&error)));
    }
    Ok(())
}

/// The parser's message, without the line and columns that it puts first.
fn parser_message(error: &RdfParseError) -> String {
    let text = error.to_string();
    let message = text
        .strip_prefix("Parser error")
        .and_then(|rest| rest.split_once(": "));
    message.map_or(text.as_str(), |(_, problem)| problem).to_owned()
}

/// A reader that returns at most one line per call, and counts the lines.
struct LineReader<'a> {
    rest: &'a [u8],
    /// Number of lines returned.
    lines_read: &'a Cell<u64>,
}

impl Read for LineReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = &self.rest[..self.rest.len().min(buffer.len())];
        let end = available.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        // The rest after the last line feed is a line too.
        let is_line = end.is_some() || !available.is_empty() && available.len() == self.rest.len();
        self.lines_read.set(self.lines_read.get() + u64::from(is_line));
        let (line, rest) = self.rest.split_at(end.unwrap_or(available.len()));
        buffer[..line.len()].copy_from_slice(line);
        self.rest = rest;
        Ok(line.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_is_detected_by_name_or_text() {
        let check = |name: &str, text: &str, syntax| {
            assert_eq!(RdfSyntax::detect(name, text.as_bytes()), syntax, "{name} {text}");
        };
        check("a.TTL", "{", Some(RdfSyntax::Turtle));
        check("dir.d/a.nt", "", Some(RdfSyntax::NTriples));
        check("a.xml", "", Some(RdfSyntax::RdfXml));
        check("a.json", "", Some(RdfSyntax::JsonLd));
        check("a.rdf", "@prefix a: <urn:a> .", Some(RdfSyntax::Turtle));
        check("a.rdf", "<urn:a> a <urn:b> .", Some(RdfSyntax::Turtle));
        check("a.rdf", "<rdf:RDF xmlns:rdf='x'>", Some(RdfSyntax::RdfXml));
        check("a.rdf", "<rdf:RDF\nxmlns:rdf='x'>", Some(RdfSyntax::RdfXml));
        check("a.xml", "{\"@id\"", Some(RdfSyntax::JsonLd));
        check("a.ttl", "<?xml version='1.0'?>", Some(RdfSyntax::RdfXml));
        check("a.nt", "<urn:a> <urn:b> <urn:c> .", Some(RdfSyntax::NTriples));
        for text in [
            "@prefix a: <urn:a> .",
            "PREFIX a: <urn:a>",
            "# x",
            "\n<urn:a> a <urn:b> .",
            "[ a <urn:b> ] .",
            "_:a <urn:b> 1 .",
        ] {
            check("a", text, Some(RdfSyntax::Turtle));
        }
        for text in [
            "<?xml version=\"1.0\"?>",
            "<rdf:RDF xmlns:rdf=\"x\">",
            "<!-- x -->",
            "<!DOCTYPE rdf:RDF [",
        ] {
            check("a.owl", text, Some(RdfSyntax::RdfXml));
        }
        for text in ["{ \"@id\"", "[\n {", "[]"] {
            check("a.d/b", text, Some(RdfSyntax::JsonLd));
        }
        for text in ["", " ", "Un texte.", "é", "---"] {
            check("a.txt", text, None);
        }
    }

    #[test]
    fn lines_are_counted_as_they_are_read() {
        let lines_read = Cell::new(0);
        let mut lines = LineReader {
            rest: b"ab\n\ncdefg",
            lines_read: &lines_read,
        };
        let mut buffer = [0; 4];
        for (length, count) in [(3, 1), (1, 2), (4, 2), (1, 3), (0, 3)] {
            assert_eq!(lines.read(&mut buffer).unwrap(), length);
            assert_eq!(lines_read.get(), count);
        }
    }
}
