use super::fields::Fields;
use super::normalise::normalise;
use super::{Note, Overrides, Place, html, language, misdecoded, publication};
use crate::domain::{Lang, Source};
use serde_json::Value;

/// An article with its text exactly as it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct RawArticle {
    /// Where it stands.
    pub place: Place,
    /// The id that it has there, as given.
    pub id: Option<Value>,
    /// What is known of its source.
    pub source: Source,
    /// Its language: given, or else detected.
    pub lang: Lang,
    /// Its text, decoded and otherwise untouched; Markdown is plain text here.
    pub text: String,
    /// What was assumed.
    pub notes: Vec<Note>,
}

impl RawArticle {
    /// The article with this `text`, of which `fields` tell the source; `overrides` know better.
    pub(super) fn new(
        fields: &Fields,
        text: String,
        place: Place,
        overrides: &Overrides,
        mut notes: Vec<Note>,
    ) -> Self {
        let mut source = fields.source(overrides, &mut notes);
        let given = overrides.lang.or_else(|| fields.lang(overrides, &mut notes));
        let lang = given.unwrap_or_else(|| {
            let (lang, note) = language::detect(&normalise(&html::without_tags(&text)));
            notes.extend(note);
            lang
        });
        notes.extend(misdecoded::note(&text, lang));
        let zone = fields.timezone(overrides, &mut notes);
        if let Some(written) = fields.published(overrides, &mut notes) {
            publication::place(&mut source, written, zone, lang);
        }
        Self {
            place,
            id: fields.id().cloned(),
            source,
            lang,
            text,
            notes,
        }
    }
}
