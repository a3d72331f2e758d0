use super::front_matter;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;

/// The article in a plain text, with or without front matter. The first line is not used as a title, because nothing
/// says that it is one.
pub(crate) fn parse_plain_article(
    text: &str,
    location: InputLocation,
    overrides: &MetadataOverrides,
    notes: Vec<IngestNote>,
) -> Result<RawArticle, IngestError> {
    let (fields, body) =
        front_matter::split_front_matter(text).map_err(|error| error.into_ingest_error(&location))?;
    Ok(RawArticle::new(
        &fields,
        body.to_owned(),
        location,
        overrides,
        notes,
    ))
}
