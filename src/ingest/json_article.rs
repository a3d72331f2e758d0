use super::fields::Fields;
use super::{IngestError, Note, Overrides, Place, RawArticle, decode, markdown};
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
    let text = match html(text) {
        Some(Html::Page) => {
            let looks = "an HTML page in the place of its text";
            return Err(IngestError::NotText { place, looks });
        }
        Some(Html::Paragraphs) => markdown::plain(text).0,
        None => text.to_owned(),
    };
    notes.extend(unknown.into_iter().map(|key| Note::UnknownContent { key }));
    Ok(RawArticle::new(&fields, text, place, overrides, notes))
}

/// What kind of HTML stands where the text of an article should.
enum Html {
    /// A whole page, of which most is not the article.
    Page,
    /// The paragraphs of the article with their tags, as feeds and schema.org have them.
    Paragraphs,
}

/// Which HTML `text` is, if it is any.
fn html(text: &str) -> Option<Html> {
    let tag = text.trim_start().strip_prefix('<')?.to_ascii_lowercase();
    if tag.starts_with("!doctype") || tag.starts_with("html") || tag.starts_with("head") {
        return Some(Html::Page);
    }
    let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    (opens && text.contains("</")).then_some(Html::Paragraphs)
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

    fn read(text: &str) -> Result<String, String> {
        let object = serde_json::json!({ "text": text }).to_string().into_bytes();
        let place = Place::whole(crate::ingest::Origin::Stdin);
        article(object, place, &Overrides::default(), Vec::new())
            .map(|article| article.text)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn tags_of_paragraphs_go_and_a_page_is_refused() {
        let text = "<p>« Oui », a dit <a href=\"https://x.example/a\">Ana&nbsp;Lund</a>.</p>";
        assert_eq!(
            read(text).unwrap().replace('\u{a0}', " "),
            "« Oui », a dit Ana Lund."
        );
        assert_eq!(read("a ratio < 3 & > 1").unwrap(), "a ratio < 3 & > 1");
        let page = read("<!DOCTYPE html><html><p>Non.</p></html>");
        assert!(page.is_err_and(|error| error.contains("an HTML page")));
    }
}
