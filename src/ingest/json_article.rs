use super::fields::Fields;
use super::{IngestError, Note, Overrides, Place, RawArticle, decode, html};
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
    if html::is_page(text) {
        let looks = "an HTML page in the place of its text";
        return Err(IngestError::NotText { place, looks });
    }
    let text = text.to_owned();
    if !notes.iter().any(|note| matches!(note, Note::Damaged { .. })) {
        notes.extend(decode::damage(&text));
    }
    notes.extend(unknown.into_iter().map(|key| Note::UnknownContent { key }));
    Ok(RawArticle::new(&fields, text, place, overrides, notes))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Found;

    fn raw(text: &str) -> Result<RawArticle, IngestError> {
        let object = serde_json::json!({ "text": text }).to_string().into_bytes();
        let place = Place::whole(crate::ingest::Origin::Stdin);
        article(object, place, &Overrides::default(), Vec::new())
    }

    #[test]
    fn tags_of_paragraphs_are_not_stored_and_a_page_is_refused() {
        let given = "<p>« Oui », a dit <a href=\"https://x.example/a\">Ana&nbsp;Lund</a>.</p>";
        let raw_article = raw(given).unwrap();
        assert_eq!(raw_article.text, given);
        let stored = Found::try_from(raw_article).unwrap().document.text;
        assert_eq!(stored.replace('\u{a0}', " "), "« Oui », a dit Ana Lund.");
        let ratio = raw("a ratio < 3 & > 1").unwrap();
        assert_eq!(Found::try_from(ratio).unwrap().document.text, "a ratio < 3 & > 1");
        let page = raw("<!DOCTYPE html><html><p>Non.</p></html>");
        assert!(page.is_err_and(|error| error.to_string().contains("an HTML page")));
    }
}
