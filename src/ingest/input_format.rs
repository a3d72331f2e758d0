use std::fmt;
use std::str::FromStr;

/// The format of an input: a file, a stream, a document from the web, or a member of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// One article as plain text.
    Text,
    /// One article in Markdown.
    Markdown,
    /// Articles as JSON objects, one per line.
    JsonLines,
    /// Articles as JSON objects of any layout: one object, an array, or objects one after the other.
    Json,
    /// A table with a row an article: CSV or TSV.
    Csv,
    /// One mail, or a mailbox.
    Mail,
    /// A web page.
    Html,
    /// A web page saved with what belongs to it (MHTML).
    Mhtml,
    /// A web page saved by Safari.
    WebArchive,
    /// A feed: RSS, RDF, Atom or JSON Feed.
    Feed,
    /// NewsML-G2: news items of an agency.
    NewsMl,
    /// TEI: speeches of a parliament.
    Tei,
    /// A PDF document.
    Pdf,
    /// A document of Microsoft Word.
    Docx,
    /// A text in the `OpenDocument` format.
    Odt,
    /// An electronic book.
    Epub,
    /// Captions of a film: `SubRip` or `WebVTT`.
    Captions,
    /// A web archive of a crawler (WARC).
    Warc,
    /// An archive of inputs.
    Zip,
    /// A compressed input.
    Gzip,
}

impl InputFormat {
    /// All formats, with their names on the command line.
    const ALL: [(Self, &'static str); 20] = [
        (Self::Text, "text"),
        (Self::Markdown, "markdown"),
        (Self::JsonLines, "jsonl"),
        (Self::Json, "json"),
        (Self::Csv, "csv"),
        (Self::Mail, "mail"),
        (Self::Html, "html"),
        (Self::Mhtml, "mhtml"),
        (Self::WebArchive, "webarchive"),
        (Self::Feed, "feed"),
        (Self::NewsMl, "newsml"),
        (Self::Tei, "tei"),
        (Self::Pdf, "pdf"),
        (Self::Docx, "docx"),
        (Self::Odt, "odt"),
        (Self::Epub, "epub"),
        (Self::Captions, "captions"),
        (Self::Warc, "warc"),
        (Self::Zip, "zip"),
        (Self::Gzip, "gzip"),
    ];

    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(_, name)| *name)
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Self::ALL.iter().find(|(format, _)| format == self);
        f.pad(known.map_or("", |(_, name)| name))
    }
}

/// A text is not the name of a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is not an input format (one of {})", InputFormat::names().collect::<Vec<_>>().join(", "))]
pub struct InputFormatError {
    given: String,
}

impl FromStr for InputFormat {
    type Err = InputFormatError;

    fn from_str(text: &str) -> Result<Self, InputFormatError> {
        let known = Self::ALL.iter().find(|(_, name)| *name == text);
        known.map(|(format, _)| *format).ok_or_else(|| InputFormatError {
            given: text.to_owned(),
        })
    }
}
