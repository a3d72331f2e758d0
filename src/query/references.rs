//! References to speakers, articles and statements: the id, with what is needed to show or cite them.

use super::answer_json;
use crate::domain::{ArticleId, Lang, SpeakerId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A speaker by id and canonical name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerRef {
    /// The id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
}

/// An article by id, with what is needed to cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleRef {
    /// The id.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its web address.
    pub url: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub published: Option<NaiveDate>,
    /// Its language.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::lang")]
    pub lang: Lang,
}
