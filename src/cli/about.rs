use super::filters;
use crate::domain::Lang;
use crate::ingest::{self, Overrides};
use chrono::NaiveDate;
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
    #[arg(long)]
    url: Option<String>,
    /// Who wrote them
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Their language, else it is detected
    #[arg(long, value_parser = filters::lang())]
    lang: Option<Lang>,
    /// The day of publication, as 2025-07-26
    #[arg(long, value_name = "DATE", value_parser = ingest::published)]
    published: Option<NaiveDate>,
}

impl From<About> for Overrides {
    fn from(about: About) -> Self {
        let About {
            title,
            publisher,
            url,
            author,
            lang,
            published,
        } = about;
        Self {
            title,
            publisher,
            url,
            author,
            lang,
            published,
        }
    }
}
