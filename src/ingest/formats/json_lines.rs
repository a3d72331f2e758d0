use super::json_article;
use super::non_blank_lines::NonBlankLines;
use crate::ingest::encoding::opened_stream::OpenedStream;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::metadata_overrides::MetadataOverrides;
use crate::ingest::note::IngestNote;
use crate::ingest::raw_article::RawArticle;

/// The articles in a stream of JSON objects, one per line. Blank lines are skipped; a bad line is one error.
pub(crate) struct JsonLinesArticles<'a> {
    lines: NonBlankLines<'a>,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
}

impl<'a> JsonLinesArticles<'a> {
    pub(crate) fn new(
        opened: OpenedStream<'a>,
        location: InputLocation,
        overrides: &'a MetadataOverrides,
    ) -> Self {
        Self {
            lines: NonBlankLines::new(opened.stream, location),
            overrides,
            notes: opened.notes,
        }
    }
}

impl Iterator for JsonLinesArticles<'_> {
    type Item = Result<RawArticle, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.lines.next()?.and_then(|(line, location)| {
            json_article::parse_json_article(line, location, self.overrides, self.notes.clone())
        }))
    }
}
