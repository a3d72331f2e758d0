use super::parsed_article::ParsedArticle;
#[cfg(feature = "pdf")]
use super::pdf;
use crate::domain::Lang;
use crate::ingest::error::IngestError;
use crate::ingest::input_format::InputFormat;
use crate::ingest::input_location::InputLocation;

/// A format in which one document is one article, apart from plain text, Markdown and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DocumentFormat(InputFormat);

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
    /// The documents of `format`.
    pub(crate) const fn of(format: InputFormat) -> Self {
        Self(format)
    }

    /// Its name, and the version of what reads it: another version may read more or less of the same document.
    pub(crate) fn version(self) -> String {
        format!("{}/1", self.0)
    }

    /// Reads the article in `document`.
    pub(crate) fn parse(self, document: InputDocument<'_>) -> Result<ParsedArticle, IngestError> {
        let InputDocument { bytes, location, .. } = &document;
        match self.0 {
            #[cfg(feature = "pdf")]
            InputFormat::Pdf => pdf::parse_pdf(bytes, location),
            other => Err(IngestError::Unusable {
                location: (*location).clone(),
                problem: format!("this build of dixit does not read {other}"),
                advice: "build it with all features, or give the text",
            }),
        }
    }
}
