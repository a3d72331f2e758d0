use super::error::IngestError;
use super::input_location::InputLocation;
use super::note::IngestNote;
use super::raw_article::RawArticle;
use crate::domain::Document;
use crate::ingest::agency::credit;
use crate::ingest::text::html;
use crate::ingest::text::normalise::normalise_text;
use serde_json::Value;

/// An article that was read and normalised, ready to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestedArticle {
    /// Where it was read.
    pub location: InputLocation,
    /// The id that its source gives it.
    pub id: Option<String>,
    /// The article, its text normalised.
    pub document: Document,
    /// What was assumed while reading it.
    pub notes: Vec<IngestNote>,
    /// Its text as given, if normalising changed it.
    pub original_text: Option<String>,
    /// Whether its source has taken it back. Its text may be empty then.
    pub is_canceled: bool,
}

impl TryFrom<RawArticle> for IngestedArticle {
    type Error = IngestError;

    /// Strips HTML tags, normalises the text and finds the agency that it credits. Fails if no words are left.
    fn try_from(raw: RawArticle) -> Result<Self, IngestError> {
        let text = normalise_text(&html::strip_tags(&raw.text));
        if !raw.is_canceled && !text.contains(char::is_alphanumeric) {
            return Err(IngestError::Empty {
                location: raw.location,
            });
        }
        let given = Some(raw.text).filter(|given| *given != text);
        let mut source = raw.source;
        source.agency = source
            .agency
            .or_else(|| credit::find_credited_agencies(&text, source.author.as_deref()));
        Ok(Self {
            location: raw.location,
            id: raw.id.map(|id| match id {
                Value::String(id) => id,
                id => id.to_string(),
            }),
            document: Document {
                source,
                lang: raw.lang,
                text,
                provenance: raw.provenance,
            },
            notes: raw.notes,
            original_text: given,
            is_canceled: raw.is_canceled,
        })
    }
}
