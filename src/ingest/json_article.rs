use super::fields::Fields;
use super::{IngestError, Note, Overrides, Place, RawArticle, decode};
use serde_json::Value;

/// The article that one JSON object is; `place` is where the object begins.
pub(super) fn article(
    object: Vec<u8>,
    place: Place,
    overrides: &Overrides,
    mut notes: Vec<Note>,
) -> Result<RawArticle, IngestError> {
    let Ok((json, decoded)) = decode::decode(object, overrides.lang) else {
        return Err(IngestError::NotText {
            place,
            looks: "binary data",
        });
    };
    notes.extend(decoded);
    let fields = match serde_json::from_str(&json) {
        Ok(Value::Object(map)) => Fields::from(map),
        Ok(other) => {
            let problem = format!("{} where an object was due", kind(&other));
            return Err(IngestError::Json { place, problem });
        }
        Err(error) => return Err(broken(&error, &place)),
    };
    let unknown = fields.unknown_content(overrides);
    let Some(text) = fields.text(overrides) else {
        return Err(match unknown.into_iter().next() {
            Some(key) => IngestError::TextElsewhere { place, key },
            None => IngestError::NoText { place },
        });
    };
    if is_html(text) {
        let looks = "HTML in the place of its text";
        return Err(IngestError::NotText { place, looks });
    }
    notes.extend(unknown.into_iter().map(|key| Note::UnknownContent { key }));
    Ok(RawArticle::new(&fields, text.to_owned(), place, overrides, notes))
}

/// Whether `text` is a page or a piece of one.
fn is_html(text: &str) -> bool {
    let tag = text.trim_start().strip_prefix('<');
    let opens = tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    opens && text.contains("</")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What the parser says, with the line and column in the file and not in the object.
fn broken(error: &serde_json::Error, place: &Place) -> IngestError {
    let (line, column) = (error.line() as u64, error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let first = place.line.unwrap_or(1);
    IngestError::Json {
        place: place.at(first + line.saturating_sub(1)),
        problem: format!("{message} in column {column}"),
    }
}
