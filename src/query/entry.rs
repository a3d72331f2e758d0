use super::{Flag, wire};
use crate::domain::{
    Act, ArticleId, DateRule, Doubt, Edtf, Lang, Mode, Report, SpeakerId, StatementId, Status,
};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// One statement as every listing shows it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementEntry {
    /// Its id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// When it was said, as EDTF; `..` where unknown.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::edtf")]
    pub said: Edtf,
    /// What gave it that date.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::rule")]
    pub said_rule: DateRule,
    /// Who said it; null where the article does not tell.
    pub speaker: Option<SpeakerRef>,
    /// How the article names the speaker at this place.
    pub mention: Option<String>,
    /// The role in which the speaker spoke, as the article gives it.
    pub capacity: Option<String>,
    /// The side that the words say proposes, calls, promises or rejects; null where the speaker does so.
    #[serde(rename = "for")]
    pub side: Option<SpeakerRef>,
    /// The words that report the speech.
    pub cue: Option<String>,
    /// How the words are rendered.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::mode")]
    pub mode: Mode,
    /// How it came to be known: something was uttered (speech), an attitude or a deed was told (stance), or a text lays
    /// it down (provision); null where it was read before readers told.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::report_or_null")]
    pub report: Option<Report>,
    /// What is done by saying them.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::act")]
    pub act: Act,
    /// The words, with ` […] ` where the article interrupts them.
    pub words: String,
    /// The numbered parts, where there are some.
    pub points: Vec<String>,
    /// The event at which it was said.
    pub event: Option<String>,
    /// The place where it was said.
    pub place: Option<String>,
    /// The ids of its topics.
    pub topics: Vec<String>,
    /// Where it was reported.
    pub article: ArticleRef,
    /// How sure the extractor is, 0 to 1.
    pub confidence: f64,
    /// What the extractor is not sure of.
    #[serde(serialize_with = "wire::texts")]
    #[schemars(schema_with = "wire::doubts")]
    pub doubts: Vec<Doubt>,
    /// What a person made of the reading; null where nobody looked at it.
    pub review: Option<StatementReview>,
    /// What to know of it before one relies on it: whether a person checked it, and what is in doubt.
    pub flags: Vec<Flag>,
    /// What became of it, as a person says; null where nothing did yet.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::status_or_null")]
    pub status: Option<Status>,
    /// Who or what read it, with the version; null where the extractor did that reads the articles.
    pub reader: Option<String>,
}

impl StatementEntry {
    /// What to call whoever said it: the name, or else how the article names the speaker.
    pub fn who(&self) -> Option<&str> {
        let name = self.speaker.as_ref().map(|speaker| speaker.name.as_str());
        name.or(self.mention.as_deref())
    }

    /// Whether a person confirmed or corrected it.
    pub fn is_reviewed(&self) -> bool {
        self.flags.iter().any(|flag| flag.is_review())
    }

    /// Whether the article has all of the words in quotation marks: corrected words can reach beyond them.
    pub fn is_quoted(&self) -> bool {
        let is_corrected = |review: &StatementReview| review.corrected.iter().any(|field| field == "text");
        self.mode == Mode::Direct && !self.review.as_ref().is_some_and(is_corrected)
    }
}

/// What a person made of a reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct StatementReview {
    /// Whether it was checked and found right.
    pub confirmed: bool,
    /// What of it was corrected: speaker, capacity, said, act, report, text.
    pub corrected: Vec<String>,
}

/// A speaker as named beside a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerRef {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::speaker_id")]
    pub id: SpeakerId,
    /// The canonical name.
    pub name: String,
}

/// An article as named beside a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleRef {
    /// The id.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::article_id")]
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The day of publication.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub published: Option<NaiveDate>,
    /// Its language.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::lang")]
    pub lang: Lang,
}

/// Statements, in the order that the question asks for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct StatementList(pub Vec<StatementEntry>);
