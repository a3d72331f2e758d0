//! Slices of an article's text, alone and with the context that locates them again.

use super::convert::Str;
use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A stretch of the article's text with its exact words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Slice<'a> {
    /// In Unicode code points, exclusive.
    pub(super) end: u32,
    /// In Unicode code points.
    pub(super) start: u32,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

impl<'a> Slice<'a> {
    pub(super) fn from_domain(slice: &'a domain::TextSlice) -> Self {
        Self {
            end: slice.span.end,
            start: slice.span.start,
            text: Cow::Borrowed(&slice.text),
        }
    }

    /// The slice; `None` where its words were redacted, so that only the place of them is left.
    pub(super) fn into_domain_unless_redacted(self) -> Option<domain::TextSlice> {
        let is_redacted = self.text.is_empty() && self.start < self.end;
        (!is_redacted).then(|| self.into_domain())
    }

    pub(super) fn into_domain(self) -> domain::TextSlice {
        domain::TextSlice {
            span: domain::Span::new(self.start, self.end),
            text: self.text.into_owned(),
        }
    }
}

/// A piece of the words, with the W3C Web Annotation selectors that find it again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence<'a> {
    #[serde(borrow)]
    prefix: Str<'a>,
    #[serde(borrow)]
    quote: Slice<'a>,
    #[serde(borrow)]
    suffix: Str<'a>,
}

impl<'a> Evidence<'a> {
    pub(super) fn from_domain(evidence: &'a domain::Evidence) -> Self {
        Self {
            prefix: Cow::Borrowed(&evidence.prefix),
            quote: Slice::from_domain(&evidence.quote),
            suffix: Cow::Borrowed(&evidence.suffix),
        }
    }

    /// The pieces; none where one of them was redacted.
    pub(super) fn into_domain_unless_redacted(pieces: Vec<Self>) -> Vec<domain::Evidence> {
        let is_redacted = |piece: &Self| piece.quote.text.is_empty() && piece.quote.start < piece.quote.end;
        if pieces.iter().any(is_redacted) {
            return Vec::new();
        }
        pieces.into_iter().map(Self::into_domain).collect()
    }

    pub(super) fn into_domain(self) -> domain::Evidence {
        domain::Evidence {
            quote: self.quote.into_domain(),
            prefix: self.prefix.into_owned(),
            suffix: self.suffix.into_owned(),
        }
    }
}
