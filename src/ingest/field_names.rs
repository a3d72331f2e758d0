//! What is known of an article, and by which names it goes.

use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// Something that is known of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Its text.
    Text,
    /// The headline.
    Title,
    /// Who published it.
    Publisher,
    /// Where it stands on the web.
    Url,
    /// The address that its page gives as its own.
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

impl Field {
    /// All of them, with their names on the command line.
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

    /// The names that it goes by, the likeliest first.
    pub(super) fn names(self) -> &'static [String] {
        match self {
            Self::Text => &NAMES.text,
            Self::Title => &NAMES.title,
            Self::Publisher => &NAMES.publisher,
            Self::Url => &NAMES.url,
            Self::Canonical => &NAMES.canonical,
            Self::Author => &NAMES.author,
            Self::Agency => &NAMES.agency,
            Self::Lang => &NAMES.lang,
            Self::Published => &NAMES.published,
            Self::Timezone => &NAMES.timezone,
        }
    }
}

/// The names that tell a publisher by an address or a host.
pub(super) fn publisher_hosts() -> &'static [String] {
    &NAMES.publisher_host
}

/// Whether `key` goes by one of the names that are known, of a field or otherwise.
pub(super) fn is_known(key: &str) -> bool {
    let fields = Field::ALL.iter().flat_map(|(field, _)| field.names());
    let known = fields.chain(&NAMES.publisher_host).chain(&NAMES.known_otherwise);
    known.into_iter().any(|name| is_name(key, name))
}

/// Whether `key` is `name`, however its words are joined and capitalised.
pub(super) fn is_name(key: &str, name: &str) -> bool {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-' | ':' | '.' | ' '));
    letters.flat_map(char::to_lowercase).eq(name.chars())
}

/// The data file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
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
static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("fields.toml")).unwrap_or_default());

/// A field, and the key that it has in the articles: `title=headline`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What it tells.
    pub field: Field,
    /// The key, a dot leading inside an object.
    pub key: String,
}

/// A text that is no mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// There is no `=`.
    #[error("{0:?} maps nothing (write FIELD=KEY, as in title=headline)")]
    NoKey(String),
    /// There is no such field.
    #[error("there is no field {0:?} (there are {list})", list = Field::ALL.map(|(_, name)| name).join(", "))]
    NoField(String),
}

impl FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        let parts = text
            .split_once('=')
            .map(|(field, key)| (field.trim(), key.trim()));
        let (name, key) = parts
            .filter(|(name, key)| !name.is_empty() && !key.is_empty())
            .ok_or_else(|| MappingError::NoKey(text.to_owned()))?;
        let known = Field::ALL.iter().find(|(_, known)| *known == name);
        let (field, _) = known.ok_or_else(|| MappingError::NoField(name.to_owned()))?;
        Ok(Self {
            field: *field,
            key: key.to_owned(),
        })
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Field::ALL.iter().find(|(field, _)| *field == self.field);
        write!(f, "{}={}", name.map_or("", |(_, name)| name), self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_file_is_read_strictly_and_no_name_is_of_two_fields_but_source() {
        let names: Names = toml::from_str(include_str!("fields.toml")).unwrap();
        let mut all: Vec<&String> = Field::ALL
            .iter()
            .flat_map(|(field, _)| field.names())
            .chain(&names.publisher_host)
            .chain(&names.known_otherwise)
            .collect();
        assert!(
            all.iter().all(|name| is_name(name, name)),
            "names are written folded"
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
        let mapping: Mapping = "title = head.line".parse().unwrap();
        assert_eq!((mapping.field, mapping.key.as_str()), (Field::Title, "head.line"));
        let error = |text: &str| text.parse::<Mapping>().unwrap_err().to_string();
        insta::assert_snapshot!(error("title"), @r#""title" maps nothing (write FIELD=KEY, as in title=headline)"#);
        insta::assert_snapshot!(error("titel=x"), @r#"there is no field "titel" (there are text, title, publisher, url, canonical, author, agency, lang, published, timezone)"#);
    }
}
