use super::input_location::InputLocation;
use super::metadata_overrides::MetadataOverrides;
use super::note::IngestNote;
use crate::domain::{Lang, Provenance, Source};
use crate::ingest::encoding::misdecoded;
use crate::ingest::metadata::article_fields::ArticleFields;
use crate::ingest::metadata::publication_day;
use crate::ingest::text::normalise::normalise_text;
use crate::ingest::text::{html, language};
use serde_json::Value;

/// An article whose text is exactly as given.
#[derive(Debug, Clone, PartialEq)]
pub struct RawArticle {
    /// Where it was read.
    pub location: InputLocation,
    /// The id that its source gives it.
    pub id: Option<Value>,
    /// What is known about its source.
    pub source: Source,
    /// Its language: given, else detected.
    pub lang: Lang,
    /// Its text, decoded and otherwise unchanged, except that Markdown was turned into plain text.
    pub text: String,
    /// What was assumed while reading it.
    pub notes: Vec<IngestNote>,
    /// How it came in; `None` where it was given as text.
    pub provenance: Option<Box<Provenance>>,
    /// Whether its source has taken it back.
    pub is_canceled: bool,
}

impl RawArticle {
    /// An article with this `text` and the source that `fields` give; `overrides` win over them.
    pub(super) fn new(
        fields: &ArticleFields,
        text: String,
        location: InputLocation,
        overrides: &MetadataOverrides,
        mut notes: Vec<IngestNote>,
    ) -> Self {
        let mut source = fields.source(overrides, &mut notes);
        let known_lang = overrides.lang.or_else(|| fields.lang(overrides, &mut notes));
        let lang = known_lang.unwrap_or_else(|| {
            let (lang, note) = language::detect_language(&normalise_text(&html::strip_tags(&text)));
            notes.extend(note);
            lang
        });
        notes.extend(misdecoded::misdecoding_note(&text, lang));
        let zone = fields.timezone(overrides, &mut notes);
        if let Some(written) = fields.published(overrides, &mut notes) {
            publication_day::set_publication_day(&mut source, written, zone, lang);
        }
        Self {
            location,
            id: fields.id().cloned(),
            source,
            lang,
            text,
            notes,
            provenance: None,
            is_canceled: false,
        }
    }
}
