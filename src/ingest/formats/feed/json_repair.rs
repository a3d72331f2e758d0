//! Writes a JSON Feed with wrong or missing values again, so that each of its items is read.

use serde_json::{Map, Value, json};

/// Fields that must be texts.
const TEXTS: [&str; 9] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
];

/// `text` with the fields of JSON Feed that dixit uses; `None` if it is not JSON or has no items.
pub(super) fn repair_json(text: &str) -> Option<String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let feed = values.next()?.ok()?;
    let items = feed.get("items")?.as_array()?;
    let mut repaired = texts_of(&feed, &["home_page_url", "feed_url", "language"]);
    repaired.insert("version".to_owned(), json!("https://jsonfeed.org/version/1.1"));
    let title = feed.get("title").and_then(Value::as_str).unwrap_or_default();
    repaired.insert("title".to_owned(), json!(title));
    let items = items.iter().filter(|item| item.is_object()).map(|item| {
        let mut fields = texts_of(item, &TEXTS);
        let authors = item
            .get("authors")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let names: Vec<Value> = authors
            .chain(item.get("author"))
            .filter_map(|author| author.as_str().or_else(|| author.get("name")?.as_str()))
            .map(|name| json!({ "name": name }))
            .collect();
        fields.insert("authors".to_owned(), Value::Array(names));
        Value::Object(fields)
    });
    repaired.insert("items".to_owned(), items.collect());
    Some(Value::Object(repaired).to_string())
}

/// The fields of `object` with these names that are texts or numbers, as texts.
fn texts_of(object: &Value, names: &[&str]) -> Map<String, Value> {
    let text = |name: &&str| {
        let text = match object.get(*name)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        };
        Some(((*name).to_owned(), Value::String(text)))
    };
    names.iter().filter_map(text).collect()
}
