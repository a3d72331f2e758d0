use super::CodecError;
use super::convert::{Str, parse_value};
use super::provenance::Provenance;
use super::source::Source;
use super::text_ref::TextRef;
use super::vocabulary::Lang;
use crate::domain::{self, ArticleId, ArticleText, Event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `article.revised`, version 3: an article was read with another text or a better known source.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "article.revised, version 3")]
pub(in crate::log) struct ArticleRevised<'a> {
    #[serde(borrow)]
    pub(super) article: Str<'a>,
    /// The version of the reader that reads the article.
    #[serde(borrow)]
    pub(super) extractor: Str<'a>,
    pub(super) lang: Lang,
    /// How it came in; left out where it was given as text.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) provenance: Option<Provenance<'a>>,
    /// 1 for the first revision.
    pub(super) revision: u32,
    /// All that is known of the source, not only what changed.
    #[serde(borrow)]
    pub(super) source: Source<'a>,
    #[serde(borrow)]
    pub(super) text: TextRef<'a>,
}

impl<'a> ArticleRevised<'a> {
    pub(super) const TYPE: &'static str = "article.revised";
    pub(super) const VERSION: i64 = 3;

    pub(super) fn new(
        (article, revision): (&'a ArticleId, u32),
        source: &'a domain::Source,
        lang: domain::Lang,
        text: &ArticleText,
        extractor: &'a str,
        provenance: Option<&'a domain::Provenance>,
    ) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
            lang: lang.into(),
            revision,
            provenance: provenance.map(Provenance::from_domain),
            source: Source::from_domain(source),
            text: TextRef::from_domain(text),
        }
    }

    /// The version of this body. One without provenance is as it always was, so it is version 2.
    pub(super) const fn version(&self) -> i64 {
        if self.provenance.is_some() {
            Self::VERSION
        } else {
            2
        }
    }

    pub(super) fn into_event(self, text: Option<ArticleText>) -> Result<Event, CodecError> {
        Ok(Event::ArticleRevised {
            article: parse_value("article", &self.article)?,
            revision: self.revision,
            source: self.source.into_domain()?,
            lang: self.lang.into(),
            text: text.ok_or(CodecError::TextMissing)?,
            extractor: self.extractor.into_owned(),
            provenance: self
                .provenance
                .map(|provenance| provenance.into_domain().map(Box::new))
                .transpose()?,
        })
    }
}
