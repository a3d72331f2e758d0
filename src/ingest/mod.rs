//! Reads articles from files and streams: bytes in, articles out.
//!
//! [`read_articles`] walks paths and [`read_articles_from_stream`] reads a stream. Both return one [`IngestedArticle`]
//! per article, and one [`IngestError`] per file, line or mail that cannot be read, after which they continue. Only one
//! article is in memory at a time. [`read_raw_articles`] returns the same articles with their text exactly as given,
//! for readers that count positions in it.
//!
//! In the order in which bytes pass through: `file_walk` finds files; `encoding` examines the first bytes and decodes;
//! `formats` detects the format and cuts the stream into articles; `metadata` reads what is known about the source;
//! `text` detects the language and normalises; `agency` finds the agency that is credited. `articles` connects these
//! steps, and what was assumed on the way is an [`IngestNote`].
//!
//! `readings` reads what other readers read in articles. `skos` reads something else: a vocabulary of topics.
//!
//! No file here uses this one: each imports what it needs from the file that defines it.

mod agency;
mod articles;
mod encoding;
mod error;
mod fetched_feed;
mod file_walk;
mod finding;
mod formats;
mod found_article;
mod ingested_article;
mod input;
mod input_format;
mod input_location;
mod limits;
mod metadata;
mod metadata_overrides;
mod note;
mod raw_article;
mod readings;
mod skos;
mod text;

pub use articles::{
    count_skipped_entries, find_articles, find_articles_in_fetched, find_articles_in_stream, find_files,
    read_articles, read_articles_from_stream, read_raw_articles, read_raw_articles_from_stream,
};
pub use error::IngestError;
pub use fetched_feed::FetchedFeed;
pub use formats::feed::{Feed, FeedEntry};
pub use found_article::{FetchedFrom, FoundArticle};
pub use ingested_article::IngestedArticle;
pub use input::FetchedDocument;
pub use input_format::{InputFormat, InputFormatError};
pub use input_location::{InputLocation, InputOrigin};
pub use limits::ARTICLE_BYTES_MAX;
pub use metadata::field_names::{ArticleField, FieldMapping, FieldMappingError};
pub use metadata::publication_day::{PublisherZone, PublisherZoneError};
pub use metadata::publication_time::{PublicationTime, PublicationTimeError, parse_publication_time};
pub use metadata::web_address::{WebAddressError, parse_web_address};
pub use metadata_overrides::MetadataOverrides;
pub use note::IngestNote;
pub use raw_article::RawArticle;
pub use readings::{AdmittedStatements, ReadingLine, ReadingTarget, StatementRejection, read_reading_lines};
pub use skos::{SkosError, SkosVocabulary, is_unmatchable_label, parse_skos};
