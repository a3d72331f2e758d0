use super::CodecError;
use super::convert::{Str, parse_value};
use super::withdrawal_reason::Reason;
use crate::domain::{self, ArticleId, Event, StatementId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `statement.withdrawn`, version 1: the statement no longer counts.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.withdrawn, version 1")]
pub(in crate::log) struct StatementWithdrawn<'a> {
    #[serde(borrow)]
    article: Str<'a>,
    #[serde(borrow)]
    reason: Reason<'a>,
    #[serde(borrow)]
    statement: Str<'a>,
}

impl<'a> StatementWithdrawn<'a> {
    pub(super) const TYPE: &'static str = "statement.withdrawn";
    pub(super) const VERSION: i64 = 1;

    pub(super) fn new(
        article: &'a ArticleId,
        statement: &'a StatementId,
        reason: &'a domain::WithdrawalReason,
    ) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            reason: Reason::from_domain(reason),
            statement: Cow::Borrowed(statement.as_str()),
        }
    }

    pub(super) fn into_event(self) -> Result<Event, CodecError> {
        Ok(Event::StatementWithdrawn {
            article: parse_value("article", &self.article)?,
            statement: parse_value("statement", &self.statement)?,
            reason: self.reason.into_domain(),
        })
    }
}
