//! Parses one piece of a given statement.

use crate::domain::{Act, Confidence, Edtf, Mode, Report, Span};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Display;
use std::str::FromStr;

/// A piece of a statement as given in JSON. Other fields, such as `steps`, are ignored.
#[derive(Deserialize)]
struct GivenPiece {
    quote: GivenSpan,
    #[serde(default)]
    cue: Option<GivenSpan>,
    #[serde(default)]
    speaker: Option<GivenSpan>,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    capacity: Option<String>,
    #[serde(default, rename = "for")]
    side: Option<String>,
    mode: String,
    #[serde(default)]
    report: Option<String>,
    act: String,
    #[serde(default)]
    said: Option<String>,
    #[serde(default)]
    points: Vec<GivenSpan>,
    #[serde(default)]
    confidence: Option<f64>,
}

/// A span of the text, in code points, end exclusive, with the words that the reader claims are there.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with start, end and text")]
pub(super) struct GivenSpan {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
}

impl GivenSpan {
    pub(super) const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// A piece of a statement, with the terms of closed vocabularies parsed.
pub(super) struct StatementPiece {
    pub(super) quote: GivenSpan,
    pub(super) cue: Option<GivenSpan>,
    pub(super) speaker: Option<GivenSpan>,
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) side: Option<String>,
    pub(super) mode: Mode,
    pub(super) report: Option<Report>,
    pub(super) act: Act,
    pub(super) said: Option<Edtf>,
    pub(super) points: Vec<GivenSpan>,
    pub(super) confidence: Confidence,
}

impl StatementPiece {
    /// Parses `value`. The error is the reason, for the user.
    pub(super) fn parse(value: &Value) -> Result<Self, String> {
        let given = GivenPiece::deserialize(value).map_err(|error| error.to_string())?;
        let is_not_blank = |text: &String| !text.trim().is_empty();
        Ok(Self {
            mode: parse_field("mode", &given.mode)?,
            report: given
                .report
                .as_deref()
                .map(|report| parse_field("report", report))
                .transpose()?,
            act: parse_field("act", &given.act)?,
            said: given
                .said
                .as_deref()
                .map(|said| parse_field("said", said))
                .transpose()?,
            confidence: parse_confidence(given.confidence)?,
            quote: given.quote,
            cue: given.cue,
            speaker: given.speaker,
            reference: given.reference.filter(is_not_blank),
            capacity: given.capacity.filter(is_not_blank),
            side: given.side.filter(is_not_blank),
            points: given.points,
        })
    }
}

/// Parses the value of a field; the error names the field.
fn parse_field<T: FromStr<Err: Display>>(field: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{field}: {error}"))
}

/// The certainty in percent, from a fraction. A reader that gives none is certain.
fn parse_confidence(given: Option<f64>) -> Result<Confidence, String> {
    let fraction = given.unwrap_or(1.0);
    let is_nearest = |percent: &u8| (fraction * 100.0 - f64::from(*percent)).abs() <= 0.5;
    (0..=100)
        .find(is_nearest)
        .map(Confidence::from_percent)
        .ok_or_else(|| format!("confidence: {fraction} is not between 0 and 1"))
}
