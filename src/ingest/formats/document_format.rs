use super::parsed_article::ParsedArticle;
use crate::domain::Lang;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;

/// A format in which one document is one article, apart from plain text, Markdown and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentFormat {}

/// A document as it came in.
#[derive(Debug)]
pub(crate) struct InputDocument<'a> {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The web address that it was fetched from, if it was.
    pub address: Option<&'a str>,
    /// Its media type, if that is known.
    pub media_type: Option<&'a str>,
    /// Its language, if the user says it.
    pub lang: Option<Lang>,
    /// Where it was read.
    pub location: &'a InputLocation,
}

impl DocumentFormat {
    /// Its name, and the version of what reads it: another version may read more or less of the same document.
    pub(crate) const fn version(self) -> &'static str {
        match self {}
    }

    /// Reads the article in `document`.
    pub(crate) fn parse(self, document: InputDocument<'_>) -> Result<ParsedArticle, IngestError> {
        let _ = document;
        match self {}
    }
}
