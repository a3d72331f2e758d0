//! The corrected fields of a reading, as the two versions of `statement.corrected` store them.

use super::CodecError;
use super::convert::{Str, borrowed, owned, parse_value};
use super::selectors::Evidence;
use super::vocabulary::{Act, Report};
use crate::domain;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    pub(super) fn from_domain(correction: &'a domain::Correction) -> Self {
        let evidence = correction.evidence.as_ref();
        Self {
            act: correction.act.map(Into::into),
            capacity: borrowed(correction.capacity.as_ref()),
            evidence: evidence.map(|pieces| pieces.iter().map(Evidence::from_domain).collect()),
            said: correction.said.map(|date| Cow::Owned(date.to_string())),
            speaker: borrowed(correction.speaker.as_ref()),
        }
    }

    pub(super) fn into_domain(self) -> Result<domain::Correction, CodecError> {
        let evidence = self.evidence;
        Ok(domain::Correction {
            speaker: owned(self.speaker),
            capacity: owned(self.capacity),
            said: self.said.map(|date| parse_value("date", &date)).transpose()?,
            act: self.act.map(Into::into),
            report: None,
            evidence: evidence
                .map(Evidence::into_domain_unless_redacted)
                .filter(|pieces| !pieces.is_empty()),
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
    pub(super) fn from_domain(correction: &'a domain::Correction, report: domain::Report) -> Self {
        let Correction {
            act,
            capacity,
            evidence,
            said,
            speaker,
        } = Correction::from_domain(correction);
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
