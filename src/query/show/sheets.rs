use crate::domain::{Act, StatementId, Timestamp};
use crate::query::{
    ArticleEntry, ArticleRef, Ending, ExchangeCount, Highlight, SpeakerEntry, SpeakerRef, StatementEntry,
    StatementRef, TopicEntry, wire,
};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// Everything about what was asked for.
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
}

/// Everything about a statement but its history, which the log tells.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementDetails {
    /// What listings show.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The words where they stand; null where the article's text was taken down.
    pub context: Option<TextContext>,
    /// The words as W3C Web Annotation selectors.
    pub evidence: Vec<EvidencePiece>,
    /// Where the words stand that report the speech.
    pub cue_at: Option<LocatedText>,
    /// The entry of the lexicon that they are a form of.
    pub cue_lemma: Option<String>,
    /// Where the article names the speaker.
    pub mention_at: Option<LocatedText>,
    /// Where the article names the side that the speaker speaks for.
    pub side_at: Option<LocatedText>,
    /// The expression that the date was read from.
    pub said_expression: Option<LocatedText>,
    /// Where the event is named.
    pub event_at: Option<LocatedText>,
    /// Where the place is named.
    pub place_at: Option<LocatedText>,
    /// Where the points stand.
    pub points_at: Vec<LocatedText>,
    /// The topics, each with the reason.
    pub topic_reasons: Vec<TopicMatch>,
    /// The speakers whom its words name.
    pub names: Vec<SpeakerRef>,
    /// What it has to do with other statements.
    pub links: Vec<StatementLink>,
    /// What a newer extractor reads otherwise than was decided.
    pub dispute: Option<String>,
    /// How other readers read these words, or some of them. Each is a statement of its own; no count has both.
    pub also_read: Vec<AlternativeReading>,
    /// The rules that produced the reading.
    pub rules: Vec<String>,
    /// Who or what read the statement, with the version: the extractor, or another reader.
    pub extractor: String,
    /// The revision of the article that all places count in.
    pub revision: u32,
    /// The place in the log of the event that recorded this reading.
    pub position: u64,
    /// When it was recorded.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::moment")]
    pub recorded_at: Timestamp,
    /// Why and since when it no longer counts: it is shown as it last stood then; null where it counts.
    pub ended: Option<Ending>,
}

/// How another reader reads the words of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AlternativeReading {
    /// The id of the statement as that reader reads it.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::statement_id")]
    pub id: StatementId,
    /// The reader, with the version.
    pub reader: String,
    /// Who says it, by that reading.
    pub speaker: Option<String>,
    /// What is done by it.
    #[serde(serialize_with = "wire::text")]
    #[schemars(schema_with = "wire::act")]
    pub act: Act,
    /// How it came to be known.
    pub report: Option<String>,
    /// The side that it is said for.
    #[serde(rename = "for")]
    pub side: Option<String>,
    /// The words.
    pub words: String,
}

/// A piece of an article's text around a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TextContext {
    /// Code points of the article's text before this piece.
    pub start: u32,
    /// The piece.
    pub text: String,
    /// Where in the piece the statement's words stand.
    pub marks: Vec<Highlight>,
    /// Whether the article goes on before the piece.
    pub more_before: bool,
    /// Whether the article goes on after the piece.
    pub more_after: bool,
}

/// A piece of the speaker's words with the selectors that find it again.
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

/// Words of an article and where they stand, in code points of its text, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LocatedText {
    /// Code points before them.
    pub start: u32,
    /// Code points before what follows them.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// Why a statement is about a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicMatch {
    /// The topic's id.
    pub id: String,
    /// What it is called in English.
    pub label: String,
    /// `words`, or `title` where only the headline has the term.
    pub place: String,
    /// The term of the taxonomy that matched.
    pub term: String,
}

/// What a statement does to another one, or the other to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementLink {
    /// `reports-same`, `restates`, `restated-by`, `echoes`, `echoed-by`, `answers`, `answered-by`; or what a person
    /// says: `contradicts`, `fulfils`, `answers`, `follows-up`, with ` (of this one)` where the other one does.
    pub link: String,
    /// The other statement.
    pub statement: StatementRef,
    /// Its words.
    pub words: String,
    /// What says so: `words`, `cue`, or the person who does.
    pub by: String,
    /// The likeness and the words that both have, or the person's reason.
    pub why: Option<String>,
}

/// A reader who read an article beside the extractor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ArticleReader {
    /// The reader, with the version.
    pub reader: String,
    /// How many statements.
    pub statements: u64,
}

/// Everything about an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticleDetails {
    /// What the listing shows.
    #[serde(flatten)]
    pub line: ArticleEntry,
    /// The extractor that read it.
    pub extractor: String,
    /// The articles that are copies of it, or that it is one of, in the order of publication.
    pub copies: Vec<ArticleRef>,
    /// Its text; null where it was taken down.
    pub text: Option<String>,
    /// Its statements, in reading order.
    pub reported: Vec<StatementEntry>,
    /// Who or what else read it, with the version and the number of statements that each reads in it.
    pub read_by: Vec<ArticleReader>,
    /// Why and since when it no longer counts: it is shown as it last stood then; null where it counts.
    pub ended: Option<Ending>,
}

/// Everything about a speaker.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SpeakerDetails {
    /// What the listing shows.
    #[serde(flatten)]
    pub line: SpeakerEntry,
    /// Every name, the most used first.
    pub names: Vec<NameUse>,
    /// The identifiers in authority files that persons gave, as in `wikidata:Q42`.
    pub identifiers: Vec<String>,
    /// How many statements of others name the speaker.
    pub named_by: u64,
    /// Whom the speaker answers, whoever most first.
    pub answers: Vec<ExchangeCount>,
    /// Who answers the speaker, whoever most first.
    pub answered_by: Vec<ExchangeCount>,
    /// Every capacity, in the order of its first use.
    pub capacities: Vec<CapacityUse>,
    /// What the speaker speaks about, the most frequent first: topics as they are matched, with counts of this
    /// speaker's statements.
    pub topics: Vec<TopicEntry>,
    /// Where the id is that of a speaker who was merged into this one: who that is, and by whom and why.
    pub merged: Option<SpeakerMerger>,
    /// Why and since when it no longer counts: it is shown as it last stood then; null where it counts.
    pub ended: Option<Ending>,
}

/// A speaker whom a person declared the same as another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerMerger {
    /// The id of the speaker who was merged.
    pub id: String,
    /// The name that articles give this speaker; null where none that counts does.
    pub name: Option<String>,
    /// By whom, when and why.
    #[serde(flatten)]
    pub by: Ending,
}

/// A name of a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameUse {
    /// The name.
    pub name: String,
    /// `reference` (canonical), `mention` (as an article says) or `pinyin` (derived from a Han name).
    pub source: String,
    /// How many statements that count use it.
    pub uses: u64,
}

/// A capacity in which a speaker spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CapacityUse {
    /// As articles give it.
    pub capacity: String,
    /// How many statements were made in it.
    pub statements: u64,
    /// The first day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub first: Option<NaiveDate>,
    /// The last day on which one of them can have been said.
    #[serde(serialize_with = "wire::text_or_null")]
    #[schemars(schema_with = "wire::date")]
    pub last: Option<NaiveDate>,
}

/// Everything about a topic.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TopicDetails {
    /// What the listing shows.
    #[serde(flatten)]
    pub line: TopicEntry,
    /// The topics directly below it.
    pub narrower: Vec<String>,
    /// The terms by which it is recognised.
    pub terms: Vec<String>,
    /// Who speaks about it or a topic below it, whoever does most first, with counts of those statements.
    pub speakers: Vec<SpeakerEntry>,
    /// Why and since when it no longer counts: it is shown as it last stood then; null where it counts.
    pub ended: Option<Ending>,
}
