use super::{IngestError, Note, Overrides, Place, RawArticle, front_matter};

/// The article in a plain text, with front matter or without. No title is made of its first line: nobody said
/// that it is one.
pub(super) fn article(
    text: &str,
    place: Place,
    overrides: &Overrides,
    notes: Vec<Note>,
) -> Result<RawArticle, IngestError> {
    let (fields, body) = front_matter::split(text).map_err(|error| error.at(&place))?;
    Ok(RawArticle::new(&fields, body.to_owned(), place, overrides, notes))
}
