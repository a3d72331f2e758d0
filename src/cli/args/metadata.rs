//! Options that state the metadata of articles, for `ingest` and `extract`.

use super::clock_values::{self, ClockValueError};
use super::values;
use crate::domain::Lang;
use crate::ingest::{self, FieldMapping, InputFormat, MetadataOverrides, PublicationTime, PublisherZone};
use crate::query::input::DateInputError;
use clap::Args;

/// Metadata of the articles; an option wins over what the article itself contains.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Article metadata")]
pub(crate) struct MetadataArgs {
    /// Headline
    #[arg(long)]
    title: Option<String>,
    /// Publisher of the articles
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Web address of the article
    #[arg(long, value_parser = ingest::parse_web_address)]
    url: Option<String>,
    /// Author of the articles
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Language of the articles; detected if not given
    #[arg(long, value_parser = values::lang_parser())]
    lang: Option<Lang>,
    /// Publication date: 2025-07-26, 2025-07-26T21:30:00+02:00, today, yesterday, 3d or last monday
    #[arg(long, value_name = "DATE", value_parser = parse_published)]
    published: Option<PublicationTime>,
    /// Time zone of the publisher, such as Europe/Paris; otherwise inferred from a UTC offset or the language
    #[arg(long, value_name = "ZONE")]
    timezone: Option<PublisherZone>,
    /// Read a metadata field from another JSON or front matter key; repeatable
    #[arg(long, value_name = "FIELD=KEY")]
    map: Vec<FieldMapping>,
    /// Format of the inputs; recognised by their content if not given
    #[arg(long, value_name = "FORMAT", value_parser = values::input_format_parser())]
    input_format: Option<InputFormat>,
}

/// Parses a publication date in the formats of articles, or relative to today.
fn parse_published(text: &str) -> Result<PublicationTime, String> {
    ingest::parse_publication_time(text).or_else(|error| {
        let day = clock_values::parse_day(text).map_err(|relative| match relative {
            ClockValueError::Date(DateInputError::NoDate(_) | DateInputError::LogPosition(_)) => {
                error.to_string()
            }
            relative => relative.to_string(),
        })?;
        Ok(PublicationTime {
            day,
            time: None,
            offset: None,
        })
    })
}

impl From<MetadataArgs> for MetadataOverrides {
    fn from(about: MetadataArgs) -> Self {
        let MetadataArgs {
            title,
            publisher,
            url,
            author,
            lang,
            published,
            timezone,
            map,
            input_format,
        } = about;
        Self {
            title,
            publisher,
            url,
            author,
            lang,
            published,
            timezone,
            field_mappings: map,
            input_format,
        }
    }
}
