//! Conversion of redactions to and from their wire types.

use super::CodecError;
use super::convert::parse_value;
use super::decision_body::{ArticleRedacted, DecisionBody, SpeakerRedacted, StatementRedacted, into_events};
use super::redacted_part::Redacted;
use crate::domain::{self, Event, RedactedPart};
use std::borrow::Cow;

fn to_wire(parts: &[RedactedPart]) -> Vec<Redacted<'static>> {
    parts.iter().map(Redacted::from_domain).collect()
}

fn to_parts(parts: Vec<Redacted<'_>>) -> Result<Vec<RedactedPart>, CodecError> {
    parts.into_iter().map(Redacted::into_domain).collect()
}

impl<'a> DecisionBody<'a> {
    /// The wire type of the redaction of an article or, with a `statement`, of that statement.
    pub(super) fn redacted(
        article: &'a domain::ArticleId,
        statement: Option<&'a domain::StatementId>,
        reason: &'a str,
        redacted: &[RedactedPart],
    ) -> Self {
        let (article, reason) = (Cow::Borrowed(article.as_str()), Cow::Borrowed(reason));
        let redacted = to_wire(redacted);
        match statement {
            None => Self::ArticleRedacted(ArticleRedacted {
                article,
                reason,
                redacted,
            }),
            Some(statement) => Self::StatementRedacted(StatementRedacted {
                article,
                reason,
                redacted,
                statement: Cow::Borrowed(statement.as_str()),
            }),
        }
    }

    /// The wire type of the redaction of a speaker.
    pub(super) fn redacted_speaker(
        speaker: &'a domain::SpeakerId,
        reason: &'a str,
        redacted: &[RedactedPart],
    ) -> Self {
        Self::SpeakerRedacted(SpeakerRedacted {
            reason: Cow::Borrowed(reason),
            redacted: to_wire(redacted),
            speaker: Cow::Borrowed(speaker.as_str()),
        })
    }
}

into_events! {
    ArticleRedacted(w) Ok(Event::ArticleRedacted {
        article: parse_value("article", &w.article)?,
        reason: w.reason.into_owned(),
        redacted: to_parts(w.redacted)?,
    });
    StatementRedacted(w) Ok(Event::StatementRedacted {
        article: parse_value("article", &w.article)?,
        statement: parse_value("statement", &w.statement)?,
        reason: w.reason.into_owned(),
        redacted: to_parts(w.redacted)?,
    });
    SpeakerRedacted(w) Ok(Event::SpeakerRedacted {
        speaker: parse_value("speaker", &w.speaker)?,
        reason: w.reason.into_owned(),
        redacted: to_parts(w.redacted)?,
    });
}
