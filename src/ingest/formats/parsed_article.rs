use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::article_fields::ArticleFields;
use crate::ingest::metadata::field_names::ArticleField;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;
use serde_json::{Map, Value};

/// What a document gives for one article: its text, and what it says about the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ParsedArticle {
    /// What the document says about the article, under names that `metadata/fields.toml` knows.
    pub fields: Map<String, Value>,
    /// Where in the document each field was found, as in "og:title".
    pub origins: Vec<(ArticleField, &'static str)>,
    /// The text, a paragraph a line, blank lines between paragraphs where the document shows them.
    pub text: String,
    /// What was assumed while reading it.
    pub notes: Vec<IngestNote>,
    /// Whether its source has taken it back. Its text may be empty then.
    pub is_canceled: bool,
}

impl ParsedArticle {
    /// Sets `field` to `value`, found at `origin`, unless it is set already.
    pub(crate) fn set(&mut self, field: ArticleField, value: impl Into<String>, origin: &'static str) {
        let name = field.command_line_name();
        if !self.fields.contains_key(name) {
            self.fields.insert(name.to_owned(), Value::String(value.into()));
            self.origins.push((field, origin));
        }
    }

    /// Takes the date of publication away and notes it: it is the date at which the document was made, which need not
    /// be that of publication, and the days in the text would be counted from it.
    pub(crate) fn without_creation_date(mut self) -> Self {
        let field = ArticleField::Published;
        if let Some(Value::String(created)) = self.fields.remove(field.command_line_name()) {
            self.origins.retain(|(known, _)| *known != field);
            self.notes.push(IngestNote::CreationDateNotUsed { created });
        }
        self
    }

    /// When the article was last changed, as the document says it.
    pub(crate) fn modified(&self) -> Option<&str> {
        self.fields.get("modified").and_then(Value::as_str)
    }

    /// The article that this is, read at `location`. `overrides` win over what the document says.
    pub(crate) fn into_raw(
        self,
        location: InputLocation,
        overrides: &MetadataOverrides,
        mut notes: Vec<IngestNote>,
    ) -> RawArticle {
        notes.extend(self.notes);
        RawArticle {
            is_canceled: self.is_canceled,
            ..RawArticle::new(
                &ArticleFields::from(self.fields),
                self.text,
                location,
                overrides,
                notes,
            )
        }
    }
}
