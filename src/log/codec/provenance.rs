//! How an article came in, as `article.ingested` and `article.revised` store it.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use crate::domain;
use chrono::{DateTime, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How an article came in.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Provenance<'a> {
    /// Why the text looks cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cut: Option<Str<'a>>,
    /// SHA-256 of the document as it came in, in hexadecimal.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    document: Str<'a>,
    /// The web address that answered, after redirects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fetched: Option<Retrieval<'a>>,
    /// The format that it was read in, and the version of what reads it.
    format: Str<'a>,
    /// When the article was last changed, as the document says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date-time"))]
    modified_at: Option<Str<'a>>,
    /// Where in the document each field of the source was found.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    origins: BTreeMap<Str<'a>, Str<'a>>,
}

/// That a document was fetched from the web.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Retrieval<'a> {
    #[schemars(extend("format" = "date-time"))]
    at: Str<'a>,
    from: Str<'a>,
}

impl<'a> Provenance<'a> {
    pub(super) fn from_domain(provenance: &'a domain::Provenance) -> Self {
        let instant = |time: domain::Timestamp| {
            DateTime::<Utc>::from_timestamp_micros(time.micros())
                .unwrap_or_default()
                .to_rfc3339_opts(SecondsFormat::AutoSi, true)
        };
        let origins = provenance.origins.iter();
        Self {
            cut: borrowed(provenance.cut_sign.as_ref()),
            document: Cow::Owned(provenance.document.to_string()),
            fetched: provenance.retrieval.as_ref().map(|retrieval| Retrieval {
                at: Cow::Owned(instant(retrieval.at)),
                from: Cow::Borrowed(&retrieval.address),
            }),
            format: Cow::Borrowed(&provenance.format),
            modified_at: provenance
                .modified_at
                .map(|time| Cow::Owned(time.to_rfc3339_opts(SecondsFormat::Secs, true))),
            origins: origins
                .map(|(field, origin)| (Cow::Borrowed(field.as_str()), Cow::Borrowed(origin.as_str())))
                .collect(),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Provenance, CodecError> {
        let time = |field, text: &str| {
            DateTime::parse_from_rfc3339(text).map_err(|error| CodecError::value(field, &error))
        };
        let retrieval = self.fetched.map(|fetched| {
            Ok::<_, CodecError>(domain::Retrieval {
                at: domain::Timestamp::from_micros(time("time of fetching", &fetched.at)?.timestamp_micros()),
                address: fetched.from.into_owned(),
            })
        });
        let origins = self.origins.into_iter();
        Ok(domain::Provenance {
            document: parse_value("hash of the document", &self.document)?,
            format: self.format.into_owned(),
            retrieval: retrieval.transpose()?,
            modified_at: self
                .modified_at
                .map(|text| time("time of modification", &text))
                .transpose()?,
            origins: origins
                .map(|(field, origin)| (field.into_owned(), origin.into_owned()))
                .collect(),
            cut_sign: owned(self.cut),
        })
    }
}
