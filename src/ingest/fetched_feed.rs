use super::error::IngestError;
use super::found_article::{ArticleContent, FetchedFrom, FoundArticle};
use super::input::FetchedDocument;
use super::input_format::InputFormat;
use super::input_location::InputLocation;
use super::metadata_overrides::MetadataOverrides;
use crate::domain::{DocumentHash, Retrieval};
use crate::ingest::formats::feed::{Feed, FeedEntry, parse_feed};

/// A feed that was fetched from the web.
#[derive(Debug)]
pub struct FetchedFeed {
    feed: Feed,
    entries: Vec<FeedEntry>,
    document: DocumentHash,
    fetched: FetchedFrom,
}

impl FetchedFeed {
    /// Parses the feed in `document`.
    pub fn parse(document: FetchedDocument) -> Result<Self, IngestError> {
        let mut feed = parse_feed(&document.bytes, &InputLocation::of_address(&document.address))?;
        Ok(Self {
            entries: std::mem::take(&mut feed.entries),
            feed,
            document: DocumentHash::of(&document.bytes),
            fetched: FetchedFrom {
                retrieval: Retrieval {
                    address: document.address,
                    at: document.fetched_at,
                },
                media_type: document.media_type,
            },
        })
    }

    /// Its entries, in the order of the feed; none the second time.
    pub fn take_entries(&mut self) -> Vec<FeedEntry> {
        std::mem::take(&mut self.entries)
    }

    /// The article that `entry` is by itself: `None` if the feed has only the beginning of it, so that its page must be
    /// fetched.
    pub fn find_article<'a>(
        &self,
        entry: FeedEntry,
        overrides: &'a MetadataOverrides,
    ) -> Option<FoundArticle<'a>> {
        let location = InputLocation::of_address(&self.fetched.retrieval.address);
        let location = location.with_member(entry.label());
        let content = ArticleContent::Item(
            self.document,
            InputFormat::Feed,
            Box::new(entry.into_article(&self.feed)?),
        );
        Some(FoundArticle::new(
            content,
            location,
            Some(self.fetched.clone()),
            overrides,
            Vec::new(),
        ))
    }
}
