use super::error::IngestError;
use super::ingested_article::IngestedArticle;
use super::input_location::InputLocation;
use super::metadata_overrides::MetadataOverrides;
use super::note::IngestNote;
use super::raw_article::RawArticle;
use crate::domain::{DocumentHash, Provenance, Retrieval};
use crate::ingest::encoding::decode;
use crate::ingest::formats::document_format::{DocumentFormat, InputDocument};
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::formats::{json_article, mail, markdown_article, plain_article};
use crate::ingest::metadata::publication_time;

/// An article that was found and is not read yet. Finding is one pass over the input; reading is work for any thread.
#[derive(Debug)]
pub struct FoundArticle<'a> {
    location: InputLocation,
    content: ArticleContent,
    fetched: Option<FetchedFrom>,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
}

/// What was found, by the format that reads it.
#[derive(Debug)]
pub(crate) enum ArticleContent {
    /// A plain text, with or without front matter.
    Plain(Vec<u8>),
    /// A Markdown text.
    Markdown(Vec<u8>),
    /// A JSON object.
    JsonObject(Vec<u8>),
    /// A mail.
    Mail(Vec<u8>),
    /// A document of another format.
    Document(DocumentFormat, Vec<u8>),
    /// An article that a feed has whole, with the hash of the feed.
    Entry(DocumentHash, Box<ParsedArticle>),
    /// An article that the format of its archive gives, without a document of its own.
    Parsed(Box<ParsedArticle>),
}

/// Where a document was fetched from, and what the server said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedFrom {
    /// The address that answered, and when.
    pub retrieval: Retrieval,
    /// The media type with its parameters, as in `text/html; charset=utf-8`.
    pub media_type: Option<String>,
}

impl<'a> FoundArticle<'a> {
    /// The article with this `content` at `location`. `overrides` win over what it says about itself.
    pub(super) const fn new(
        content: ArticleContent,
        location: InputLocation,
        fetched: Option<FetchedFrom>,
        overrides: &'a MetadataOverrides,
        notes: Vec<IngestNote>,
    ) -> Self {
        Self {
            location,
            content,
            fetched,
            overrides,
            notes,
        }
    }

    /// Where it was found.
    pub const fn location(&self) -> &InputLocation {
        &self.location
    }

    /// The provenance that the article will have, without what only reading it tells, if it is a document that alone
    /// decides what is read: then an article with this document need not be read again.
    pub fn known_provenance(&self) -> Option<Provenance> {
        match &self.content {
            ArticleContent::Document(format, bytes) if *self.overrides == MetadataOverrides::default() => {
                Some(provenance_of(
                    DocumentHash::of(bytes),
                    format.version(),
                    self.fetched.as_ref(),
                ))
            }
            _ => None,
        }
    }

    /// Reads the article, and normalises its text.
    pub fn read(self) -> Result<IngestedArticle, IngestError> {
        self.read_raw().and_then(IngestedArticle::try_from)
    }

    /// Reads the article, its text exactly as given.
    pub fn read_raw(self) -> Result<RawArticle, IngestError> {
        let Self {
            location,
            content,
            fetched,
            overrides,
            notes,
        } = self;
        match content {
            ArticleContent::Plain(bytes) => {
                let (text, notes) = decode(bytes, &location, overrides, notes)?;
                plain_article::parse_plain_article(&text, location, overrides, notes)
            }
            ArticleContent::Markdown(bytes) => {
                let (text, notes) = decode(bytes, &location, overrides, notes)?;
                markdown_article::parse_markdown_article(&text, location, overrides, notes)
            }
            ArticleContent::JsonObject(bytes) => {
                json_article::parse_json_article(bytes, location, overrides, notes)
            }
            ArticleContent::Mail(bytes) => mail::parse_mail(&bytes, location, overrides, notes),
            ArticleContent::Document(format, bytes) => {
                read_document(format, bytes, fetched.as_ref(), location, overrides, notes)
            }
            ArticleContent::Entry(feed, parsed) => {
                let provenance = provenance_of(feed, "feed/1".to_owned(), fetched.as_ref());
                Ok(with_provenance(*parsed, provenance, location, overrides, notes))
            }
            ArticleContent::Parsed(parsed) => Ok(parsed.into_raw(location, overrides, notes)),
        }
    }
}

/// Reads the article in a document.
fn read_document(
    format: DocumentFormat,
    bytes: Vec<u8>,
    fetched: Option<&FetchedFrom>,
    location: InputLocation,
    overrides: &MetadataOverrides,
    notes: Vec<IngestNote>,
) -> Result<RawArticle, IngestError> {
    let provenance = provenance_of(DocumentHash::of(&bytes), format.version(), fetched);
    let parsed = format.parse(InputDocument {
        bytes,
        address: fetched.map(|fetched| fetched.retrieval.address.as_str()),
        media_type: fetched.and_then(|fetched| fetched.media_type.as_deref()),
        lang: overrides.lang,
        location: &location,
    })?;
    Ok(with_provenance(parsed, provenance, location, overrides, notes))
}

/// The article with its `provenance`, completed with what `parsed` tells.
fn with_provenance(
    parsed: ParsedArticle,
    mut provenance: Provenance,
    location: InputLocation,
    overrides: &MetadataOverrides,
    notes: Vec<IngestNote>,
) -> RawArticle {
    provenance.origins = parsed
        .origins
        .iter()
        .map(|(field, origin)| (field.command_line_name().to_owned(), (*origin).to_owned()))
        .collect();
    provenance.cut_sign = parsed.notes.iter().find_map(|note| match note {
        IngestNote::LooksCut { sign } => Some((*sign).to_owned()),
        _ => None,
    });
    provenance.modified_at = parsed
        .modified()
        .and_then(|text| publication_time::parse_publication_time(text).ok()?.instant());
    let mut article = parsed.into_raw(location, overrides, notes);
    article.provenance = Some(Box::new(provenance));
    article
}

fn provenance_of(document: DocumentHash, format: String, fetched: Option<&FetchedFrom>) -> Provenance {
    Provenance {
        document,
        format,
        retrieval: fetched.map(|fetched| fetched.retrieval.clone()),
        modified_at: None,
        origins: std::collections::BTreeMap::new(),
        cut_sign: None,
    }
}

/// The text in `bytes`, and `notes` with what decoding them assumed.
fn decode(
    bytes: Vec<u8>,
    location: &InputLocation,
    overrides: &MetadataOverrides,
    mut notes: Vec<IngestNote>,
) -> Result<(String, Vec<IngestNote>), IngestError> {
    let Ok((text, decoded)) = decode::decode_text(bytes, overrides.lang) else {
        return Err(IngestError::NotText {
            location: location.clone(),
            looks_like: "binary data",
        });
    };
    notes.extend(decoded);
    Ok((text, notes))
}
