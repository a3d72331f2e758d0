//! Wire types that the bodies of several events share. Members are declared in the order of their names.

use super::CodecError;
use super::statement_recorded::Evidence;
use super::words::{Act, Report};
use crate::domain::{self, Text};
use chrono::{DateTime, SecondsFormat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// Text that is borrowed where an event is written and where it is read.
pub(super) type Str<'a> = Cow<'a, str>;

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
    pub(super) fn of(source: &'a domain::Source) -> Self {
        Self {
            agency: borrowed(source.agency.as_ref()),
            author: borrowed(source.author.as_ref()),
            canonical: borrowed(source.canonical.as_ref()),
            published: source.published.map(|day| Cow::Owned(day.to_string())),
            published_at: source
                .published_at
                .map(|time| Cow::Owned(time.to_rfc3339_opts(SecondsFormat::Secs, true))),
            published_or: source.published_or.map(|day| Cow::Owned(day.to_string())),
            publisher: borrowed(source.publisher.as_ref()),
            title: borrowed(source.title.as_ref()),
            url: borrowed(source.url.as_ref()),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Source, CodecError> {
        Ok(domain::Source {
            title: owned(self.title),
            publisher: owned(self.publisher),
            url: owned(self.url),
            author: owned(self.author),
            agency: owned(self.agency),
            canonical: owned(self.canonical),
            published: self
                .published
                .map(|day| parsed("day of publication", &day))
                .transpose()?,
            published_at: self
                .published_at
                .map(|time| DateTime::parse_from_rfc3339(&time))
                .transpose()
                .map_err(|error| CodecError::value("time of publication", &error))?,
            published_or: self
                .published_or
                .map(|day| parsed("day of publication", &day))
                .transpose()?,
        })
    }
}

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
    /// What stands for the hash while it is not known.
    pub(super) const UNSEALED: &'static str =
        "0000000000000000000000000000000000000000000000000000000000000000";

    pub(super) fn of(text: &Text) -> Self {
        Self {
            chars: text.as_str().map_or(0, |text| text.chars().count() as u64),
            sha256: Cow::Borrowed(Self::UNSEALED),
        }
    }
}

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
    pub(super) fn of(slice: &'a domain::Slice) -> Self {
        Self {
            end: slice.span.end,
            start: slice.span.start,
            text: Cow::Borrowed(&slice.text),
        }
    }

    pub(super) fn into_domain(self) -> domain::Slice {
        domain::Slice {
            span: domain::Span::new(self.start, self.end),
            text: self.text.into_owned(),
        }
    }
}

/// Why something no longer counts.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Reason<'a> {
    /// Its words are gone from a newer text of the article.
    Revised {},
    /// A person decided so.
    Decided {
        /// In that person's words.
        why: Str<'a>,
    },
}

impl<'a> Reason<'a> {
    pub(super) fn of(reason: &'a domain::Reason) -> Self {
        match reason {
            domain::Reason::Revised => Self::Revised {},
            domain::Reason::Decided(why) => Self::Decided {
                why: Cow::Borrowed(why),
            },
        }
    }

    pub(super) fn into_domain(self) -> domain::Reason {
        match self {
            Self::Revised {} => domain::Reason::Revised,
            Self::Decided { why } => domain::Reason::Decided(why.into_owned()),
        }
    }
}

/// What of a reading is corrected, all in all. What is left out stands as it was read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Correction<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<Act>,
    /// Empty where the speaker speaks in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capacity: Option<Str<'a>>,
    /// The words, in reading order.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence<'a>>>,
    /// EDTF, as in `statement.recorded`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<Str<'a>>,
    /// Empty where nobody knows who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<Str<'a>>,
}

impl<'a> Correction<'a> {
    pub(super) fn of(correction: &'a domain::Correction) -> Self {
        let evidence = correction.evidence.as_ref();
        Self {
            act: correction.act.map(Into::into),
            capacity: borrowed(correction.capacity.as_ref()),
            evidence: evidence.map(|pieces| pieces.iter().map(Evidence::of).collect()),
            said: correction.said.map(|date| Cow::Owned(date.to_string())),
            speaker: borrowed(correction.speaker.as_ref()),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Correction, CodecError> {
        let evidence = self.evidence;
        Ok(domain::Correction {
            speaker: owned(self.speaker),
            capacity: owned(self.capacity),
            said: self.said.map(|date| parsed("date", &date)).transpose()?,
            act: self.act.map(Into::into),
            report: None,
            evidence: evidence.map(|pieces| pieces.into_iter().map(Evidence::into_domain).collect()),
        })
    }
}

/// The same with how the statement came to be known.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionOfReport<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<Act>,
    /// Empty where the speaker speaks in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capacity: Option<Str<'a>>,
    /// The words, in reading order.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence<'a>>>,
    report: Report,
    /// EDTF, as in `statement.recorded`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<Str<'a>>,
    /// Empty where nobody knows who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<Str<'a>>,
}

impl<'a> CorrectionOfReport<'a> {
    pub(super) fn of(correction: &'a domain::Correction, report: domain::Report) -> Self {
        let Correction {
            act,
            capacity,
            evidence,
            said,
            speaker,
        } = Correction::of(correction);
        Self {
            act,
            capacity,
            evidence,
            report: report.into(),
            said,
            speaker,
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Correction, CodecError> {
        let others = Correction {
            act: self.act,
            capacity: self.capacity,
            evidence: self.evidence,
            said: self.said,
            speaker: self.speaker,
        };
        Ok(domain::Correction {
            report: Some(self.report.into()),
            ..others.into_domain()?
        })
    }
}

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
    pub(super) fn of(topic: &'a domain::Topic) -> Self {
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
            id: parsed("topic", &self.id)?,
            broader: self.broader.map(|id| parsed("topic", &id)).transpose()?,
            labels: labels
                .map(|(lang, label)| Ok((parsed("language", &lang)?, label.into_owned())))
                .collect::<Result<_, CodecError>>()?,
            terms: terms
                .map(|(lang, terms)| {
                    let terms = terms.into_iter().map(Cow::into_owned).collect();
                    Ok((parsed("language", &lang)?, terms))
                })
                .collect::<Result<_, CodecError>>()?,
            uri: owned(self.uri),
        })
    }
}

/// `text` as the domain reads it: an id, a date.
pub(super) fn parsed<T: FromStr<Err: Display>>(field: &'static str, text: &str) -> Result<T, CodecError> {
    text.parse().map_err(|error| CodecError::value(field, &error))
}

pub(super) fn borrowed(text: Option<&String>) -> Option<Str<'_>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

pub(super) fn owned(text: Option<Str<'_>>) -> Option<String> {
    text.map(Cow::into_owned)
}
