//! The fields of an article's metadata, and the names that crawlers and vocabularies give them (`fields.toml`).

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// A field of an article's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleField {
    /// Its text.
    Text,
    /// The headline.
    Title,
    /// Who published it.
    Publisher,
    /// Its web address.
    Url,
    /// The canonical address that its page gives.
    Canonical,
    /// Who wrote it.
    Author,
    /// The news agency that it credits.
    Agency,
    /// Its language.
    Lang,
    /// When it was published.
    Published,
    /// The time zone of the publisher.
    Timezone,
}

impl ArticleField {
    /// All fields, with their names on the command line.
    const ALL: [(Self, &'static str); 10] = [
        (Self::Text, "text"),
        (Self::Title, "title"),
        (Self::Publisher, "publisher"),
        (Self::Url, "url"),
        (Self::Canonical, "canonical"),
        (Self::Author, "author"),
        (Self::Agency, "agency"),
        (Self::Lang, "lang"),
        (Self::Published, "published"),
        (Self::Timezone, "timezone"),
    ];

    /// Its name on the command line.
    pub(crate) fn command_line_name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(field, _)| *field == self);
        known.map_or("", |(_, name)| name)
    }

    /// The names of the field in articles, the most likely first.
    pub(crate) fn names(self) -> &'static [String] {
        match self {
            Self::Text => &FIELD_NAMES.text,
            Self::Title => &FIELD_NAMES.title,
            Self::Publisher => &FIELD_NAMES.publisher,
            Self::Url => &FIELD_NAMES.url,
            Self::Canonical => &FIELD_NAMES.canonical,
            Self::Author => &FIELD_NAMES.author,
            Self::Agency => &FIELD_NAMES.agency,
            Self::Lang => &FIELD_NAMES.lang,
            Self::Published => &FIELD_NAMES.published,
            Self::Timezone => &FIELD_NAMES.timezone,
        }
    }
}

/// The names of fields that give the publisher by an address or a host.
pub(crate) fn publisher_hosts() -> &'static [String] {
    &FIELD_NAMES.publisher_host
}

/// Whether `key` is a known name, of a field or of something else.
pub(crate) fn is_known_name(key: &str) -> bool {
    let fields = ArticleField::ALL.iter().flat_map(|(field, _)| field.names());
    let names = fields
        .chain(&FIELD_NAMES.publisher_host)
        .chain(&FIELD_NAMES.known_otherwise);
    names.into_iter().any(|name| matches_name(key, name))
}

/// Whether `key` is `name`, ignoring case and the characters that join words (`_`, `-`, `:`, `.`, blank).
pub(crate) fn matches_name(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-' | ':' | '.' | ' '));
    letters.flat_map(char::to_lowercase).eq(name.chars())
}

/// The data file `fields.toml`: lists of names, written in lower case without joining characters.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldNames {
    text: Vec<String>,
    title: Vec<String>,
    publisher: Vec<String>,
    publisher_host: Vec<String>,
    url: Vec<String>,
    canonical: Vec<String>,
    author: Vec<String>,
    agency: Vec<String>,
    lang: Vec<String>,
    published: Vec<String>,
    timezone: Vec<String>,
    known_otherwise: Vec<String>,
}

// A test reads the file strictly; a library does not panic over it.
static FIELD_NAMES: LazyLock<FieldNames> =
    LazyLock::new(|| toml::from_str(include_str!("fields.toml")).unwrap_or_default());

/// A field and the key that it has in the articles, as in `title=headline`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMapping {
    /// The field.
    pub field: ArticleField,
    /// The key. A dot leads into an object: `head.line`.
    pub key: String,
}

/// Why a text is not a field mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMappingError {
    /// It is not `FIELD=KEY`.
    #[error("{0:?} is not a mapping (write FIELD=KEY, as in title=headline)")]
    NotAMapping(String),
    /// The field is unknown.
    #[error("unknown field {0:?} (known: {list})", list = ArticleField::ALL.map(|(_, name)| name).join(", "))]
    UnknownField(String),
}

impl FromStr for FieldMapping {
    type Err = FieldMappingError;

    fn from_str(text: &str) -> Result<Self, FieldMappingError> {
        let parts = text
            .split_once('=')
            .map(|(field, key)| (field.trim(), key.trim()));
        let (name, key) = parts
            .filter(|(name, key)| !name.is_empty() && !key.is_empty())
            .ok_or_else(|| FieldMappingError::NotAMapping(text.to_owned()))?;
        let known = ArticleField::ALL.iter().find(|(_, known)| *known == name);
        let (field, _) = known.ok_or_else(|| FieldMappingError::UnknownField(name.to_owned()))?;
        Ok(Self {
            field: *field,
            key: key.to_owned(),
        })
    }
}

impl fmt::Display for FieldMapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = ArticleField::ALL.iter().find(|(field, _)| *field == self.field);
        write!(f, "{}={}", name.map_or("", |(_, name)| name), self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_file_is_valid_and_only_source_names_two_fields() {
        let names: FieldNames = toml::from_str(include_str!("fields.toml")).unwrap();
        let mut all: Vec<&String> = ArticleField::ALL
            .iter()
            .flat_map(|(field, _)| field.names())
            .chain(&names.publisher_host)
            .chain(&names.known_otherwise)
            .collect();
        assert!(
            all.iter().all(|name| matches_name(name, name)),
            "names are in lower case, without joining characters"
        );
        all.sort_unstable();
        let twice: Vec<_> = all
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0].as_str())
            .collect();
        assert_eq!(twice, ["source"]);
    }

    #[test]
    fn mapping_names_a_field_and_a_key() {
        let mapping: FieldMapping = "title = head.line".parse().unwrap();
        assert_eq!(
            (mapping.field, mapping.key.as_str()),
            (ArticleField::Title, "head.line")
        );
        let error = |text: &str| text.parse::<FieldMapping>().unwrap_err().to_string();
        insta::assert_snapshot!(error("title"), @r#""title" is not a mapping (write FIELD=KEY, as in title=headline)"#);
        insta::assert_snapshot!(error("titel=x"), @r#"unknown field "titel" (known: text, title, publisher, url, canonical, author, agency, lang, published, timezone)"#);
    }
}
