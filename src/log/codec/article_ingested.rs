use super::CodecError;
use super::convert::{Str, parse_value};
use super::source::Source;
use super::text_ref::TextRef;
use super::vocabulary::Lang;
use crate::domain::{self, ArticleId, ArticleText, Event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `article.ingested`, version 2: an article was read for the first time.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "article.ingested, version 2")]
pub(in crate::log) struct ArticleIngested<'a> {
    #[serde(borrow)]
    pub(super) article: Str<'a>,
    /// The version of the reader that reads the article.
    #[serde(borrow)]
    pub(super) extractor: Str<'a>,
    pub(super) lang: Lang,
    #[serde(borrow)]
    pub(super) source: Source<'a>,
    #[serde(borrow)]
    pub(super) text: TextRef<'a>,
}

impl<'a> ArticleIngested<'a> {
    pub(super) const TYPE: &'static str = "article.ingested";
    pub(super) const VERSION: i64 = 2;

    pub(super) fn new(
        article: &'a ArticleId,
        source: &'a domain::Source,
        lang: domain::Lang,
        text: &ArticleText,
        extractor: &'a str,
    ) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
            lang: lang.into(),
            source: Source::from_domain(source),
            text: TextRef::from_domain(text),
        }
    }

    pub(super) fn into_event(self, text: Option<ArticleText>) -> Result<Event, CodecError> {
        Ok(Event::ArticleIngested {
            article: parse_value("article", &self.article)?,
            source: self.source.into_domain()?,
            lang: self.lang.into(),
            text: text.ok_or(CodecError::TextMissing)?,
            extractor: self.extractor.into_owned(),
        })
    }
}
