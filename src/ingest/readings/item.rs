//! One statement as it is given, taken apart.

use crate::domain::{Act, Confidence, Edtf, Mode, Report, Span};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Display;
use std::str::FromStr;

/// A piece of a statement as it is written. What is not known here, as `steps`, is left alone.
#[derive(Deserialize)]
struct Written {
    quote: Words,
    #[serde(default)]
    cue: Option<Words>,
    #[serde(default)]
    speaker: Option<Words>,
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
    points: Vec<Words>,
    #[serde(default)]
    confidence: Option<f64>,
}

/// A stretch of the text, in code points, end exclusive, and what it is said to read.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Words {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) text: String,
}

impl Words {
    pub(super) const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// A piece of a statement, its words of closed vocabularies known.
pub(super) struct Item {
    pub(super) quote: Words,
    pub(super) cue: Option<Words>,
    pub(super) speaker: Option<Words>,
    pub(super) reference: Option<String>,
    pub(super) capacity: Option<String>,
    pub(super) side: Option<String>,
    pub(super) mode: Mode,
    pub(super) report: Option<Report>,
    pub(super) act: Act,
    pub(super) said: Option<Edtf>,
    pub(super) points: Vec<Words>,
    pub(super) confidence: Confidence,
}

impl Item {
    /// What `value` says, or what is wrong with it.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let written = Written::deserialize(value).map_err(|error| error.to_string())?;
        let is_told = |text: &String| !text.trim().is_empty();
        Ok(Self {
            mode: word("mode", &written.mode)?,
            report: written
                .report
                .as_deref()
                .map(|report| word("report", report))
                .transpose()?,
            act: word("act", &written.act)?,
            said: written
                .said
                .as_deref()
                .map(|said| word("said", said))
                .transpose()?,
            confidence: confidence(written.confidence)?,
            quote: written.quote,
            cue: written.cue,
            speaker: written.speaker,
            reference: written.reference.filter(is_told),
            capacity: written.capacity.filter(is_told),
            side: written.side.filter(is_told),
            points: written.points,
        })
    }
}

fn word<T: FromStr<Err: Display>>(field: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{field}: {error}"))
}

/// How sure the reader is; one who does not say is.
fn confidence(given: Option<f64>) -> Result<Confidence, String> {
    let part = given.unwrap_or(1.0);
    let is = |percent: &u8| (part * 100.0 - f64::from(*percent)).abs() <= 0.5;
    (0..=100)
        .find(is)
        .map(Confidence::from_percent)
        .ok_or_else(|| format!("confidence: {part} is not from 0 to 1"))
}
