use crate::domain::{Document, Lang};
use schemars::JsonSchema;
use serde::Serialize;

/// What `dixit` reads of one article before it looks for statements: one line of `dixit extract --text-only`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ArticleTextLine {
    /// The article's own id, if it has one, else where it was read: a path, a path and line, or a web address.
    #[schemars(schema_with = "id_schema")]
    pub id: serde_json::Value,
    /// The headline; null if it is unknown, as with the following.
    pub title: Option<String>,
    /// The day of publication (ISO 8601).
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its language.
    #[schemars(schema_with = "lang_schema")]
    pub lang: &'static str,
    /// Its web address.
    pub url: Option<String>,
    /// The text, a paragraph a line.
    pub text: String,
}

impl ArticleTextLine {
    /// The line of `document`, which is called `id`.
    pub fn new(id: serde_json::Value, document: Document) -> Self {
        let Document {
            source, lang, text, ..
        } = document;
        Self {
            id,
            title: source.title,
            published: source.published.map(|day| day.to_string()),
            publisher: source.publisher,
            author: source.author,
            lang: lang.as_str(),
            url: source.url,
            text,
        }
    }
}

fn id_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": ["string", "number", "boolean"] })
}

fn lang_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "enum": [Lang::Fr.as_str(), Lang::En.as_str(), Lang::Zh.as_str(), Lang::Und.as_str()] })
}
