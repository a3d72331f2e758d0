//! The reference from a body to the text of the article, which is stored apart from it.

use super::convert::Str;
use crate::domain::ArticleText;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The text of an article, which stands apart from the body.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::log) struct TextRef<'a> {
    /// Its length in Unicode code points.
    pub(super) chars: u64,
    /// SHA-256 of its salt and the text, in hexadecimal digits.
    #[serde(borrow)]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(in crate::log) sha256: Str<'a>,
}

impl TextRef<'_> {
    /// Placeholder for the hash until it is known.
    pub(super) const UNSEALED_HASH: &'static str =
        "0000000000000000000000000000000000000000000000000000000000000000";

    pub(super) fn from_domain(text: &ArticleText) -> Self {
        Self {
            chars: text.as_str().map_or(0, |text| text.chars().count() as u64),
            sha256: Cow::Borrowed(Self::UNSEALED_HASH),
        }
    }
}
