use super::CodecError;
use super::convert::{Str, parse_value};
use super::statement::Statement;
use crate::domain::{self, ArticleId, Event};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of `statement.recorded`, version 3: a statement was read in an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement.recorded, version 3")]
pub(in crate::log) struct StatementRecorded<'a> {
    #[serde(borrow)]
    pub(super) article: Str<'a>,
    /// The revision of the article that the evidence points into; 0 is the first text.
    pub(super) revision: u32,
    #[serde(borrow)]
    pub(super) statement: Statement<'a>,
}

impl<'a> StatementRecorded<'a> {
    pub(super) const TYPE: &'static str = "statement.recorded";
    pub(super) const VERSION: i64 = 3;

    pub(super) fn new(article: &'a ArticleId, revision: u32, statement: &'a domain::Statement) -> Self {
        Self {
            article: Cow::Borrowed(article.as_str()),
            revision,
            statement: Statement::from_domain(statement),
        }
    }

    pub(super) fn into_event(self) -> Result<Event, CodecError> {
        Ok(Event::StatementRecorded {
            article: parse_value("article", &self.article)?,
            revision: self.revision,
            statement: Box::new(self.statement.into_domain()?),
        })
    }
}
