use super::mail;
use super::parsed_article::ParsedArticle;
#[cfg(feature = "pdf")]
use super::pdf;
use crate::domain::Lang;
use crate::ingest::error::IngestError;
use crate::ingest::input_format::InputFormat;
use crate::ingest::input_location::InputLocation;

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

/// What reads documents of `format`, with its version: another version may read more or less of the same document.
pub(crate) fn reader_version(format: InputFormat) -> String {
    format!("{format}/1")
}

/// Reads the article in a document of `format`, which is no text.
pub(crate) fn parse_document(
    format: InputFormat,
    document: InputDocument<'_>,
) -> Result<ParsedArticle, IngestError> {
    let InputDocument { bytes, location, .. } = &document;
    match format {
        InputFormat::Mail => mail::parse_mail(bytes, location),
        #[cfg(feature = "pdf")]
        InputFormat::Pdf => pdf::parse_pdf(bytes, location),
        other => Err(IngestError::Unusable {
            location: (*location).clone(),
            problem: format!("this build of dixit does not read {other}"),
            advice: "build it with all features, or give the text",
        }),
    }
}
