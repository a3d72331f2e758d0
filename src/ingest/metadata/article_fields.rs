use super::field_names::{self, ArticleField};
use super::publication_day::PublisherZone;
use super::publication_time;
use super::publication_time::PublicationTime;
use super::web_address::{is_unique_name, parse_web_address};
use crate::domain::{Lang, Source};
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::text::normalise::normalise_line;
use serde_json::{Map, Value};

/// Minimum length, in characters, of a text under an unknown key for it to look like the text of the article. Half as
/// many Chinese characters are enough.
const LONG_TEXT_CHARACTERS_MIN: usize = 200;

/// What an article says about itself, in front matter, JSON or mail headers. Unknown keys are ignored.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ArticleFields(Map<String, Value>);

impl From<Map<String, Value>> for ArticleFields {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl ArticleFields {
    /// The text of the article: the first that is not blank, else the first.
    pub(crate) fn text(&self, overrides: &MetadataOverrides) -> Option<&str> {
        let texts: Vec<&str> = self
            .values(ArticleField::Text, overrides)
            .filter_map(Value::as_str)
            .collect();
        let full = texts.iter().find(|text| !text.trim().is_empty());
        full.or(texts.first()).copied()
    }

    /// The unknown keys whose value is a long text.
    pub(crate) fn unknown_long_keys(&self, overrides: &MetadataOverrides) -> Vec<String> {
        let is_mapped = |key: &str| overrides.field_mappings.iter().any(|mapping| mapping.key == key);
        let is_long = |value: &Value| {
            let text = value.as_str();
            text.is_some_and(|text| {
                text.contains(char::is_whitespace) && text.chars().nth(LONG_TEXT_CHARACTERS_MIN).is_some()
                    || text.chars().filter(|c| crate::domain::is_han(*c)).count()
                        >= LONG_TEXT_CHARACTERS_MIN / 2
            })
        };
        let unknown = self
            .0
            .iter()
            .filter(|(key, value)| is_long(value) && !field_names::is_known_name(key) && !is_mapped(key));
        unknown.map(|(key, _)| key.clone()).collect()
    }

    /// The id that its source gives the article: a string, a number or a Boolean.
    pub(crate) fn id(&self) -> Option<&Value> {
        self.0
            .get("id")
            .filter(|id| !(id.is_null() || id.is_array() || id.is_object()))
    }

    /// The source of the article, without its time of publication. `overrides` win; what is not understood is noted.
    pub(crate) fn source(&self, overrides: &MetadataOverrides, notes: &mut Vec<IngestNote>) -> Source {
        let given =
            |value: &Option<String>, field| value.clone().or_else(|| self.first_text(field, overrides));
        let canonical = self.texts(ArticleField::Canonical, overrides);
        let canonical = canonical
            .into_iter()
            .find_map(|text| parse_web_address(&text).ok());
        let url = overrides.url.clone().or_else(|| self.url(overrides, notes));
        Source {
            title: given(&overrides.title, ArticleField::Title),
            publisher: overrides.publisher.clone().or_else(|| self.publisher(overrides)),
            url: url.or_else(|| canonical.clone()),
            canonical_url: canonical,
            author: given(&overrides.author, ArticleField::Author),
            agency: self.first_text(ArticleField::Agency, overrides),
            ..Source::default()
        }
    }

    /// The time of publication, as written.
    pub(crate) fn published(
        &self,
        overrides: &MetadataOverrides,
        notes: &mut Vec<IngestNote>,
    ) -> Option<PublicationTime> {
        if overrides.published.is_some() {
            return overrides.published;
        }
        let texts = self.texts(ArticleField::Published, overrides);
        // 1970-01-01 is what programs write for a missing date.
        let read = |text: &String| {
            publication_time::parse_publication_time(text)
                .ok()
                .filter(|read| read.day.to_epoch_days() != 0)
        };
        let found = texts.iter().find_map(read);
        if let (None, Some(given)) = (found, texts.first()) {
            notes.push(IngestNote::FieldIgnored {
                field: "published",
                given: given.clone(),
            });
        }
        found
    }

    /// The time zone of the publisher, if it is given.
    pub(crate) fn timezone(
        &self,
        overrides: &MetadataOverrides,
        notes: &mut Vec<IngestNote>,
    ) -> Option<PublisherZone> {
        if overrides.timezone.is_some() {
            return overrides.timezone;
        }
        let given = self.first_text(ArticleField::Timezone, overrides)?;
        let zone = given.parse().ok();
        if zone.is_none() {
            notes.push(IngestNote::FieldIgnored {
                field: "timezone",
                given,
            });
        }
        zone
    }

    /// The language, if it is given. An unsupported language is `und`, with a note.
    pub(crate) fn lang(&self, overrides: &MetadataOverrides, notes: &mut Vec<IngestNote>) -> Option<Lang> {
        let given = self.first_text(ArticleField::Lang, overrides)?;
        Some(parse_language(&given).unwrap_or_else(|| {
            notes.push(IngestNote::LanguageUnsupported { name: Some(given) });
            Lang::Und
        }))
    }

    /// The name of the publisher, else the host of its web site.
    fn publisher(&self, overrides: &MetadataOverrides) -> Option<String> {
        let names = self.texts(ArticleField::Publisher, overrides);
        let name = names.into_iter().find(|text| parse_web_address(text).is_err());
        name.or_else(|| {
            let hosts = field_names::publisher_hosts().iter();
            hosts
                .filter_map(|name| text_of_value(self.value_named(name)?))
                .find_map(|text| parse_host(&text))
        })
    }

    /// The URL of the article. `source` names a publisher as often as a page, so it is a URL only if it looks like one.
    fn url(&self, overrides: &MetadataOverrides, notes: &mut Vec<IngestNote>) -> Option<String> {
        let given = self.texts(ArticleField::Url, overrides);
        let good = given.iter().find_map(|text| parse_web_address(text).ok());
        let good = good.or_else(|| given.iter().find(|text| is_unique_name(text)).cloned());
        let is_sure = |name: &&String| !matches!(name.as_str(), "source" | "@id" | "mainentityofpage");
        let mut sure = ArticleField::Url.names().iter().filter(is_sure);
        if good.is_none()
            && let Some(given) = sure.find_map(|name| text_of_value(self.value_named(name)?))
        {
            notes.push(IngestNote::FieldIgnored { field: "url", given });
        }
        good
    }

    fn first_text(&self, field: ArticleField, overrides: &MetadataOverrides) -> Option<String> {
        self.texts(field, overrides).into_iter().next()
    }

    /// The texts given for a field, the most likely first.
    fn texts(&self, field: ArticleField, overrides: &MetadataOverrides) -> Vec<String> {
        self.values(field, overrides).filter_map(text_of_value).collect()
    }

    /// The values given for a field: those of the keys that the user mapped to it, then those of its known names in
    /// order.
    fn values(&self, field: ArticleField, overrides: &MetadataOverrides) -> impl Iterator<Item = &Value> {
        let mapped = overrides
            .field_mappings
            .iter()
            .filter(move |mapping| mapping.field == field);
        let mapped: Vec<&Value> = mapped
            .filter_map(|mapping| self.value_at_path(&mapping.key))
            .collect();
        let named = field.names().iter().filter_map(|name| self.value_named(name));
        mapped.into_iter().chain(named)
    }

    /// The value of the first key that matches `name`.
    fn value_named(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(key, _)| field_names::matches_name(key, name))
            .map(|(_, value)| value)
    }

    /// The value of `key`. A dot leads into an object.
    fn value_at_path(&self, key: &str) -> Option<&Value> {
        if let Some(value) = self.0.get(key) {
            return Some(value);
        }
        let mut keys = key.split('.');
        let first = self.0.get(keys.next()?)?;
        keys.try_fold(first, |value, key| value.get(key))
    }
}

/// The host in a web address or host name, in lower case and without `www.`.
fn parse_host(text: &str) -> Option<String> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.trim();
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_lowercase())
}

/// A value as text of one line: a scalar itself, a list its members, an object its `name` or `@id`.
fn text_of_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => normalise_line(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let members: Vec<String> = values.iter().filter_map(text_of_value).collect();
            (!members.is_empty()).then(|| members.join(", "))
        }
        Value::Object(object) => {
            let name = object.get("name").or_else(|| object.get("@id"));
            name.filter(|name| name.is_string()).and_then(text_of_value)
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// The language with this BCP 47 tag, ISO 639-2 code or name.
fn parse_language(given: &str) -> Option<Lang> {
    if let Ok(lang) = given.parse() {
        return Some(lang);
    }
    match given.to_lowercase().as_str() {
        "fra" | "fre" | "french" | "français" | "francais" => Some(Lang::Fr),
        "eng" | "english" | "anglais" => Some(Lang::En),
        "zho" | "chi" | "cmn" | "chinese" | "chinois" | "中文" | "汉语" | "cmn-hans" | "cmn-hant" => {
            Some(Lang::Zh)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Source, Option<Lang>, Vec<IngestNote>) {
        let fields = ArticleFields(serde_json::from_str(json).unwrap());
        let mut notes = Vec::new();
        let overrides = MetadataOverrides::default();
        let mut source = fields.source(&overrides, &mut notes);
        source.published = fields
            .published(&overrides, &mut notes)
            .map(|written| written.day);
        let lang = fields.lang(&overrides, &mut notes);
        (source, lang, notes)
    }

    #[test]
    fn field_is_found_under_many_names() {
        let (source, lang, notes) = read(
            r#"{"headline": " Le  titre ", "site_name": "Le Courrier", "canonical-url": "https://example.org/a",
                "authors": ["A. Un", {"name": "B. Deux"}], "datePublished": "2025-07-26T10:00:00Z",
                "inLanguage": "fr-FR", "agency": "AFP", "tags": ["x"], "draft": false}"#,
        );
        assert_eq!(source.title.as_deref(), Some("Le titre"));
        assert_eq!(source.publisher.as_deref(), Some("Le Courrier"));
        assert_eq!(source.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(source.author.as_deref(), Some("A. Un, B. Deux"));
        assert_eq!(source.agency.as_deref(), Some("AFP"));
        assert_eq!(source.published.unwrap().to_string(), "2025-07-26");
        assert_eq!((lang, notes), (Some(Lang::Fr), vec![]));
    }

    #[test]
    fn source_is_a_publisher_or_a_url() {
        let (source, ..) = read(r#"{"source": "https://example.org/a"}"#);
        assert_eq!(
            (source.publisher, source.url.as_deref()),
            (None, Some("https://example.org/a"))
        );
        let (source, _, notes) = read(r#"{"source": "Le Courrier"}"#);
        assert_eq!(
            (source.publisher.as_deref(), source.url),
            (Some("Le Courrier"), None)
        );
        assert_eq!(notes, []);
    }

    #[test]
    fn value_not_understood_is_noted_and_ignored() {
        let (source, lang, notes) =
            read(r#"{"date": "03/04/2025", "url": "example.org", "lang": "de", "title": {}}"#);
        assert_eq!(source, Source::default());
        assert_eq!(lang, Some(Lang::Und));
        let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(notes.join("\n"), @r#"
        url not understood and ignored: "example.org"
        published not understood and ignored: "03/04/2025"
        language not supported: de; no statements are read (--lang sets the language)
        "#);
    }

    #[test]
    fn overrides_win() {
        let fields =
            ArticleFields(serde_json::from_str(r#"{"title": "a", "date": "?", "url": "?"}"#).unwrap());
        let mut notes = Vec::new();
        let overrides = MetadataOverrides {
            title: Some("b".into()),
            url: Some("https://example.org".into()),
            published: "2025-07-26".parse().ok(),
            ..MetadataOverrides::default()
        };
        let source = fields.source(&overrides, &mut notes);
        assert_eq!(source.title.as_deref(), Some("b"));
        assert_eq!(source.url, overrides.url);
        assert_eq!(fields.published(&overrides, &mut notes), overrides.published);
        assert_eq!(notes, []);
    }
}
