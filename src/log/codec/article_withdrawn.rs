use super::CodecError;
use super::convert::{Str, parse_value};
use super::withdrawal_reason::Reason;
use crate::domain::{self, ArticleId, Event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `article.withdrawn`, version 1: the article no longer counts, nor do its statements.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "article.withdrawn, version 1")]
pub(in crate::log) struct ArticleWithdrawn<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    #[serde(borrow)]
    reason: Reason<'a>,
}

impl<'a> ArticleWithdrawn<'a> {
    pub(super) const TYPE: &'static str = "article.withdrawn";
    pub(super) const VERSION: i64 = 1;

    pub(super) fn new(article: &'a ArticleId, reason: &'a domain::WithdrawalReason) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            reason: Reason::from_domain(reason),
        }
    }

    pub(super) fn into_event(self) -> Result<Event, CodecError> {
        Ok(Event::ArticleWithdrawn {
            article: parse_value("article", &self.article)?,
            reason: self.reason.into_domain(),
        })
    }
}
