//! What another reading of an article brings, and what counts again, as it is stored.

use super::decided::{
    ArticleReread, ArticleRestored, Decided, StatementDisputed, StatementDropped, StatementRestored,
};
use super::parts::borrowed;
use super::statement_recorded::Statement;
use crate::domain;
use std::borrow::Cow;

impl<'a> Decided<'a> {
    /// The wire form of `article.reread`.
    pub(super) fn reread(article: &'a domain::ArticleId, extractor: &'a str) -> Self {
        Self::ArticleReread(ArticleReread {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
        })
    }

    /// The wire form of `article.restored`, or, where a statement is given, of `statement.restored`.
    pub(super) fn restored(
        article: &'a domain::ArticleId,
        statement: Option<&'a domain::StatementId>,
        reason: Option<&'a String>,
    ) -> Self {
        let article = Cow::Borrowed(article.as_str());
        let reason = borrowed(reason);
        match statement {
            None => Self::ArticleRestored(ArticleRestored { article, reason }),
            Some(statement) => Self::StatementRestored(StatementRestored {
                article,
                reason,
                statement: Cow::Borrowed(statement.as_str()),
            }),
        }
    }

    /// The wire form of `statement.dropped`.
    pub(super) fn dropped(
        article: &'a domain::ArticleId,
        statement: &'a domain::StatementId,
        extractor: &'a str,
    ) -> Self {
        Self::StatementDropped(StatementDropped {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
            statement: Cow::Borrowed(statement.as_str()),
        })
    }

    /// The wire form of what a newer extractor reads of a statement that was decided on.
    pub(super) fn disputed(
        article: &'a domain::ArticleId,
        statement: &'a domain::StatementId,
        extractor: &'a str,
        reading: Option<&'a domain::Statement>,
    ) -> Self {
        Self::StatementDisputed(StatementDisputed {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
            reading: reading.map(Statement::of).map(Box::new),
            statement: Cow::Borrowed(statement.as_str()),
        })
    }
}
