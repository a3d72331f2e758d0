//! A statement and its parts, as `statement.recorded` and `statement.disputed` store them.

use super::CodecError;
use super::convert::{Str, borrowed, owned_unless_redacted, parse_value};
use super::selectors::{Evidence, Slice};
use super::vocabulary::{Act, DateRule, Doubt, Mode, Report, SpeakerKind};
use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One reported statement.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement<'a> {
    pub(super) act: Act,
    /// In per cent.
    #[schemars(range(max = 100))]
    pub(super) confidence: u8,
    /// The words that report the speech.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) cue: Option<Cue<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) doubts: Vec<Doubt>,
    /// The words themselves, in reading order.
    #[serde(borrow)]
    pub(super) evidence: Vec<Evidence<'a>>,
    /// The side that the words say proposes, calls, promises or rejects; left out where the speaker does so.
    #[serde(borrow, rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub(super) side: Option<Side<'a>>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    pub(super) mode: Mode,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) occasion: Option<Occasion<'a>>,
    /// The numbered parts of a proposal.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) points: Vec<Slice<'a>>,
    /// Who or what read it, and which version of it: left out where the extractor of the article did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reader: Option<Str<'a>>,
    /// How it came to be known; left out where the reader does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) report: Option<Report>,
    /// The rules that produced the reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rules: Vec<Str<'a>>,
    #[serde(borrow)]
    pub(super) said: Said<'a>,
    #[serde(borrow)]
    pub(super) speaker: Attribution<'a>,
}

/// The words that report the speech.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cue<'a> {
    /// The entry of the lexicon that they are a form of.
    #[serde(borrow)]
    lemma: Str<'a>,
    #[serde(borrow)]
    words: Slice<'a>,
}

/// The side that the speaker speaks for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Side<'a> {
    /// How the article names it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    mention: Option<Slice<'a>>,
    /// Its name.
    #[serde(borrow)]
    reference: Str<'a>,
}

/// Where and at what event the words were said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Occasion<'a> {
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    event: Option<Slice<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    place: Option<Slice<'a>>,
}

/// When the words were said. `R` are the rules that its version knows.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Said", description = "When the words were said.")]
pub(super) struct Said<'a, R = DateRule> {
    /// EDTF (ISO 8601-2): `2025-07-26`, `2025-07`, `2025`, with `~` behind it where approximate; `..` where
    /// unknown.
    #[serde(borrow)]
    pub(super) date: Str<'a>,
    /// The words that the date was read from.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) expression: Option<Slice<'a>>,
    pub(super) rule: R,
}

/// Who speaks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Attribution<'a> {
    /// The role in which the speaker speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capacity: Option<Str<'a>>,
    kind: SpeakerKind,
    /// How the article names the speaker at this place.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    mention: Option<Slice<'a>>,
    /// The fullest name that the article has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<Str<'a>>,
}

impl<'a> Statement<'a> {
    pub(super) fn from_domain(statement: &'a domain::Statement) -> Self {
        Self {
            act: statement.act.into(),
            confidence: statement.confidence.percent(),
            cue: statement.cue.as_ref().map(|cue| Cue {
                lemma: Cow::Borrowed(&cue.lemma),
                words: Slice::from_domain(&cue.words),
            }),
            doubts: statement.doubts.iter().map(|doubt| (*doubt).into()).collect(),
            evidence: statement.evidence.iter().map(Evidence::from_domain).collect(),
            side: statement.side.as_ref().map(|side| Side {
                mention: side.mention.as_ref().map(Slice::from_domain),
                reference: Cow::Borrowed(&side.reference),
            }),
            id: Cow::Borrowed(statement.id.as_str()),
            mode: statement.mode.into(),
            occasion: statement.occasion.as_ref().map(|occasion| Occasion {
                event: occasion.event.as_ref().map(Slice::from_domain),
                place: occasion.place.as_ref().map(Slice::from_domain),
            }),
            points: statement.points.iter().map(Slice::from_domain).collect(),
            reader: statement
                .reader
                .as_ref()
                .map(|reader| Cow::Owned(reader.to_string())),
            report: statement.report.map(Into::into),
            rules: statement
                .rules
                .iter()
                .map(|rule| Cow::Borrowed(rule.as_str()))
                .collect(),
            said: Said {
                date: Cow::Owned(statement.said.date.to_string()),
                expression: statement.said.expression.as_ref().map(Slice::from_domain),
                rule: statement.said.rule.into(),
            },
            speaker: Attribution {
                capacity: borrowed(statement.speaker.capacity.as_ref()),
                kind: statement.speaker.kind.into(),
                mention: statement.speaker.mention.as_ref().map(Slice::from_domain),
                reference: borrowed(statement.speaker.reference.as_ref()),
            },
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Statement, CodecError> {
        Ok(domain::Statement {
            id: parse_value("statement", &self.id)?,
            evidence: Evidence::into_domain_unless_redacted(self.evidence),
            cue: self.cue.and_then(|cue| {
                Some(domain::Cue {
                    words: cue.words.into_domain_unless_redacted()?,
                    lemma: cue.lemma.into_owned(),
                })
            }),
            speaker: domain::Attribution {
                mention: slice(self.speaker.mention),
                reference: owned_unless_redacted(self.speaker.reference),
                capacity: owned_unless_redacted(self.speaker.capacity),
                kind: self.speaker.kind.into(),
            },
            side: self
                .side
                .filter(|side| !side.reference.is_empty())
                .map(|side| domain::Side {
                    mention: slice(side.mention),
                    reference: side.reference.into_owned(),
                }),
            mode: self.mode.into(),
            report: self.report.map(Into::into),
            act: self.act.into(),
            said: domain::SaidDate {
                date: parse_value("date", &self.said.date)?,
                expression: slice(self.said.expression),
                rule: self.said.rule.into(),
            },
            occasion: self.occasion.map(|occasion| domain::Occasion {
                event: slice(occasion.event),
                place: slice(occasion.place),
            }),
            points: self
                .points
                .into_iter()
                .filter_map(Slice::into_domain_unless_redacted)
                .collect(),
            confidence: domain::Confidence::from_percent(self.confidence),
            doubts: self.doubts.into_iter().map(Into::into).collect(),
            rules: self.rules.into_iter().map(Cow::into_owned).collect(),
            reader: self
                .reader
                .map(|reader| parse_value("reader", &reader))
                .transpose()?,
        })
    }
}

/// A slice of the text, unless it was redacted.
fn slice(slice: Option<Slice<'_>>) -> Option<domain::TextSlice> {
    slice.and_then(Slice::into_domain_unless_redacted)
}
