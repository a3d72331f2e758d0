//! IPTC ninjs, news in JSON: versions 1.x (`body_text`), 2.x (`bodies`) and 3.x (`bodies`, names in camel case).
//!
//! The versions cannot be read as each other, and few items say which they are. So each field is looked for under its
//! names in all versions, compared without underscores and case.

use super::agency_item::{AgencyItem, PublicationStatus};
use super::parsed_article::ParsedArticle;
use crate::ingest::metadata::field_names::{ArticleField, matches_name};
use crate::ingest::text::html_fragment;
use serde_json::{Map, Value};

/// Keys of which an item has at least one, next to `uri`.
const SURE_KEYS: [&str; 8] = [
    "pubstatus",
    "versioncreated",
    "representationtype",
    "renditiontype",
    "bodies",
    "bodytext",
    "bodyxhtml",
    "contentcreated",
];
/// Keys of which an item has at least two, those above included.
const ITEM_KEYS: [&str; 12] = [
    "headline",
    "headlines",
    "slugline",
    "byline",
    "altids",
    "infosource",
    "infosources",
    "located",
    "firstcreated",
    "language",
    "urgency",
    "type",
];
/// Roles of a body that is not the text of the article.
const OTHER_ROLES: [&str; 6] = ["caption", "summary", "abstract", "teaser", "description", "note"];

/// Whether a JSON object is a ninjs item.
pub(crate) fn is_ninjs(object: &Map<String, Value>) -> bool {
    let standard = value_of(object, "standard").and_then(|standard| standard.get("name"));
    if standard
        .and_then(Value::as_str)
        .is_some_and(|name| name.eq_ignore_ascii_case("ninjs"))
    {
        return true;
    }
    let count = |keys: &[&str]| keys.iter().filter(|key| value_of(object, key).is_some()).count();
    let sure = count(&SURE_KEYS);
    value_of(object, "uri").is_some_and(Value::is_string) && sure > 0 && sure + count(&ITEM_KEYS) > 1
}

/// The article in a ninjs item. `None` if the object is not one.
pub(crate) fn parse_ninjs(object: &Map<String, Value>) -> Option<AgencyItem> {
    if !is_ninjs(object) {
        return None;
    }
    let mut item = AgencyItem {
        article: ParsedArticle {
            text: text_of(object).unwrap_or_default(),
            ..ParsedArticle::default()
        },
        status: value_of(object, "pubstatus")
            .and_then(Value::as_str)
            .map(PublicationStatus::from_name)
            .unwrap_or_default(),
        version: value_of(object, "version").and_then(scalar),
        ..AgencyItem::default()
    };
    if let Some(uri) = value_of(object, "uri").and_then(scalar) {
        item.set_id(&uri, "uri");
    }
    set_fields(&mut item.article, object);
    Some(item)
}

fn set_fields(article: &mut ParsedArticle, object: &Map<String, Value>) {
    let mut set = |field, key: &'static str, read: fn(&Value) -> Option<String>| {
        if let Some(value) = value_of(object, key).and_then(read) {
            article.set(field, value, key);
        }
    };
    set(ArticleField::Title, "headline", plain_text);
    set(ArticleField::Title, "headlines", main_value);
    set(ArticleField::Title, "title", plain_text);
    set(ArticleField::Author, "byline", plain_text);
    set(ArticleField::Author, "by", names);
    set(ArticleField::Publisher, "provider", names);
    set(ArticleField::Publisher, "infosource", names);
    set(ArticleField::Publisher, "infosources", names);
    set(ArticleField::Publisher, "copyrightholder", names);
    set(ArticleField::Agency, "infosource", names);
    set(ArticleField::Agency, "infosources", names);
    set(ArticleField::Lang, "language", scalar);
    set(ArticleField::Published, "contentcreated", scalar);
    set(ArticleField::Published, "versioncreated", scalar);
    set(ArticleField::Published, "firstcreated", scalar);
}

/// The text of the article: that with paragraphs, if there are several.
fn text_of(object: &Map<String, Value>) -> Option<String> {
    let bodies = value_of(object, "bodies").and_then(Value::as_array);
    let values = bodies.into_iter().flatten().filter_map(|body| {
        let role = body.get("role").and_then(Value::as_str).unwrap_or_default();
        let is_other = OTHER_ROLES
            .iter()
            .any(|other| role.to_ascii_lowercase().contains(other));
        body.get("value").and_then(Value::as_str).filter(|_| !is_other)
    });
    let keys = object.iter().filter(|(key, _)| {
        let key = key.to_ascii_lowercase();
        key.starts_with("body_") || matches!(key.as_str(), "bodytext" | "bodyhtml" | "bodyxhtml" | "body")
    });
    let values = values.chain(keys.filter_map(|(_, value)| value.as_str()));
    let texts = values
        .map(html_fragment::text_of_markup)
        .filter(|text| !text.trim().is_empty());
    texts.reduce(|best, other| {
        let paragraphs = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
        if paragraphs(&other) > paragraphs(&best) {
            other
        } else {
            best
        }
    })
}

/// The value of the key that is `name`, ignoring case and underscores.
fn value_of<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let found = object.iter().find(|(key, _)| matches_name(key, name));
    found.map(|(_, value)| value).filter(|value| !value.is_null())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn plain_text(value: &Value) -> Option<String> {
    value
        .as_str()
        .map(html_fragment::text_of_markup)
        .filter(|text| !text.trim().is_empty())
}

/// The value of the main one of several, else of the first: `[{"role": "main", "value": …}]`.
fn main_value(value: &Value) -> Option<String> {
    let values = value.as_array()?;
    let is_main = |value: &&Value| {
        let role = value.get("role").and_then(Value::as_str).unwrap_or_default();
        role.to_ascii_lowercase().ends_with("main")
    };
    let main = values.iter().find(is_main).or(values.first())?;
    plain_text(main.get("value").unwrap_or(main))
}

/// The names of persons or organisations: texts, objects with a `name`, or lists of them.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        value => name(value),
    }
}

fn name(value: &Value) -> Option<String> {
    ["name", "literal"]
        .iter()
        .find_map(|key| value.get(key).and_then(scalar))
        .or_else(|| plain_text(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::MetadataOverrides;
    use crate::ingest::input_location::{InputLocation, InputOrigin};
    use proptest::prelude::*;

    fn read(json: &str) -> Option<AgencyItem> {
        parse_ninjs(serde_json::from_str::<Value>(json).unwrap().as_object().unwrap())
    }

    /// What is read, for people.
    fn show(json: &str) -> String {
        let item = read(json).unwrap();
        let (status, version, id) = (item.status, item.version.clone(), item.id.clone());
        let fields = serde_json::to_string(&item.article.fields).unwrap();
        let location = InputLocation::from_origin(InputOrigin::Stdin);
        let raw = item
            .article
            .clone()
            .into_raw(location, &MetadataOverrides::default(), Vec::new());
        let published = raw
            .source
            .published
            .map(|day| day.to_string())
            .unwrap_or_default();
        format!(
            "{status:?} {version:?} {id:?}\n{fields}\n{published}\n{}",
            item.article.text
        )
    }

    #[test]
    fn version_1_is_read() {
        insta::assert_snapshot!(show(r#"{"uri": "http://agency.example/1", "type": "text", "version": "2",
            "versioncreated": "2025-11-28T10:15:00Z", "firstcreated": "2025-11-27T09:00:00Z", "pubstatus": "usable",
            "language": "fr", "headline": "Une loi", "byline": "Ana Lund", "located": "Lyon",
            "body_text": "La maire a promis une loi. Elle viendra.",
            "body_xhtml": "<div><p>La maire a promis une loi.</p><p>Elle viendra.</p></div>",
            "infosource": [{"name": "Agence Exemple"}], "provider": "Le Courrier", "genre": [{"name": "Actualité"}],
            "altids": {"slug": "loi"}}"#), @r#"
        Usable Some("2") Some("http://agency.example/1")
        {"url":"http://agency.example/1","id":"http://agency.example/1","title":"Une loi","author":"Ana Lund","publisher":"Le Courrier","agency":"Agence Exemple","lang":"fr","published":"2025-11-28T10:15:00Z"}
        2025-11-28
        La maire a promis une loi.

        Elle viendra.
        "#);
    }

    #[test]
    fn version_2_is_read() {
        insta::assert_snapshot!(show(r#"{"uri": "urn:newsml:agency.example:20251128:1", "standard": {"name": "ninjs",
            "version": "2.1"}, "contentcreated": "2025-11-28T10:15:00+01:00", "language": "en", "by": "Ana Lund",
            "headlines": [{"role": "short", "value": "Law"}, {"role": "main", "value": "A law is promised"}],
            "bodies": [{"role": "caption", "contenttype": "text/plain", "value": "A.\nB.\nC."},
                       {"role": "main", "contenttype": "text/html", "value": "<p>“We promise it.”</p><p>She left.</p>"}],
            "infosources": [{"name": "Agency"}, {"name": "Courier"}]}"#), @r#"
        Usable None Some("urn:newsml:agency.example:20251128:1")
        {"url":"urn:newsml:agency.example:20251128:1","id":"urn:newsml:agency.example:20251128:1","title":"A law is promised","author":"Ana Lund","publisher":"Agency, Courier","agency":"Agency, Courier","lang":"en","published":"2025-11-28T10:15:00+01:00"}
        2025-11-28
        “We promise it.”

        She left.
        "#);
    }

    #[test]
    fn version_3_is_read() {
        insta::assert_snapshot!(show(r#"{"uri": "tag:agency.example,2025:1", "versionCreated": "2025-11-28T10:15:00Z",
            "pubStatus": "withheld", "version": 3, "headlines": [{"value": "A law"}],
            "bodies": [{"contentType": "text/plain", "value": "She said it."}],
            "provider": {"name": "Agency", "uri": "http://agency.example"}, "altIds": [{"role": "x", "value": "y"}]}"#), @r#"
        Withheld Some("3") Some("tag:agency.example,2025:1")
        {"url":"tag:agency.example,2025:1","id":"tag:agency.example,2025:1","title":"A law","publisher":"Agency","published":"2025-11-28T10:15:00Z"}
        2025-11-28
        She said it.
        "#);
    }

    #[test]
    fn canceled_item_needs_no_text() {
        let item =
            read(r#"{"uri": "urn:x:1", "versioncreated": "2025-11-28", "pubstatus": "canceled"}"#).unwrap();
        assert_eq!(
            (item.status, item.article.text.as_str()),
            (PublicationStatus::Canceled, "")
        );
        assert_eq!(item.id.as_deref(), Some("urn:x:1"));
    }

    #[test]
    fn other_objects_are_no_items() {
        for json in [
            r#"{"text": "x", "url": "https://a.example"}"#,
            r#"{"uri": "7890", "title": "x", "body": "y", "language": "en"}"#,
            r#"{"uri": 1, "versioncreated": "x", "pubstatus": "usable"}"#,
            r#"{"versioncreated": "x", "pubstatus": "usable"}"#,
            r#"{"uri": "x", "bodytext": "y"}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn odd_values_never_panic(key in "[a-z_]{0,12}", number in any::<i64>(), text in any::<String>()) {
            let list = serde_json::json!([{"value": text}, 1]);
            let values = [Value::from(number), Value::from(text.as_str()), Value::Null, list];
            for value in values {
                let object = serde_json::json!({"uri": "urn:x:1", "versioncreated": value, "headlines": value,
                    "bodies": value, "pubstatus": value, "by": value, &key: value});
                let _ = parse_ninjs(object.as_object().unwrap());
            }
        }
    }
}
