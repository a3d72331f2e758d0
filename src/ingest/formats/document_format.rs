use super::parsed_article::ParsedArticle;
#[cfg(feature = "pdf")]
use super::pdf;
use super::{captions, mail, office};
#[cfg(feature = "pages")]
use super::{mhtml, page_head, web_page};
use crate::domain::Lang;
use crate::ingest::encoding::decode;
use crate::ingest::error::IngestError;
use crate::ingest::input_format::InputFormat;
use crate::ingest::input_location::InputLocation;

/// A document as it came in.
#[derive(Debug)]
pub(crate) struct InputDocument<'a> {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The web address that it was fetched from, if it was.
    #[cfg_attr(
        not(feature = "pages"),
        expect(dead_code, reason = "only a page is read by it")
    )]
    pub address: Option<&'a str>,
    /// Its media type, if that is known.
    #[cfg_attr(
        not(feature = "pages"),
        expect(dead_code, reason = "only a page is read by it")
    )]
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
        InputFormat::Captions => parse_captions(document),
        InputFormat::Docx | InputFormat::Odt => {
            office::parse_office_document(bytes, location).map(ParsedArticle::without_creation_date)
        }
        InputFormat::Epub => office::parse_office_document(bytes, location),
        #[cfg(feature = "pdf")]
        InputFormat::Pdf => pdf::parse_pdf(bytes, location).map(ParsedArticle::without_creation_date),
        #[cfg(feature = "pages")]
        InputFormat::Html => parse_page(document),
        #[cfg(feature = "pages")]
        InputFormat::Mhtml => mhtml::parse_mhtml(bytes, location),
        InputFormat::WebArchive => Err(IngestError::Unusable {
            location: (*location).clone(),
            problem: "a page in the format of Safari, which dixit does not read".to_owned(),
            advice: "save it as HTML, or print it to PDF",
        }),
        other => Err(IngestError::Unusable {
            location: (*location).clone(),
            problem: format!("this build of dixit does not read {other}"),
            advice: "build it with all features, or give the text",
        }),
    }
}

/// Decodes captions and reads them.
fn parse_captions(document: InputDocument<'_>) -> Result<ParsedArticle, IngestError> {
    let InputDocument { lang, location, .. } = document;
    let (text, notes) = decode::decode_text(document.bytes, lang).map_err(|_| decode::not_text(location))?;
    let mut article = captions::parse_captions(&text, location)?;
    article.notes.extend(notes);
    Ok(article)
}

/// Decodes a web page by what the server, the page itself or its bytes say, and reads it.
#[cfg(feature = "pages")]
fn parse_page(document: InputDocument<'_>) -> Result<ParsedArticle, IngestError> {
    let InputDocument {
        bytes,
        address,
        media_type,
        lang,
        location,
    } = document;
    let by_server = media_type.and_then(|media_type| media_type.split_once("charset=").map(|(_, name)| name));
    let by_page = page_head::declared_charset(&bytes).map(str::to_owned);
    let labels: Vec<&str> = by_server.into_iter().chain(by_page.as_deref()).collect();
    let (html, notes) =
        decode::decode_declared(bytes, &labels, lang).map_err(|_| decode::not_text(location))?;
    let mut article = web_page::parse_web_page(&html, address, location)?;
    article.notes.extend(notes);
    Ok(article)
}
