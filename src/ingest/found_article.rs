use super::error::IngestError;
use super::ingested_article::IngestedArticle;
use super::input_format::InputFormat;
use super::input_location::InputLocation;
use super::metadata_overrides::MetadataOverrides;
use super::note::IngestNote;
use super::raw_article::RawArticle;
use crate::domain::{DocumentHash, Provenance, Retrieval};
use crate::ingest::encoding::decode;
use crate::ingest::formats::document_format::{self, InputDocument};
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::formats::{json_article, markdown_article, plain_article};
use crate::ingest::metadata::publication_time;
use serde_json::{Map, Value};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// An article that was found and is not read yet. Finding is one pass over the input; reading is work for any thread.
#[derive(Debug)]
pub struct FoundArticle<'a> {
    location: InputLocation,
    content: ArticleContent,
    fetched: Option<FetchedFrom>,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
    /// The hash of the document, once it was asked for.
    hash: OnceCell<DocumentHash>,
}

/// What was found.
#[derive(Debug)]
pub(crate) enum ArticleContent {
    /// A document, whole.
    Document(InputFormat, Vec<u8>),
    /// A row of a table.
    Fields(Map<String, Value>),
    /// One of the articles in a document with this hash and format: an entry of a feed, an item of an agency.
    Item(DocumentHash, InputFormat, Box<ParsedArticle>),
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
            hash: OnceCell::new(),
        }
    }

    /// Where it was found.
    pub const fn location(&self) -> &InputLocation {
        &self.location
    }

    /// The provenance that the article will have, without what only reading it tells, if it is a document that alone
    /// decides what is read: then an article with this document need not be read again.
    pub fn known_provenance(&self) -> Option<Provenance> {
        let is_alone = *self.overrides == MetadataOverrides::default()
            // The other articles of a document have the same one.
            && matches!(self.content, ArticleContent::Document(..));
        self.provenance().filter(|_| is_alone)
    }

    /// The provenance, without what only reading the article tells; `None` for what is given as text.
    fn provenance(&self) -> Option<Provenance> {
        let (document, format) = match &self.content {
            ArticleContent::Document(format, _) if is_text(*format) && self.fetched.is_none() => return None,
            ArticleContent::Document(format, bytes) => {
                (*self.hash.get_or_init(|| DocumentHash::of(bytes)), *format)
            }
            ArticleContent::Item(document, format, _) => (*document, *format),
            ArticleContent::Fields(_) => return None,
        };
        Some(Provenance {
            document,
            format: document_format::reader_version(format),
            retrieval: self.fetched.as_ref().map(|fetched| fetched.retrieval.clone()),
            modified_at: None,
            origins: BTreeMap::new(),
            cut_sign: None,
        })
    }

    /// Reads the article, and normalises its text.
    pub fn read(self) -> Result<IngestedArticle, IngestError> {
        self.read_raw().and_then(IngestedArticle::try_from)
    }

    /// Reads the article, its text exactly as given.
    pub fn read_raw(self) -> Result<RawArticle, IngestError> {
        let mut provenance = self.provenance();
        let Self {
            location,
            content,
            fetched,
            overrides,
            notes,
            ..
        } = self;
        // Of several articles, what was fetched is the whole, so its address is not that of one of them.
        let own = fetched.filter(|_| !matches!(content, ArticleContent::Item(..)));
        let address = own.as_ref().map(|fetched| fetched.retrieval.address.clone());
        let mut read_parsed = |parsed: ParsedArticle, location, notes| {
            if let Some(provenance) = &mut provenance {
                complete_provenance(provenance, &parsed);
            }
            parsed.into_raw(location, overrides, notes)
        };
        let decode =
            |bytes| decode::decode_text(bytes, overrides.lang).map_err(|_| decode::not_text(&location));
        let mut article = match content {
            ArticleContent::Item(_, _, parsed) => read_parsed(*parsed, location, notes),
            ArticleContent::Fields(fields) => {
                json_article::parse_article_fields(fields, location, overrides, notes)?
            }
            ArticleContent::Document(InputFormat::Text, bytes) => {
                let (text, decoded) = decode(bytes)?;
                let notes = [notes, decoded].concat();
                plain_article::parse_plain_article(&text, location, overrides, notes)?
            }
            ArticleContent::Document(InputFormat::Markdown, bytes) => {
                let (text, decoded) = decode(bytes)?;
                let notes = [notes, decoded].concat();
                markdown_article::parse_markdown_article(&text, location, overrides, notes)?
            }
            ArticleContent::Document(InputFormat::Json | InputFormat::JsonLines, bytes) => {
                json_article::parse_json_article(bytes, location, overrides, notes)?
            }
            ArticleContent::Document(format, bytes) => {
                let parsed = document_format::parse_document(
                    format,
                    InputDocument {
                        bytes,
                        address: address.as_deref(),
                        media_type: own.as_ref().and_then(|fetched| fetched.media_type.as_deref()),
                        lang: overrides.lang,
                        location: &location,
                    },
                )?;
                read_parsed(parsed, location, notes)
            }
        };
        // Who fetched it knows where it is.
        article.source.url = article.source.url.or(address);
        article.provenance = provenance.map(Box::new);
        Ok(article)
    }
}

/// Whether `format` gives an article as text, so that the document is nothing beside it.
const fn is_text(format: InputFormat) -> bool {
    matches!(
        format,
        InputFormat::Text | InputFormat::Markdown | InputFormat::Json | InputFormat::JsonLines
    )
}

/// Adds what reading the document told.
fn complete_provenance(provenance: &mut Provenance, parsed: &ParsedArticle) {
    let origins = parsed.origins.iter();
    provenance.origins = origins
        .map(|(field, origin)| (field.command_line_name().to_owned(), (*origin).to_owned()))
        .collect();
    provenance.cut_sign = parsed.notes.iter().find_map(|note| match note {
        IngestNote::LooksCut { sign } => Some((*sign).to_owned()),
        _ => None,
    });
    provenance.modified_at = parsed
        .modified()
        .and_then(|text| publication_time::parse_publication_time(text).ok()?.instant());
}
