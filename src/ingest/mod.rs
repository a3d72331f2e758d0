//! Bytes in, articles out: one file per format.
//!
//! [`read_articles`] walks paths, [`read_articles_from_stream`] reads a stream; both give one [`IngestedArticle`] per article and one
//! [`IngestError`] per thing that cannot be read, and go on. Nothing is held in memory but the article at hand.
//! [`read_raw_articles`] gives the same articles with their text exactly as given, for readers that count in it.
//!
//! What happens to bytes, in order: `open` looks at the first of them (byte order mark, UTF-16, no text at
//! all), `format` tells what they hold, one of `plain`, `markdown`, `json_lines`, `json_values` and `mail` cuts
//! them into articles, unless `not_prose` tells that they hold none, `fields` reads what is known of the source,
//! `language` tells the language, and `normalise`
//! and `agency` make the [`Document`](crate::domain::Document) of it. What was assumed on the way is a [`IngestNote`].
//!
//! [`read_reading_lines`] reads what another reader reads in articles, and admits what their texts prove.
//!
//! [`skos`] reads something else: a vocabulary of topics. `rdf` tells its syntax and reads its statements, after
//! `rdf_guard` has looked whether they can be read, and `concepts` makes topics of them.

mod agency;
mod articles;
mod encoding;
mod error;
mod file_walk;
mod formats;
mod ingested_article;
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
    count_skipped_entries, read_articles, read_articles_from_stream, read_raw_articles,
    read_raw_articles_from_stream,
};
pub use error::IngestError;
pub use ingested_article::IngestedArticle;
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
