//! Conversion of redactions to and from their wire types.

use super::CodecError;
use super::convert::{Str, parse_value};
use super::decision_body::{ArticleRedacted, DecisionBody, SpeakerRedacted, StatementRedacted, into_events};
use crate::domain::{self, Event, Position, RedactedPart, RemainderHash};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One thing that was taken away: words in the body of an event, or the text that the event carries.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Redacted<'a> {
    /// The position of the event that lost it.
    #[schemars(range(min = 1))]
    position: u64,
    /// SHA-256 of what remains of the body, in hexadecimal digits; left out where the text was taken away.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: Option<Str<'a>>,
}

impl Redacted<'_> {
    fn from_domain(part: &RedactedPart) -> Self {
        Self {
            position: part.position().number(),
            sha256: match part {
                RedactedPart::Text(_) => None,
                RedactedPart::Body(_, remainder) => Some(Cow::Owned(remainder.to_string())),
            },
        }
    }

    fn into_domain(self) -> Result<RedactedPart, CodecError> {
        let position = Position::new(self.position);
        let Some(digits) = self.sha256 else {
            return Ok(RedactedPart::Text(position));
        };
        let hash = RemainderHash::from_hexadecimal(&digits)
            .ok_or_else(|| CodecError::value("hash of a remainder", &"it is not 64 hexadecimal digits"))?;
        Ok(RedactedPart::Body(position, hash))
    }
}

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
