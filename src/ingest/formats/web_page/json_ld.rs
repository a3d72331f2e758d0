//! What a page says about its article in JSON-LD, in the terms of schema.org.

use serde_json::{Map, Value};

/// Maximum number of objects that are looked at, and of bytes of one script.
const OBJECTS_MAX: usize = 2000;
const SCRIPT_BYTES_MAX: usize = 1 << 20;

/// Properties whose objects are other articles, or parts of this one.
const PROPERTIES_OF_OTHERS: [&str; 9] = [
    "comment",
    "hasPart",
    "isPartOf",
    "itemListElement",
    "liveBlogUpdate",
    "mentions",
    "relatedLink",
    "review",
    "video",
];

/// The objects in the JSON-LD of a page, outer ones before those in them.
#[derive(Debug, Default)]
pub(super) struct JsonLd {
    objects: Vec<Map<String, Value>>,
}

impl JsonLd {
    /// Parses the contents of the scripts of a page. What is no JSON is left out.
    pub(super) fn parse<'t>(scripts: impl Iterator<Item = &'t str>) -> Self {
        let mut queue: Vec<Value> = scripts.filter_map(parse_script).collect();
        let mut objects = Vec::new();
        // Level by level, so that the article of the page comes before articles inside it.
        while !queue.is_empty() && objects.len() < OBJECTS_MAX {
            let mut inner = Vec::new();
            for value in queue {
                match value {
                    Value::Array(values) => inner.extend(values),
                    Value::Object(object) => {
                        let parts = object
                            .iter()
                            .filter(|(key, value)| {
                                !PROPERTIES_OF_OTHERS.contains(&key.as_str())
                                    && (value.is_object() || value.is_array())
                            })
                            .map(|(_, value)| value.clone());
                        inner.extend(parts);
                        objects.push(object);
                    }
                    _ => {}
                }
            }
            queue = inner;
        }
        Self { objects }
    }

    /// The object of the article: of the type of an article, else of the type of a page.
    pub(super) fn article(&self) -> Option<&Map<String, Value>> {
        let typed = |ends: &'static [&'static str]| {
            self.objects.iter().find(move |object| {
                types(object).any(|name| ends.iter().any(|end| name.ends_with(end)))
                    && ["headline", "datePublished", "author", "articleBody", "name"]
                        .iter()
                        .any(|key| object.contains_key(*key))
            })
        };
        typed(&["Article", "BlogPosting", "Report", "LiveBlogPosting", "Posting"])
            .or_else(|| typed(&["WebPage"]))
    }

    /// The object of the organisation or web site that publishes the page.
    pub(super) fn publisher_name(&self) -> Option<String> {
        let article = self.article();
        let given = article.and_then(|article| {
            let publisher = article
                .get("publisher")
                .or_else(|| article.get("sourceOrganization"))?;
            self.names(publisher).into_iter().next()
        });
        let of_type = |end: &str| {
            let mut typed = self
                .objects
                .iter()
                .filter(|object| types(object).any(|name| name.ends_with(end)));
            typed.find_map(|object| text(object.get("name")?))
        };
        given
            .or_else(|| of_type("NewsMediaOrganization"))
            .or_else(|| of_type("WebSite"))
    }

    /// The text of a property of the article.
    pub(super) fn article_text(&self, property: &str) -> Option<String> {
        self.article().and_then(|article| text(article.get(property)?))
    }

    /// The names in a property of the article, of people or organisations.
    pub(super) fn article_names(&self, property: &str) -> Vec<String> {
        let value = self.article().and_then(|article| article.get(property));
        value.map(|value| self.names(value)).unwrap_or_default()
    }

    /// The names in `value`: a text, an object with a name, an object that refers to another by `@id`, or a list.
    fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) => {
                let names = values.iter().take(50).filter(|value| !value.is_array());
                names.flat_map(|value| self.names(value)).collect()
            }
            Value::Object(object) => {
                if let Some(name) = object.get("name").filter(|name| !name.is_object()) {
                    let names: Vec<&Value> = name
                        .as_array()
                        .map_or_else(|| vec![name], |names| names.iter().collect());
                    return names.into_iter().filter_map(text).collect();
                }
                let id = object.get("@id").and_then(Value::as_str);
                let referred = self.objects.iter().find(|other| {
                    id.is_some()
                        && other.get("@id").and_then(Value::as_str) == id
                        && other.contains_key("name")
                });
                referred
                    .and_then(|other| text(other.get("name")?))
                    .into_iter()
                    .collect()
            }
            other => text(other).into_iter().collect(),
        }
    }

    /// The canonical address of the article.
    pub(super) fn address(&self) -> Option<String> {
        let article = self.article()?;
        let page = article.get("mainEntityOfPage");
        let page = page.and_then(|page| page.get("@id").map_or_else(|| text(page), text));
        page.filter(|page| page.contains("://"))
            .or_else(|| text(article.get("url")?))
    }

    /// Whether the page says that the article may be read without paying.
    pub(super) fn is_free(&self) -> Option<bool> {
        let article = self.article()?;
        match article.get("isAccessibleForFree")? {
            Value::Bool(free) => Some(*free),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
            _ => None,
        }
    }

    /// The number of words of the article.
    pub(super) fn word_count(&self) -> Option<usize> {
        match self.article()?.get("wordCount")? {
            Value::Number(number) => usize::try_from(number.as_u64()?).ok(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

/// The names of the types of `object`, without the address of the vocabulary.
fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let given = object.get("@type");
    let many = given.and_then(Value::as_array).into_iter().flatten();
    let all = given.into_iter().chain(many).filter_map(Value::as_str);
    all.map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name))
}

/// A value as text: a text or number itself, of a list the first, of an object its `@value`.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find(|value| !value.is_array()).and_then(text),
        Value::Object(object) => {
            return object
                .get("@value")
                .filter(|value| value.is_string())
                .and_then(text);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The value in a script. Comment marks and a semicolon around it, and line ends in its texts, are forgiven.
fn parse_script(script: &str) -> Option<Value> {
    if script.len() > SCRIPT_BYTES_MAX {
        return None;
    }
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    serde_json::from_str(json).ok().or_else(|| {
        let blanked: String = json
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&blanked).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(script: &str) -> JsonLd {
        JsonLd::parse([script].into_iter())
    }

    #[test]
    fn article_is_found_in_graph_and_references_are_followed() {
        let found = parse(
            r##"{"@context": "https://schema.org", "@graph": [
              {"@type": "WebPage", "name": "Page", "datePublished": "2020-01-01"},
              {"@type": ["NewsArticle"], "headline": "Un titre", "datePublished": "2025-07-26T08:00:00+02:00",
               "author": [{"@id": "#ana"}, {"@type": "Person", "name": "Bo Lind"}, "Cy Moe"],
               "publisher": {"@id": "#org"}, "mainEntityOfPage": {"@id": "https://x.example/a"},
               "isAccessibleForFree": "False", "wordCount": "850"},
              {"@type": "Person", "@id": "#ana", "name": "Ana Lund"},
              {"@type": "Organization", "@id": "#org", "name": "Le Quotidien"}]}"##,
        );
        assert_eq!(found.article_text("headline").as_deref(), Some("Un titre"));
        assert_eq!(found.article_names("author"), ["Ana Lund", "Bo Lind", "Cy Moe"]);
        assert_eq!(found.publisher_name().as_deref(), Some("Le Quotidien"));
        assert_eq!(found.address().as_deref(), Some("https://x.example/a"));
        assert_eq!((found.is_free(), found.word_count()), (Some(false), Some(850)));
    }

    #[test]
    fn article_inside_another_object_is_found_and_list_of_others_is_not() {
        let nested = parse(
            r#"[{"@type":"WebPage","mainEntity":{"@type":"http://schema.org/Report","headline":"A"}}]"#,
        );
        assert_eq!(nested.article_text("headline").as_deref(), Some("A"));
        let list =
            parse(r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"B"}]}"#);
        assert!(list.article().is_none());
    }

    #[test]
    fn sloppy_script_is_read_and_broken_one_is_left_out() {
        let sloppy = "<!--\n//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Deux\nlignes\"};\n//]]>-->";
        assert_eq!(
            parse(sloppy).article_text("headline").as_deref(),
            Some("Deux lignes")
        );
        for broken in [
            "",
            "null",
            "{\"@type\": \"Article\", \"headline\": ",
            "[[[[",
            "}{",
        ] {
            assert!(parse(broken).article().is_none(), "{broken}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(parse(&deep).article().is_none());
    }
}
