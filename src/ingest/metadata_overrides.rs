use crate::domain::Lang;
use crate::ingest::input_format::InputFormat;
use crate::ingest::metadata::field_names::FieldMapping;
use crate::ingest::metadata::publication_day::PublisherZone;
use crate::ingest::metadata::publication_time::PublicationTime;

/// What the user says about the articles. It wins over what the articles say about themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataOverrides {
    /// The headline.
    pub title: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The web address of the article.
    pub url: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// When they were published.
    pub published: Option<PublicationTime>,
    /// The time zone of the publisher.
    pub timezone: Option<PublisherZone>,
    /// The keys that fields have in JSON and front matter, in addition to the known ones.
    pub field_mappings: Vec<FieldMapping>,
    /// The format of the inputs, which otherwise is recognised by their content.
    pub input_format: Option<InputFormat>,
}
