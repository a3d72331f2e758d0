use super::normalise::normalise;
use super::{IngestError, Note, Place, RawArticle, agency, html};
use crate::domain::Document;
use serde_json::Value;

/// An article that was found, ready to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub place: Place,
    /// The id that it has there.
    pub id: Option<String>,
    /// The article, its text normalised.
    pub document: Document,
    /// What was assumed.
    pub notes: Vec<Note>,
    /// Its text as it was given, where that is another one.
    pub given: Option<String>,
}

impl TryFrom<RawArticle> for Found {
    type Error = IngestError;

    /// Normalises the text, its tags left out, and reads the agency credit in it; fails where no words are left.
    fn try_from(raw: RawArticle) -> Result<Self, IngestError> {
        let text = normalise(&html::without_tags(&raw.text));
        if !text.contains(char::is_alphanumeric) {
            return Err(IngestError::Empty { place: raw.place });
        }
        let given = Some(raw.text).filter(|given| *given != text);
        let mut source = raw.source;
        source.agency = source
            .agency
            .or_else(|| agency::credited(&text, source.author.as_deref()));
        Ok(Self {
            place: raw.place,
            id: raw.id.map(|id| match id {
                Value::String(id) => id,
                id => id.to_string(),
            }),
            document: Document {
                source,
                lang: raw.lang,
                text,
            },
            notes: raw.notes,
            given,
        })
    }
}
