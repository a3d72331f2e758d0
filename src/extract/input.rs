//! The input of the extractor.

use crate::domain::{ArticleId, Lang};
use chrono::NaiveDate;

/// One article, as the extractor reads it.
#[derive(Debug, Clone, Copy)]
pub struct ExtractorInput<'a> {
    /// The id of the article; statement ids derive from it.
    pub article: &'a ArticleId,
    /// Its language.
    pub lang: Lang,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Another possible day of publication, if the time zone of the publisher is unknown.
    pub published_or: Option<NaiveDate>,
    /// The text as given; spans of statements are positions in it.
    pub text: &'a str,
}
