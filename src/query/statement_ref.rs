//! A short reference to a statement in an answer.

use super::{StatementEntry, answer_json};
use crate::domain::StatementId;
use schemars::JsonSchema;
use serde::Serialize;

/// A statement by id, speaker and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementRef {
    /// Its id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub id: StatementId,
    /// The name of the speaker.
    pub speaker: Option<String>,
    /// The date of utterance, as EDTF.
    pub said: String,
}

impl StatementRef {
    /// Refers to `entry`.
    pub(super) fn from_entry(entry: &StatementEntry) -> Self {
        Self {
            id: entry.id.clone(),
            speaker: entry.speaker.as_ref().map(|speaker| speaker.name.clone()),
            said: entry.said.to_string(),
        }
    }
}
