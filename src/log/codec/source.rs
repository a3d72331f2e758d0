//! The source of an article, as `article.ingested` and `article.revised` store it.

use super::CodecError;
use super::convert::{Str, borrowed, owned_unless_redacted, parse_value};
use crate::domain;
use chrono::{DateTime, SecondsFormat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Where an article comes from.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Source<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) agency: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Str<'a>>,
    /// The address that its page gives as its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) canonical: Option<Str<'a>>,
    /// The day of publication, where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    pub(super) published: Option<Str<'a>>,
    /// The instant of publication, with the offset of the place where it was published as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date-time"))]
    pub(super) published_at: Option<Str<'a>>,
    /// Another day that it may have been there, where nobody tells the time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date"))]
    pub(super) published_or: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<Str<'a>>,
}

impl<'a> Source<'a> {
    pub(super) fn from_domain(source: &'a domain::Source) -> Self {
        Self {
            agency: borrowed(source.agency.as_ref()),
            author: borrowed(source.author.as_ref()),
            canonical: borrowed(source.canonical_url.as_ref()),
            published: source.published.map(|day| Cow::Owned(day.to_string())),
            published_at: source
                .published_at
                .map(|time| Cow::Owned(time.to_rfc3339_opts(SecondsFormat::Secs, true))),
            published_or: source
                .published_alternative
                .map(|day| Cow::Owned(day.to_string())),
            publisher: borrowed(source.publisher.as_ref()),
            title: borrowed(source.title.as_ref()),
            url: borrowed(source.url.as_ref()),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Source, CodecError> {
        Ok(domain::Source {
            title: owned_unless_redacted(self.title),
            publisher: owned_unless_redacted(self.publisher),
            url: owned_unless_redacted(self.url),
            author: owned_unless_redacted(self.author),
            agency: owned_unless_redacted(self.agency),
            canonical_url: owned_unless_redacted(self.canonical),
            published: self
                .published
                .map(|day| parse_value("day of publication", &day))
                .transpose()?,
            published_at: self
                .published_at
                .map(|time| DateTime::parse_from_rfc3339(&time))
                .transpose()
                .map_err(|error| CodecError::value("time of publication", &error))?,
            published_alternative: self
                .published_or
                .map(|day| parse_value("day of publication", &day))
                .transpose()?,
        })
    }
}
