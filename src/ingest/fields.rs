use super::normalise::one_line;
use super::{Note, Overrides, date, web_address};
use crate::domain::{Lang, Source};
use serde_json::{Map, Value};

/// The names that a field goes by, the likeliest first. Compared in lower case, `-` and `_` left out.
const TITLE: [&str; 2] = ["title", "headline"];
const PUBLISHER: [&str; 5] = ["publisher", "sitename", "site", "ogsitename", "source"];
const URL: [&str; 6] = ["url", "canonical", "canonicalurl", "permalink", "link", "source"];
const AUTHOR: [&str; 4] = ["author", "authors", "byline", "creator"];
const AGENCY: [&str; 1] = ["agency"];
const LANG: [&str; 4] = ["lang", "language", "inlanguage", "locale"];
const PUBLISHED: [&str; 6] = [
    "published",
    "publishedat",
    "datepublished",
    "publicationdate",
    "pubdate",
    "date",
];

/// What an article says of itself, in front matter or JSON; keys that nobody knows are left alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields(Map<String, Value>);

impl From<Map<String, Value>> for Fields {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl Fields {
    /// The text of the article, taken out.
    pub(super) fn take_text(&mut self) -> Option<String> {
        match self.0.get_mut("text")?.take() {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The id that the article has where it stands: a text, a number or a truth value.
    pub(super) fn id(&self) -> Option<&Value> {
        self.0
            .get("id")
            .filter(|id| !(id.is_null() || id.is_array() || id.is_object()))
    }

    /// What is known of the source; `overrides` win, and what is not understood is noted.
    pub(super) fn source(&self, overrides: &Overrides, notes: &mut Vec<Note>) -> Source {
        let is_url = |text: &String| web_address(text).is_ok();
        let given = |value: &Option<String>, names: &[&str]| value.clone().or_else(|| self.line(names));
        Source {
            title: given(&overrides.title, &TITLE),
            publisher: overrides
                .publisher
                .clone()
                .or_else(|| self.lines(&PUBLISHER).find(|text| !is_url(text))),
            url: overrides.url.clone().or_else(|| self.url(notes)),
            author: given(&overrides.author, &AUTHOR),
            agency: self.line(&AGENCY),
            published: overrides.published.or_else(|| {
                let given = self.line(&PUBLISHED)?;
                let date = date::published(&given).ok();
                if date.is_none() {
                    notes.push(Note::Ignored {
                        field: "published",
                        given,
                    });
                }
                date
            }),
        }
    }

    /// The language, where it is given. One that is not read is `und`, and noted.
    pub(super) fn lang(&self, notes: &mut Vec<Note>) -> Option<Lang> {
        let given = self.line(&LANG)?;
        Some(language(&given).unwrap_or_else(|| {
            notes.push(Note::LanguageOther { name: Some(given) });
            Lang::Und
        }))
    }

    /// `source` names a publisher as often as a page, so it is a URL only where it reads like one.
    fn url(&self, notes: &mut Vec<Note>) -> Option<String> {
        let good = self.lines(&URL).find_map(|text| web_address(&text).ok());
        if good.is_none() {
            let (_, sure) = URL.split_last()?;
            let bad = self.lines(sure).next();
            notes.extend(bad.map(|given| Note::Ignored { field: "url", given }));
        }
        good
    }

    fn line(&self, names: &[&str]) -> Option<String> {
        self.lines(names).next()
    }

    /// What the fields of these names say, in the order of the names.
    fn lines(&self, names: &[&str]) -> impl Iterator<Item = String> {
        names.iter().filter_map(|name| {
            self.0
                .iter()
                .find(|(key, _)| same_name(key, name))
                .and_then(|(_, value)| text(value))
        })
    }
}

fn same_name(key: &str, name: &str) -> bool {
    let letters = key
        .bytes()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b':' | b' '));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(name.bytes())
}

/// What a value says in one line: a scalar itself, a list its members, an object its `name`.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let members: Vec<String> = values.iter().filter_map(text).collect();
            (!members.is_empty()).then(|| members.join(", "))
        }
        Value::Object(object) => object.get("name").filter(|name| name.is_string()).and_then(text),
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
        let source = fields.source(&Overrides::default(), &mut notes);
        let lang = fields.lang(&mut notes);
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
            published: chrono::NaiveDate::from_ymd_opt(2025, 7, 26),
            ..Overrides::default()
        };
        let source = fields.source(&overrides, &mut notes);
        assert_eq!(source.title.as_deref(), Some("b"));
        assert_eq!(
            (source.url, source.published),
            (overrides.url, overrides.published)
        );
        assert_eq!(notes, []);
    }
}
