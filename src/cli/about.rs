use super::filters;
use super::when::{self, WhenError};
use crate::domain::Lang;
use crate::ingest::{self, FieldMapping, MetadataOverrides, PublicationTime, PublisherZone};
use clap::Args;

/// What is known of the articles; it wins over what they say of themselves.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "About the articles")]
pub(crate) struct About {
    /// The headline
    #[arg(long)]
    title: Option<String>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Where the article stands on the web
    #[arg(long, value_parser = ingest::parse_web_address)]
    url: Option<String>,
    /// Who wrote them
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Their language, else it is detected
    #[arg(long, value_parser = filters::lang())]
    lang: Option<Lang>,
    /// When they were published, as 2025-07-26 or 2025-07-26T21:30:00+02:00, or today, yesterday, 3d, last monday
    #[arg(long, value_name = "DATE", value_parser = published)]
    published: Option<PublicationTime>,
    /// The time zone of the publisher, as Europe/Paris; else an offset or the language tells
    #[arg(long, value_name = "ZONE")]
    timezone: Option<PublisherZone>,
    /// Read a field from another key of JSON or front matter; repeatable
    #[arg(long, value_name = "FIELD=KEY")]
    map: Vec<FieldMapping>,
}

/// Reads a day of publication: as articles write it, or counted from today.
fn published(text: &str) -> Result<PublicationTime, String> {
    ingest::parse_publication_time(text).or_else(|error| {
        let day = when::day(text).map_err(|relative| match relative {
            WhenError::SeveralDays(_) | WhenError::NoClock(_) => relative.to_string(),
            WhenError::NoDate(_) | WhenError::IsPosition(_) => error.to_string(),
        })?;
        Ok(PublicationTime {
            day,
            time: None,
            offset: None,
        })
    })
}

impl From<About> for MetadataOverrides {
    fn from(about: About) -> Self {
        let About {
            title,
            publisher,
            url,
            author,
            lang,
            published,
            timezone,
            map,
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
        }
    }
}
