use super::field_names::{self, Field, is_name};
use super::normalise::one_line;
use super::{Note, Overrides, PublicationTime, Zone, date, web_address};
use crate::domain::{Lang, Source};
use serde_json::{Map, Value};

/// From this many characters on, a text under a name that nobody knows looks like content.
const CONTENT_CHARACTERS: usize = 200;

/// What an article says of itself, in front matter or JSON; keys that nobody knows are left alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields(Map<String, Value>);

impl From<Map<String, Value>> for Fields {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl Fields {
    /// The text of the article; an empty one only where there is no other.
    pub(super) fn text(&self, overrides: &Overrides) -> Option<&str> {
        let texts: Vec<&str> = self
            .values(Field::Text, overrides)
            .filter_map(Value::as_str)
            .collect();
        let full = texts.iter().find(|text| !text.trim().is_empty());
        full.or(texts.first()).copied()
    }

    /// The names, known to nobody, under which long texts stand.
    pub(super) fn unknown_content(&self, overrides: &Overrides) -> Vec<String> {
        let is_mapped = |key: &str| overrides.map.iter().any(|mapping| mapping.key == key);
        let is_long = |value: &Value| {
            let text = value.as_str();
            text.is_some_and(|text| {
                text.contains(char::is_whitespace) && text.chars().nth(CONTENT_CHARACTERS).is_some()
                    || text.chars().filter(|c| crate::domain::is_han(*c)).count() >= CONTENT_CHARACTERS / 2
            })
        };
        let unknown = self
            .0
            .iter()
            .filter(|(key, value)| is_long(value) && !field_names::is_known(key) && !is_mapped(key));
        unknown.map(|(key, _)| key.clone()).collect()
    }

    /// The id that the article has where it stands: a text, a number or a truth value.
    pub(super) fn id(&self) -> Option<&Value> {
        self.0
            .get("id")
            .filter(|id| !(id.is_null() || id.is_array() || id.is_object()))
    }

    /// What is known of the source, but for its time; `overrides` win, and what is not understood is noted.
    pub(super) fn source(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Source {
        let given = |value: &Option<String>, field| value.clone().or_else(|| self.line(field, overrides));
        let canonical = self.lines(Field::Canonical, overrides);
        let canonical = canonical.into_iter().find_map(|text| web_address(&text).ok());
        let url = overrides.url.clone().or_else(|| self.url(overrides, notes));
        Source {
            title: given(&overrides.title, Field::Title),
            publisher: overrides.publisher.clone().or_else(|| self.publisher(overrides)),
            url: url.or_else(|| canonical.clone()),
            canonical,
            author: given(&overrides.author, Field::Author),
            agency: self.line(Field::Agency, overrides),
            ..Source::default()
        }
    }

    /// When it was published, as it is written.
    pub(super) fn published(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Option<PublicationTime> {
        if overrides.published.is_some() {
            return overrides.published;
        }
        let lines = self.lines(Field::Published, overrides);
        // The first second of the computers' calendar is how a missing date comes out.
        let read = |text: &String| {
            date::published(text)
                .ok()
                .filter(|read| read.day.to_epoch_days() != 0)
        };
        let found = lines.iter().find_map(read);
        if let (None, Some(given)) = (found, lines.first()) {
            notes.push(Note::Ignored {
                field: "published",
                given: given.clone(),
            });
        }
        found
    }

    /// The time zone of the publisher, where it is told.
    pub(super) fn timezone(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Option<Zone> {
        if overrides.timezone.is_some() {
            return overrides.timezone;
        }
        let given = self.line(Field::Timezone, overrides)?;
        let zone = given.parse().ok();
        if zone.is_none() {
            notes.push(Note::Ignored {
                field: "timezone",
                given,
            });
        }
        zone
    }

    /// The language, where it is given. One that is not read is `und`, and noted.
    pub(super) fn lang(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Option<Lang> {
        let given = self.line(Field::Lang, overrides)?;
        Some(language(&given).unwrap_or_else(|| {
            notes.push(Note::LanguageOther { name: Some(given) });
            Lang::Und
        }))
    }

    /// The name of the publisher, else the host of its site.
    fn publisher(&self, overrides: &Overrides) -> Option<String> {
        let names = self.lines(Field::Publisher, overrides);
        let name = names.into_iter().find(|text| web_address(text).is_err());
        name.or_else(|| {
            let hosts = field_names::publisher_hosts().iter();
            hosts
                .filter_map(|name| text(self.value(name)?))
                .find_map(|text| host(&text))
        })
    }

    /// `source` names a publisher as often as a page, so it is a URL only where it reads like one.
    fn url(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Option<String> {
        let given = self.lines(Field::Url, overrides);
        let good = given.iter().find_map(|text| web_address(text).ok());
        let is_sure = |name: &&String| !matches!(name.as_str(), "source" | "@id" | "mainentityofpage");
        let mut sure = Field::Url.names().iter().filter(is_sure);
        if good.is_none()
            && let Some(given) = sure.find_map(|name| text(self.value(name)?))
        {
            notes.push(Note::Ignored { field: "url", given });
        }
        good
    }

    fn line(&self, field: Field, overrides: &Overrides) -> Option<String> {
        self.lines(field, overrides).into_iter().next()
    }

    /// What is said of a field, the likeliest first.
    fn lines(&self, field: Field, overrides: &Overrides) -> Vec<String> {
        self.values(field, overrides).filter_map(text).collect()
    }

    /// The values of a field: those of the keys that the user maps to it, then those of its names in their order.
    fn values(&self, field: Field, overrides: &Overrides) -> impl Iterator<Item = &Value> {
        let mapped = overrides.map.iter().filter(move |mapping| mapping.field == field);
        let mapped: Vec<&Value> = mapped.filter_map(|mapping| self.at(&mapping.key)).collect();
        let named = field.names().iter().filter_map(|name| self.value(name));
        mapped.into_iter().chain(named)
    }

    /// The value of the first key that goes by `name`.
    fn value(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(key, _)| is_name(key, name))
            .map(|(_, value)| value)
    }

    /// The value of `key`, a dot leading inside an object.
    fn at(&self, key: &str) -> Option<&Value> {
        if let Some(value) = self.0.get(key) {
            return Some(value);
        }
        let mut keys = key.split('.');
        let first = self.0.get(keys.next()?)?;
        keys.try_fold(first, |value, key| value.get(key))
    }
}

/// The host in an address or a host's name, without `www.`.
fn host(text: &str) -> Option<String> {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.trim();
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_lowercase())
}

/// What a value says in one line: a scalar itself, a list its members, an object its `name` or address.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let members: Vec<String> = values.iter().filter_map(text).collect();
            (!members.is_empty()).then(|| members.join(", "))
        }
        Value::Object(object) => {
            let name = object.get("name").or_else(|| object.get("@id"));
            name.filter(|name| name.is_string()).and_then(text)
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// A language by its BCP 47 tag, its ISO 639-2 code or its name.
fn language(given: &str) -> Option<Lang> {
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

    fn read(json: &str) -> (Source, Option<Lang>, Vec<Note>) {
        let fields = Fields(serde_json::from_str(json).unwrap());
        let mut notes = Vec::new();
        let overrides = Overrides::default();
        let mut source = fields.source(&overrides, &mut notes);
        source.published = fields
            .published(&overrides, &mut notes)
            .map(|written| written.day);
        let lang = fields.lang(&overrides, &mut notes);
        (source, lang, notes)
    }

    #[test]
    fn a_field_goes_by_many_names() {
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
    fn source_is_a_publisher_or_a_page() {
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
    fn what_is_not_understood_is_noted_and_left_out() {
        let (source, lang, notes) =
            read(r#"{"date": "03/04/2025", "url": "example.org", "lang": "de", "title": {}}"#);
        assert_eq!(source, Source::default());
        assert_eq!(lang, Some(Lang::Und));
        let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(notes.join("\n"), @r#"
        url not understood and left out: "example.org"
        published not understood and left out: "03/04/2025"
        no statements are read from a text in de (--lang sets the language)
        "#);
    }

    #[test]
    fn the_user_knows_better() {
        let fields = Fields(serde_json::from_str(r#"{"title": "a", "date": "?", "url": "?"}"#).unwrap());
        let mut notes = Vec::new();
        let overrides = Overrides {
            title: Some("b".into()),
            url: Some("https://example.org".into()),
            published: "2025-07-26".parse().ok(),
            ..Overrides::default()
        };
        let source = fields.source(&overrides, &mut notes);
        assert_eq!(source.title.as_deref(), Some("b"));
        assert_eq!(source.url, overrides.url);
        assert_eq!(fields.published(&overrides, &mut notes), overrides.published);
        assert_eq!(notes, []);
    }
}
