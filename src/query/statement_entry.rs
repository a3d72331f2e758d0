//! A statement as answers show it.

use super::{ArticleRef, ReliabilityFlag, SpeakerRef, StatementReview, answer_json};
use crate::domain::{Act, DateRule, Doubt, Edtf, Mode, Report, StatementId, Status};
use schemars::JsonSchema;
use serde::Serialize;

/// One statement, as every listing shows it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementEntry {
    /// The id of the statement.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub id: StatementId,
    /// The date of utterance, as EDTF; `..` if unknown.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::edtf")]
    pub said: Edtf,
    /// The rule that gave that date.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::date_rule")]
    pub said_rule: DateRule,
    /// Who said it; null if the article does not say.
    pub speaker: Option<SpeakerRef>,
    /// How the article names the speaker at this place.
    pub mention: Option<String>,
    /// The role in which the speaker spoke, as the article gives it.
    pub capacity: Option<String>,
    /// The side for whom the speaker speaks ("said that the government proposes …": the government); null if the
    /// speaker speaks for themselves.
    #[serde(rename = "for")]
    pub side: Option<SpeakerRef>,
    /// The cue: the words that report the speech.
    pub cue: Option<String>,
    /// Whether the words are quoted: direct, indirect or mixed.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::mode")]
    pub mode: Mode,
    /// How the statement came to be known: it was uttered (speech), an attitude or a deed was reported (stance), or a
    /// text lays it down (provision); null in readings by versions that did not record it.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::report_or_null")]
    pub report: Option<Report>,
    /// The speech act: what the speaker does by saying the words.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::act")]
    pub act: Act,
    /// The statement's words, with ` […] ` where the article interrupts them.
    pub words: String,
    /// The numbered points of the statement, if it has any.
    pub points: Vec<String>,
    /// The event at which it was said.
    pub event: Option<String>,
    /// The place where it was said.
    pub place: Option<String>,
    /// The ids of its topics.
    pub topics: Vec<String>,
    /// The article that reports it.
    pub article: ArticleRef,
    /// The certainty of the reader, 0 to 1.
    pub confidence: f64,
    /// What the reader doubts.
    #[serde(serialize_with = "answer_json::texts")]
    #[schemars(schema_with = "answer_json::doubts")]
    pub doubts: Vec<Doubt>,
    /// What persons decided on the reading; null if nobody did.
    pub review: Option<StatementReview>,
    /// What to know before relying on it: whether a person checked it, and what is in doubt.
    pub flags: Vec<ReliabilityFlag>,
    /// What became of it, as a person marked it; null if nobody did.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::status_or_null")]
    pub status: Option<Status>,
    /// The reader, with its version; null if it is the built-in extractor.
    pub reader: Option<String>,
}

impl StatementEntry {
    /// The name of the speaker, or else how the article names the speaker.
    pub fn speaker_or_mention(&self) -> Option<&str> {
        let name = self.speaker.as_ref().map(|speaker| speaker.name.as_str());
        name.or(self.mention.as_deref())
    }

    /// Whether a person confirmed or corrected the statement.
    pub fn is_reviewed(&self) -> bool {
        self.flags.iter().any(|flag| flag.is_review())
    }

    /// Whether the article has all of the words in quotation marks. Words that a person corrected may extend beyond the
    /// quotation, so they do not qualify.
    pub fn is_quoted(&self) -> bool {
        let is_corrected = |review: &StatementReview| review.corrected.iter().any(|field| field == "text");
        self.mode == Mode::Direct && !self.review.as_ref().is_some_and(is_corrected)
    }
}

/// Statements, in the order that the query defines.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct StatementList(pub Vec<StatementEntry>);
