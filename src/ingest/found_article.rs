use super::error::IngestError;
use super::ingested_article::IngestedArticle;
use super::input_location::InputLocation;
use super::metadata_overrides::MetadataOverrides;
use super::note::IngestNote;
use super::raw_article::RawArticle;
use crate::ingest::encoding::decode;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::formats::{json_article, mail, markdown_article, plain_article};

/// An article that was found and is not read yet. Finding is one pass over the input; reading is work for any thread.
#[derive(Debug)]
pub struct FoundArticle<'a> {
    location: InputLocation,
    content: ArticleContent,
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
    /// What a format gives that was read already.
    Parsed(Box<ParsedArticle>),
}

impl<'a> FoundArticle<'a> {
    /// The article with this `content` at `location`. `overrides` win over what it says about itself.
    pub(super) const fn new(
        content: ArticleContent,
        location: InputLocation,
        overrides: &'a MetadataOverrides,
        notes: Vec<IngestNote>,
    ) -> Self {
        Self {
            location,
            content,
            overrides,
            notes,
        }
    }

    /// Where it was found.
    pub const fn location(&self) -> &InputLocation {
        &self.location
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
            ArticleContent::Parsed(parsed) => Ok(parsed.into_raw(location, overrides, notes)),
        }
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
