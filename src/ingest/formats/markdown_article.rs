use super::front_matter;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;
use crate::ingest::text::markdown_text;
use crate::ingest::text::normalise::normalise_line;

/// The article in a Markdown text, as plain text. A level-1 heading at its start is its title if nothing else gives
/// one; the heading stays in the text.
pub(crate) fn parse_markdown_article(
    text: &str,
    location: InputLocation,
    overrides: &MetadataOverrides,
    notes: Vec<IngestNote>,
) -> Result<RawArticle, IngestError> {
    let (fields, body) =
        front_matter::split_front_matter(text).map_err(|error| error.into_ingest_error(&location))?;
    let (body, heading) = markdown_text::to_plain_text(body);
    let mut article = RawArticle::new(&fields, body, location, overrides, notes);
    article.source.title = article.source.title.or_else(|| normalise_line(&heading?));
    Ok(article)
}
