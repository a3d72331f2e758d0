use super::{QueryError, Question, wire};
use crate::domain::{SpeakerId, SpeakerKind};
use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

/// Who speaks, whoever speaks most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Only those of this kind.
    pub kind: Option<SpeakerKind>,
    /// Only those who are named so, as in [`Timeline`](super::Timeline).
    pub name: Option<String>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

/// One speaker as the listing shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerLine {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
    /// What kind of party it is.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::kind")]
    pub kind: SpeakerKind,
    /// The other names, as articles mention them, in alphabetical order.
    pub aliases: Vec<String>,
    /// How many statements count.
    pub statements: u64,
    /// The first day on which something can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub first: Option<NaiveDate>,
    /// The last day on which something can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last: Option<NaiveDate>,
}

/// Speakers, whoever speaks most first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct SpeakerLines(pub Vec<SpeakerLine>);

impl Question for Speakers {
    type Answer = SpeakerLines;

    fn answer(&self, conn: &Connection) -> Result<SpeakerLines, QueryError> {
        let _ = conn;
        Ok(SpeakerLines(Vec::new()))
    }
}
