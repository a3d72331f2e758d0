use super::{
    ArticleId, ArticleText, FeedDecision, Lang, Provenance, RedactedPart, Source, SpeakerDecision, SpeakerId,
    Statement, StatementDecision, StatementId, TopicDecision, TopicId,
};
use std::fmt;
use std::str::FromStr;

/// An immutable fact, named in the past tense: what an article says or what a person decided, never an
/// interpretation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An article was read for the first time.
    ArticleIngested {
        /// The article.
        article: ArticleId,
        /// Where it comes from.
        source: Source,
        /// Its language.
        lang: Lang,
        /// Its running text.
        text: ArticleText,
        /// The extractor that read it, with its version.
        extractor: String,
        /// How it came in; `None` where it was given as text.
        provenance: Option<Box<Provenance>>,
    },
    /// An article was read again with another text, or with more details of its source.
    ArticleRevised {
        /// The article.
        article: ArticleId,
        /// 1 for the first revision.
        revision: u32,
        /// Everything that is known of its source, not only what changed.
        source: Source,
        /// Its language.
        lang: Lang,
        /// The new text.
        text: ArticleText,
        /// The extractor that read it, with its version.
        extractor: String,
        /// How it came in; `None` where it was given as text.
        provenance: Option<Box<Provenance>>,
    },
    /// The same text was read again by another extractor.
    ArticleReread {
        /// The article.
        article: ArticleId,
        /// The extractor that reads it from now on.
        extractor: String,
    },
    /// The article and its statements are no longer current.
    ArticleWithdrawn {
        /// The article.
        article: ArticleId,
        /// Why.
        reason: WithdrawalReason,
    },
    /// A withdrawn article and its statements are current again.
    ArticleRestored {
        /// The article.
        article: ArticleId,
        /// Why.
        reason: Option<String>,
    },
    /// A statement was read in an article for the first time, or read differently: its words moved, its speaker is
    /// clearer.
    StatementRecorded {
        /// The article.
        article: ArticleId,
        /// The revision of the article that the evidence refers to.
        revision: u32,
        /// The statement.
        statement: Box<Statement>,
    },
    /// The statement is no longer current.
    StatementWithdrawn {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// Why.
        reason: WithdrawalReason,
    },
    /// A newer extractor does not read the statement, and no person had decided on it: it is no longer current.
    StatementDropped {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// The newer extractor.
        extractor: String,
    },
    /// A newer extractor reads a statement differently from what a person decided on. The decision stays in force.
    StatementDisputed {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// The newer extractor.
        extractor: String,
        /// The new reading; `None` where the extractor does not read the statement at all.
        reading: Option<Box<Statement>>,
    },
    /// A statement that a person withdrew is current again.
    StatementRestored {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a statement.
    StatementDecided {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// The decision.
        decision: StatementDecision,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a speaker.
    SpeakerDecided {
        /// The speaker.
        speaker: SpeakerId,
        /// The decision.
        decision: SpeakerDecision,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a topic.
    TopicDecided {
        /// The topic.
        topic: TopicId,
        /// The decision.
        decision: TopicDecision,
        /// Why.
        reason: Option<String>,
    },
    /// The texts of an article and all words of it in the log were taken away, for ever. The article and its statements
    /// are no longer current.
    ArticleRedacted {
        /// The article.
        article: ArticleId,
        /// Why.
        reason: String,
        /// What was taken away.
        redacted: Vec<RedactedPart>,
    },
    /// The words of a statement were taken away wherever its article has them, with the texts of the article, for
    /// ever. The statement is no longer current.
    StatementRedacted {
        /// The article.
        article: ArticleId,
        /// The statement.
        statement: StatementId,
        /// Why.
        reason: String,
        /// What was taken away; empty where the redaction of another statement took the words.
        redacted: Vec<RedactedPart>,
    },
    /// The names of a speaker were taken away, with the texts of the articles that quote the speaker, for ever.
    SpeakerRedacted {
        /// The speaker.
        speaker: SpeakerId,
        /// Why.
        reason: String,
        /// What was taken away.
        redacted: Vec<RedactedPart>,
    },
    /// A person decided on a feed.
    FeedDecided {
        /// The web address of the feed.
        feed: String,
        /// The decision.
        decision: FeedDecision,
        /// Why.
        reason: Option<String>,
    },
}

impl Event {
    /// The parts of the log that it takes away; none where it is no redaction.
    pub fn redacted_parts(&self) -> &[RedactedPart] {
        match self {
            Self::ArticleRedacted { redacted, .. }
            | Self::StatementRedacted { redacted, .. }
            | Self::SpeakerRedacted { redacted, .. } => redacted,
            _ => &[],
        }
    }

    /// Types of the events that contain the text of an article.
    pub const CONTENT_TYPES: [&str; 2] = ["article.ingested", "article.revised"];

    /// Types of the events that decide whether an article is current.
    pub const WITHDRAWAL_TYPES: [&str; 2] = ["article.withdrawn", "article.restored"];

    /// Types of the events that record what was taken out of the log.
    pub const REDACTION_TYPES: [&str; 3] = ["article.redacted", "speaker.redacted", "statement.redacted"];

    /// Types of the events that record decisions of persons. `statement.withdrawn` is one unless a revision caused
    /// it.
    pub const DECISION_TYPES: [&str; 29] = [
        "article.redacted",
        "article.restored",
        "article.withdrawn",
        "feed.added",
        "feed.removed",
        "speaker.aliased",
        "speaker.divided",
        "speaker.identified",
        "speaker.merged",
        "speaker.redacted",
        "speaker.reunited",
        "speaker.split",
        "speaker.unaliased",
        "speaker.unidentified",
        "statement.confirmed",
        "statement.corrected",
        "statement.linked",
        "statement.marked",
        "statement.redacted",
        "statement.restored",
        "statement.skipped",
        "statement.tagged",
        "statement.unconfirmed",
        "statement.unlinked",
        "statement.unskipped",
        "statement.withdrawn",
        "topic.defined",
        "topic.reset",
        "topic.retired",
    ];

    /// All event types, in alphabetical order.
    pub const ALL_TYPES: [&str; 35] = [
        "article.ingested",
        "article.redacted",
        "article.reread",
        "article.restored",
        "article.revised",
        "article.withdrawn",
        "feed.added",
        "feed.removed",
        "speaker.aliased",
        "speaker.divided",
        "speaker.identified",
        "speaker.merged",
        "speaker.redacted",
        "speaker.reunited",
        "speaker.split",
        "speaker.unaliased",
        "speaker.unidentified",
        "statement.confirmed",
        "statement.corrected",
        "statement.disputed",
        "statement.dropped",
        "statement.linked",
        "statement.marked",
        "statement.recorded",
        "statement.redacted",
        "statement.restored",
        "statement.skipped",
        "statement.tagged",
        "statement.unconfirmed",
        "statement.unlinked",
        "statement.unskipped",
        "statement.withdrawn",
        "topic.defined",
        "topic.reset",
        "topic.retired",
    ];

    /// The stream that the event belongs to.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::ArticleIngested { article, .. }
            | Self::ArticleRevised { article, .. }
            | Self::ArticleReread { article, .. }
            | Self::ArticleWithdrawn { article, .. }
            | Self::ArticleRestored { article, .. }
            | Self::ArticleRedacted { article, .. }
            | Self::StatementRecorded { article, .. }
            | Self::StatementWithdrawn { article, .. }
            | Self::StatementDropped { article, .. }
            | Self::StatementDisputed { article, .. }
            | Self::StatementRestored { article, .. }
            | Self::StatementRedacted { article, .. }
            | Self::StatementDecided { article, .. } => StreamId::Article(article.clone()),
            Self::SpeakerDecided { .. } | Self::SpeakerRedacted { .. } => StreamId::Speakers,
            Self::TopicDecided { .. } => StreamId::Topics,
            Self::FeedDecided { .. } => StreamId::Feeds,
        }
    }

    /// The event type, as stored in the log.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::ArticleIngested { .. } => "article.ingested",
            Self::ArticleRevised { .. } => "article.revised",
            Self::ArticleReread { .. } => "article.reread",
            Self::ArticleWithdrawn { .. } => "article.withdrawn",
            Self::ArticleRestored { .. } => "article.restored",
            Self::ArticleRedacted { .. } => "article.redacted",
            Self::StatementRecorded { .. } => "statement.recorded",
            Self::StatementRedacted { .. } => "statement.redacted",
            Self::SpeakerRedacted { .. } => "speaker.redacted",
            Self::StatementWithdrawn { .. } => "statement.withdrawn",
            Self::StatementDropped { .. } => "statement.dropped",
            Self::StatementDisputed { .. } => "statement.disputed",
            Self::StatementRestored { .. } => "statement.restored",
            Self::StatementDecided { decision, .. } => match decision {
                StatementDecision::Confirmed(true) => "statement.confirmed",
                StatementDecision::Confirmed(false) => "statement.unconfirmed",
                StatementDecision::Corrected(_) => "statement.corrected",
                StatementDecision::Tagged(..) => "statement.tagged",
                StatementDecision::Marked(_) => "statement.marked",
                StatementDecision::Linked(_, _, true) => "statement.linked",
                StatementDecision::Linked(_, _, false) => "statement.unlinked",
                StatementDecision::Skipped(Some(_)) => "statement.skipped",
                StatementDecision::Skipped(None) => "statement.unskipped",
            },
            Self::SpeakerDecided { decision, .. } => match decision {
                SpeakerDecision::Merged(Some(_)) => "speaker.merged",
                SpeakerDecision::Merged(None) => "speaker.split",
                SpeakerDecision::Alias(_, true) => "speaker.aliased",
                SpeakerDecision::Alias(_, false) => "speaker.unaliased",
                SpeakerDecision::Identifier(_, true) => "speaker.identified",
                SpeakerDecision::Identifier(_, false) => "speaker.unidentified",
                SpeakerDecision::Divided(_, Some(_)) => "speaker.divided",
                SpeakerDecision::Divided(_, None) => "speaker.reunited",
            },
            Self::TopicDecided { decision, .. } => match decision {
                TopicDecision::Defined(_) => "topic.defined",
                TopicDecision::Retired => "topic.retired",
                TopicDecision::Reset => "topic.reset",
            },
            Self::FeedDecided { decision, .. } => match decision {
                FeedDecision::Added(_) => "feed.added",
                FeedDecision::Removed => "feed.removed",
            },
        }
    }

    /// The statement that the event is about; `None` where it is about anything else.
    pub const fn statement_id(&self) -> Option<&StatementId> {
        match self {
            Self::StatementRecorded { statement, .. } => Some(&statement.id),
            Self::StatementWithdrawn { statement, .. }
            | Self::StatementDropped { statement, .. }
            | Self::StatementDisputed { statement, .. }
            | Self::StatementRestored { statement, .. }
            | Self::StatementRedacted { statement, .. }
            | Self::StatementDecided { statement, .. } => Some(statement),
            Self::ArticleIngested { .. }
            | Self::ArticleRevised { .. }
            | Self::ArticleReread { .. }
            | Self::ArticleWithdrawn { .. }
            | Self::ArticleRestored { .. }
            | Self::ArticleRedacted { .. }
            | Self::SpeakerDecided { .. }
            | Self::SpeakerRedacted { .. }
            | Self::TopicDecided { .. }
            | Self::FeedDecided { .. } => None,
        }
    }

    /// What was decided and why, on one line; `None` where the event type says it all.
    pub fn describe(&self) -> Option<String> {
        let what = match self {
            Self::StatementDecided { decision, .. } => decision.to_string(),
            Self::SpeakerDecided {
                speaker, decision, ..
            } => format!("{speaker} {decision}"),
            Self::TopicDecided { topic, decision, .. } => format!("{topic} {decision}"),
            Self::FeedDecided { feed, decision, .. } => format!("{feed} {decision}"),
            Self::ArticleReread { extractor, .. } => format!("by {extractor}"),
            Self::SpeakerRedacted { speaker, .. } => speaker.to_string(),
            _ => String::new(),
        };
        let what = what.trim_end().to_owned();
        match (what.is_empty(), self.reason()) {
            (true, reason) => reason,
            (false, Some(reason)) => Some(format!("{what}: {reason}")),
            (false, None) => Some(what),
        }
    }

    /// Why it happened: the reason that a person gave, or a sentence about what the extractor did.
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::ArticleWithdrawn { reason, .. } | Self::StatementWithdrawn { reason, .. } => {
                Some(reason.to_string())
            }
            Self::StatementDropped { extractor, .. } => Some(format!("{extractor} does not read it")),
            Self::StatementDisputed {
                extractor, reading, ..
            } => Some(match reading {
                Some(_) => format!("{extractor} reads it otherwise"),
                None => format!("{extractor} does not read it"),
            }),
            Self::ArticleRedacted { reason, .. }
            | Self::StatementRedacted { reason, .. }
            | Self::SpeakerRedacted { reason, .. } => Some(reason.clone()),
            Self::ArticleRestored { reason, .. }
            | Self::StatementRestored { reason, .. }
            | Self::StatementDecided { reason, .. }
            | Self::SpeakerDecided { reason, .. }
            | Self::TopicDecided { reason, .. }
            | Self::FeedDecided { reason, .. } => reason.clone(),
            Self::ArticleIngested { .. }
            | Self::ArticleRevised { .. }
            | Self::ArticleReread { .. }
            | Self::StatementRecorded { .. } => None,
        }
    }
}

/// Why an article or statement is no longer current.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithdrawalReason {
    /// A newer text of the article lacks the words, or attributes them to somebody else.
    Revised,
    /// A person decided so, for this reason.
    Decided(String),
}

impl fmt::Display for WithdrawalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revised => f.write_str("the revised article no longer says so"),
            Self::Decided(why) if why.is_empty() => f.write_str("no reason given"),
            Self::Decided(why) => f.write_str(why),
        }
    }
}

/// Identifies a stream. All events that the next decision depends on are in the same stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamId {
    /// One article and its statements.
    Article(ArticleId),
    /// Decisions on speakers: one stream for all, so that mergers cannot form a cycle.
    Speakers,
    /// Decisions on topics: one stream for all, so that no topic can become broader than itself.
    Topics,
    /// Decisions on feeds: which are pulled.
    Feeds,
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "article-{id}"),
            Self::Speakers => f.write_str("speakers"),
            Self::Topics => f.write_str("topics"),
            Self::Feeds => f.write_str("feeds"),
        }
    }
}

/// A text that is not the id of a stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no stream (those are article-ID, speakers, topics and feeds)")]
pub struct StreamIdError(String);

impl FromStr for StreamId {
    type Err = StreamIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "speakers" => Ok(Self::Speakers),
            "topics" => Ok(Self::Topics),
            "feeds" => Ok(Self::Feeds),
            _ => text
                .strip_prefix("article-")
                .and_then(|id| id.parse().ok())
                .map(Self::Article)
                .ok_or_else(|| StreamIdError(text.to_owned())),
        }
    }
}
