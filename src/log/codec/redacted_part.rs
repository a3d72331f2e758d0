//! One thing that a redaction took away, as the redaction events list it.

use super::CodecError;
use super::convert::Str;
use crate::domain::{Position, RedactedPart, RemainderHash};
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
    pub(super) fn from_domain(part: &RedactedPart) -> Self {
        Self {
            position: part.position().number(),
            sha256: match part {
                RedactedPart::Text(_) => None,
                RedactedPart::Body(_, remainder) => Some(Cow::Owned(remainder.to_string())),
            },
        }
    }

    pub(super) fn into_domain(self) -> Result<RedactedPart, CodecError> {
        let position = Position::new(self.position);
        let Some(digits) = self.sha256 else {
            return Ok(RedactedPart::Text(position));
        };
        let hash = RemainderHash::from_hexadecimal(&digits)
            .ok_or_else(|| CodecError::value("hash of a remainder", &"it is not 64 hexadecimal digits"))?;
        Ok(RedactedPart::Body(position, hash))
    }
}
