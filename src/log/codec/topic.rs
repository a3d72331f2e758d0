//! The definition of a topic.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What statements can be about.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic<'a> {
    /// The id of the topic that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    broader: Option<Str<'a>>,
    id: Str<'a>,
    /// What it is called, by language.
    labels: BTreeMap<Str<'a>, Str<'a>>,
    /// What it is recognised by in a text, by language.
    terms: BTreeMap<Str<'a>, Vec<Str<'a>>>,
    /// Its address in a published vocabulary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uri: Option<Str<'a>>,
}

impl<'a> Topic<'a> {
    pub(super) fn from_domain(topic: &'a domain::Topic) -> Self {
        let tag = |lang: &domain::Lang| Cow::Borrowed(lang.as_str());
        let texts = |texts: &'a [String]| texts.iter().map(|text| Cow::Borrowed(text.as_str())).collect();
        Self {
            broader: topic.broader.as_ref().map(|id| Cow::Borrowed(id.as_str())),
            id: Cow::Borrowed(topic.id.as_str()),
            labels: topic
                .labels
                .iter()
                .map(|(lang, label)| (tag(lang), Cow::Borrowed(label.as_str())))
                .collect(),
            terms: topic
                .terms
                .iter()
                .map(|(lang, terms)| (tag(lang), texts(terms)))
                .collect(),
            uri: borrowed(topic.uri.as_ref()),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Topic, CodecError> {
        let labels = self.labels.into_iter();
        let terms = self.terms.into_iter();
        Ok(domain::Topic {
            id: parse_value("topic", &self.id)?,
            broader: self.broader.map(|id| parse_value("topic", &id)).transpose()?,
            labels: labels
                .map(|(lang, label)| Ok((parse_value("language", &lang)?, label.into_owned())))
                .collect::<Result<_, CodecError>>()?,
            terms: terms
                .map(|(lang, terms)| {
                    let terms = terms.into_iter().map(Cow::into_owned).collect();
                    Ok((parse_value("language", &lang)?, terms))
                })
                .collect::<Result<_, CodecError>>()?,
            uri: owned(self.uri),
        })
    }
}
