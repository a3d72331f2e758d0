use super::{gdelt, ninjs};
use crate::ingest::encoding::decode;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata::article_fields::ArticleFields;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;
use crate::ingest::text::html;
use serde_json::{Map, Value};

/// The article in one JSON object, which begins at `location`.
pub(crate) fn parse_json_article(
    object: Vec<u8>,
    location: InputLocation,
    overrides: &MetadataOverrides,
    mut notes: Vec<IngestNote>,
) -> Result<RawArticle, IngestError> {
    let (json, decoded) =
        decode::decode_text(object, overrides.lang).map_err(|_| decode::not_text(&location))?;
    notes.extend(decoded);
    let map = match serde_json::from_str(&json) {
        Ok(Value::Object(map)) => map,
        Ok(other) => {
            let problem = format!("expected an object, found {}", json_type_name(&other));
            return Err(IngestError::InvalidJson { location, problem });
        }
        Err(error) => return Err(json_error(&error, &location)),
    };
    parse_article_fields(map, location, overrides, notes)
}

/// The article that these fields are.
pub(crate) fn parse_article_fields(
    map: Map<String, Value>,
    location: InputLocation,
    overrides: &MetadataOverrides,
    mut notes: Vec<IngestNote>,
) -> Result<RawArticle, IngestError> {
    if overrides.field_mappings.is_empty()
        && ninjs::is_ninjs(&map)
        && let Some(item) = ninjs::parse_ninjs(&map)
    {
        return Ok(item.into_article(&location)?.into_raw(location, overrides, notes));
    }
    let quotations = gdelt::quotations_text(&map);
    let fields = ArticleFields::from(map);
    let unknown = fields.unknown_long_keys(overrides);
    let Some(text) = fields.text(overrides).or(quotations.as_deref()) else {
        return Err(match unknown.into_iter().next() {
            Some(key) => IngestError::TextUnderUnknownKey { location, key },
            None => IngestError::NoText { location },
        });
    };
    if html::is_page(text) {
        let looks_like = "an HTML page";
        return Err(IngestError::NotText { location, looks_like });
    }
    let text = text.to_owned();
    if !notes
        .iter()
        .any(|note| matches!(note, IngestNote::UnreadableCharacters { .. }))
    {
        notes.extend(decode::damage_note(&text));
    }
    notes.extend(unknown.into_iter().map(|key| IngestNote::UnknownKey { key }));
    Ok(RawArticle::new(&fields, text, location, overrides, notes))
}

fn json_type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a Boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The parser's message, with line and column in the file instead of in the object.
fn json_error(error: &serde_json::Error, location: &InputLocation) -> IngestError {
    let (line, column) = (error.line() as u64, error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let first = location.line.unwrap_or(1);
    IngestError::InvalidJson {
        location: location.with_line(first + line.saturating_sub(1)),
        problem: format!("{message} in column {column}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::IngestedArticle;

    fn raw(text: &str) -> Result<RawArticle, IngestError> {
        let object = serde_json::json!({ "text": text }).to_string().into_bytes();
        let location = InputLocation::from_origin(crate::ingest::InputOrigin::Stdin);
        parse_json_article(object, location, &MetadataOverrides::default(), Vec::new())
    }

    #[test]
    fn paragraph_tags_are_stripped_and_html_page_is_refused() {
        let given = "<p>« Oui », a dit <a href=\"https://x.example/a\">Ana&nbsp;Lund</a>.</p>";
        let raw_article = raw(given).unwrap();
        assert_eq!(raw_article.text, given);
        let stored = IngestedArticle::try_from(raw_article).unwrap().document.text;
        assert_eq!(stored.replace('\u{a0}', " "), "« Oui », a dit Ana Lund.");
        let stored = IngestedArticle::try_from(raw("<p>One spoke.</p><p>Two left.</p>").unwrap());
        assert_eq!(stored.unwrap().document.text, "One spoke.\n\nTwo left.");
        let ratio = raw("a ratio < 3 & > 1").unwrap();
        assert_eq!(
            IngestedArticle::try_from(ratio).unwrap().document.text,
            "a ratio < 3 & > 1"
        );
        let page = raw("<!DOCTYPE html><html><p>Non.</p></html>");
        assert!(page.is_err_and(|error| error.to_string().contains("an HTML page")));
    }
}
