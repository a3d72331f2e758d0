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
    let mut fields = match serde_json::from_str(&json) {
        Ok(Value::Object(map)) => Fields::from(map),
        Ok(other) => {
            let problem = format!("{} where an object was due", kind(&other));
            return Err(IngestError::Json { place, problem });
        }
        Err(error) => return Err(broken(&error, &place)),
    };
    match fields.take_text() {
        Some(text) => Ok(RawArticle::new(&fields, text, place, overrides, notes)),
        None => Err(IngestError::NoText { place }),
    }
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
