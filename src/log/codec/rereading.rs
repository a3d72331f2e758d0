//! Conversion of the events of another reading, and of restorations, to and from their wire types.

use super::CodecError;
use super::convert::{borrowed, owned, parse_value};
use super::decision_body::{
    ArticleReread, ArticleRestored, DecisionBody, StatementDisputed, StatementDropped, StatementRestored,
    into_events,
};
use super::statement::Statement;
use crate::domain::{self, Event};
use std::borrow::Cow;

impl<'a> DecisionBody<'a> {
    /// The wire type of `article.reread`.
    pub(super) fn reread(article: &'a domain::ArticleId, extractor: &'a str) -> Self {
        Self::ArticleReread(ArticleReread {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
        })
    }

    /// The wire type of `article.restored` or, with a statement, of `statement.restored`.
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

    /// The wire type of `statement.dropped`.
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

    /// The wire type of `statement.disputed`.
    pub(super) fn disputed(
        article: &'a domain::ArticleId,
        statement: &'a domain::StatementId,
        extractor: &'a str,
        reading: Option<&'a domain::Statement>,
    ) -> Self {
        Self::StatementDisputed(StatementDisputed {
            article: Cow::Borrowed(article.as_str()),
            extractor: Cow::Borrowed(extractor),
            reading: reading.map(Statement::from_domain).map(Box::new),
            statement: Cow::Borrowed(statement.as_str()),
        })
    }
}

into_events! {
    ArticleReread(w) Ok(Event::ArticleReread {
        article: parse_value("article", &w.article)?,
        extractor: w.extractor.into_owned(),
    });
    ArticleRestored(w) Ok(Event::ArticleRestored {
        article: parse_value("article", &w.article)?,
        reason: owned(w.reason),
    });
    StatementDropped(w) Ok(Event::StatementDropped {
        article: parse_value("article", &w.article)?,
        statement: parse_value("statement", &w.statement)?,
        extractor: w.extractor.into_owned(),
    });
    StatementDisputed(w) Ok(Event::StatementDisputed {
        article: parse_value("article", &w.article)?,
        statement: parse_value("statement", &w.statement)?,
        extractor: w.extractor.into_owned(),
        reading: w.reading.map(|reading| reading.into_domain().map(Box::new)).transpose()?,
    });
    StatementRestored(w) Ok(Event::StatementRestored {
        article: parse_value("article", &w.article)?,
        statement: parse_value("statement", &w.statement)?,
        reason: owned(w.reason),
    });
}
