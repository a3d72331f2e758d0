//! The answers of [`ShowQuery`](super::ShowQuery): everything about one thing.

use crate::domain::{Act, StatementId, Timestamp};
use crate::query::{
    ArticleEntry, ArticleRef, Ending, ExchangeCount, Highlight, SpeakerEntry, SpeakerRef, StatementEntry,
    StatementRef, TopicEntry, answer_json,
};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything about one thing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Details {
    /// A statement.
    Statement(Box<StatementDetails>),
    /// An article.
    Article(Box<ArticleDetails>),
    /// A speaker.
    Speaker(Box<SpeakerDetails>),
    /// A topic.
    Topic(Box<TopicDetails>),
    /// A statement, article or speaker of which nothing is left but that it was redacted.
    Redacted(RedactedDetails),
}

/// Something that was redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RedactedDetails {
    /// Its id.
    pub id: String,
    /// When, by whom and why it was redacted.
    pub ended: Ending,
}

/// Everything about a statement, except its history, which is in the log.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementDetails {
    /// The statement, as listings show it.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The words in their context; null if the article's text was redacted.
    pub context: Option<TextContext>,
    /// The evidence: W3C Web Annotation selectors of the words.
    pub evidence: Vec<EvidencePiece>,
    /// Where the article contains the cue.
    pub cue_at: Option<LocatedText>,
    /// The lexicon entry of which the cue is a form.
    pub cue_lemma: Option<String>,
    /// Where the article names the speaker.
    pub mention_at: Option<LocatedText>,
    /// Where the article names the side for whom the speaker speaks.
    pub side_at: Option<LocatedText>,
    /// The expression from which the date was resolved.
    pub said_expression: Option<LocatedText>,
    /// Where the article names the event.
    pub event_at: Option<LocatedText>,
    /// Where the article names the place.
    pub place_at: Option<LocatedText>,
    /// Where the article contains the points.
    pub points_at: Vec<LocatedText>,
    /// The topics, each with the term that matched.
    pub topic_reasons: Vec<TopicMatch>,
    /// The speakers whom the words name.
    pub names: Vec<SpeakerRef>,
    /// Its links to other statements.
    pub links: Vec<StatementLink>,
    /// What a newer reading says in contrast to what a person decided.
    pub dispute: Option<String>,
    /// How other readers read these words or some of them. Each is a statement of its own; counts never include both.
    pub also_read: Vec<AlternativeReading>,
    /// The rules that produced the reading.
    pub rules: Vec<String>,
    /// The reader, with its version: the built-in extractor or another reader.
    pub extractor: String,
    /// The revision of the article to which all positions refer.
    pub revision: u32,
    /// The position of the event that recorded this reading.
    pub position: u64,
    /// When that event was recorded.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::timestamp")]
    pub recorded_at: Timestamp,
    /// Why and since when it is no longer current, in which case its last version is shown; null if it is current.
    pub ended: Option<Ending>,
}

/// How another reader reads the words of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AlternativeReading {
    /// The id of that reader's statement.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub id: StatementId,
    /// The reader, with the version.
    pub reader: String,
    /// The speaker in that reading.
    pub speaker: Option<String>,
    /// The act in that reading.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::act")]
    pub act: Act,
    /// How the statement came to be known, in that reading.
    pub report: Option<String>,
    /// The side for whom it is said, in that reading.
    #[serde(rename = "for")]
    pub side: Option<String>,
    /// The words.
    pub words: String,
}

/// A piece of an article's text around a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TextContext {
    /// Number of code points of the article's text before this piece.
    pub start: u32,
    /// The piece.
    pub text: String,
    /// Where the piece contains the statement's words.
    pub marks: Vec<Highlight>,
    /// Whether the article has more text before the piece.
    pub more_before: bool,
    /// Whether the article has more text after the piece.
    pub more_after: bool,
}

/// A continuous piece of the statement's words, with the selectors to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidencePiece {
    /// `TextPositionSelector.start`.
    pub start: u32,
    /// `TextPositionSelector.end`.
    pub end: u32,
    /// `TextQuoteSelector.exact`.
    pub exact: String,
    /// `TextQuoteSelector.prefix`.
    pub prefix: String,
    /// `TextQuoteSelector.suffix`.
    pub suffix: String,
}

/// Words of an article with their position, in code points of its text, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LocatedText {
    /// Number of code points before them.
    pub start: u32,
    /// Number of code points before their end.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// Why a statement is about a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicMatch {
    /// The topic's id.
    pub id: String,
    /// Its English label.
    pub label: String,
    /// Where the term was found: `words`, or `title` if only the headline contains it.
    pub place: String,
    /// The term of the taxonomy that matched.
    pub term: String,
}

/// A link between a statement and another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementLink {
    /// By words or cue: `reports-same`, `restates`, `restated-by`, `echoes`, `echoed-by`, `answers`, `answered-by`.
    /// By a person: `contradicts`, `fulfils`, `answers`, `follows-up`; with ` (of this one)` if the link is from the
    /// other statement to this one.
    pub link: String,
    /// The other statement.
    pub statement: StatementRef,
    /// The words of the other statement.
    pub words: String,
    /// The origin of the link: `words`, `cue`, or the name of the person.
    pub by: String,
    /// The similarity and the shared words, or the person's reason.
    pub why: Option<String>,
}

/// Where an article has the words of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementPlace {
    /// The statement.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub statement: StatementId,
    /// The pieces of its words, in order.
    pub pieces: Vec<Highlight>,
}

/// A reader of an article other than the built-in extractor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleReader {
    /// The reader, with the version.
    pub reader: String,
    /// Number of statements that it read in the article.
    pub statements: u64,
}

/// The document that an article was read from, as it came in.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DocumentDetails {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The format that it was read in, and the version of what reads it.
    pub format: String,
    /// The web address that it was fetched from, after redirects; null for a file.
    pub fetched_from: Option<String>,
    /// When it was fetched.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::timestamp_or_null")]
    pub fetched_at: Option<Timestamp>,
    /// When the article was last changed, as the document says (RFC 3339).
    pub modified_at: Option<String>,
    /// Why the text looks cut; null if it does not.
    pub looks_cut: Option<String>,
    /// Where in the document each field of the source was found.
    pub origins: BTreeMap<String, String>,
}

/// Everything about an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticleDetails {
    /// The entry, as the listing shows it.
    #[serde(flatten)]
    pub line: ArticleEntry,
    /// The extractor version that read it.
    pub extractor: String,
    /// The other articles of its story, which are copies of one another, in the order of publication.
    pub copies: Vec<ArticleRef>,
    /// Its text; null if it was redacted.
    pub text: Option<String>,
    /// Its statements, in the order of the text.
    pub reported: Vec<StatementEntry>,
    /// Where the text has the words of each of them, in the same order.
    pub places: Vec<StatementPlace>,
    /// The readers other than the built-in extractor that read it.
    pub read_by: Vec<ArticleReader>,
    /// The document that its text was read from; null if it was given as text.
    pub document: Option<DocumentDetails>,
    /// Why and since when it is no longer current, in which case its last version is shown; null if it is current.
    pub ended: Option<Ending>,
}

/// Everything about a speaker.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SpeakerDetails {
    /// The entry, as the listing shows it.
    #[serde(flatten)]
    pub line: SpeakerEntry,
    /// Every name, the most used first.
    pub names: Vec<NameUse>,
    /// Identifiers in authority files that persons added, such as `wikidata:Q42`.
    pub identifiers: Vec<String>,
    /// Number of statements by others that name the speaker.
    pub named_by: u64,
    /// Whom the speaker answers, the most frequent first.
    pub answers: Vec<ExchangeCount>,
    /// Who answers the speaker, the most frequent first.
    pub answered_by: Vec<ExchangeCount>,
    /// The capacities, in the order of their first use.
    pub capacities: Vec<CapacityUse>,
    /// The topics that the speaker's statements matched directly, the most frequent first; counts cover only these
    /// statements.
    pub topics: Vec<TopicEntry>,
    /// If the id asked for belongs to a speaker who was merged into this one: that speaker, with who merged it and why.
    pub merged: Option<SpeakerMerger>,
    /// Why and since when it is no longer current, in which case its last version is shown; null if it is current.
    pub ended: Option<Ending>,
}

/// A speaker that a person merged into another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerMerger {
    /// The id of the merged speaker.
    pub id: String,
    /// The name that current articles give this speaker; null if there is none.
    pub name: Option<String>,
    /// Who merged it, when and why.
    #[serde(flatten)]
    pub by: Ending,
}

/// A name of a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameUse {
    /// The name.
    pub name: String,
    /// The source of the name: `reference` (canonical), `alias` (added by a person), `mention` (as an article says),
    /// `description`, `namesake` (shared with a speaker that was split off) or `pinyin` (derived from a Han name).
    pub source: String,
    /// Number of current statements that use it.
    pub uses: u64,
}

/// A capacity in which a speaker spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CapacityUse {
    /// The capacity, as articles give it.
    pub capacity: String,
    /// Number of statements made in it.
    pub statements: u64,
    /// The first day on which one of them may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub first: Option<NaiveDate>,
    /// The last day on which one of them may have been said.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::date_or_null")]
    pub last: Option<NaiveDate>,
}

/// Everything about a topic.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TopicDetails {
    /// The entry, as the listing shows it.
    #[serde(flatten)]
    pub line: TopicEntry,
    /// The topics directly below it.
    pub narrower: Vec<String>,
    /// The terms by which it is recognised.
    pub terms: Vec<String>,
    /// The speakers of statements about it or a topic below it, the most frequent first; counts cover only these
    /// statements.
    pub speakers: Vec<SpeakerEntry>,
    /// Why and since when it is no longer current, in which case its last version is shown; null if it is current.
    pub ended: Option<Ending>,
}
