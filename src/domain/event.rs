use super::{
    ArticleId, Lang, Source, SpeakerDecision, SpeakerId, Statement, StatementDecision, StatementId, Text,
    TopicDecision, TopicId,
};
use std::fmt;
use std::str::FromStr;

/// One immutable fact. Past tense; what an article says, or what a person decided, never an interpretation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An article was read for the first time.
    ArticleIngested {
        /// Which.
        article: ArticleId,
        /// Where it comes from.
        source: Source,
        /// Its language.
        lang: Lang,
        /// Its running text.
        text: Text,
        /// The extractor that reads it.
        extractor: String,
    },
    /// The same article was read with another text or better known source.
    ArticleRevised {
        /// Which.
        article: ArticleId,
        /// 1 for the first revision.
        revision: u32,
        /// Where it comes from, whole.
        source: Source,
        /// Its language.
        lang: Lang,
        /// The text from now on.
        text: Text,
        /// The extractor that reads it.
        extractor: String,
    },
    /// The same text was read again by another extractor.
    ArticleReread {
        /// Which.
        article: ArticleId,
        /// The extractor that reads it from now on.
        extractor: String,
    },
    /// The article no longer counts, and with it none of its statements.
    ArticleWithdrawn {
        /// Which.
        article: ArticleId,
        /// Why.
        reason: Reason,
    },
    /// An article that was withdrawn counts again, with its statements.
    ArticleRestored {
        /// Which.
        article: ArticleId,
        /// Why.
        reason: Option<String>,
    },
    /// A statement was read in an article, or read anew where its words moved or its speaker became clearer.
    StatementRecorded {
        /// The article.
        article: ArticleId,
        /// The revision of the article that its evidence points into.
        revision: u32,
        /// The statement.
        statement: Box<Statement>,
    },
    /// The statement no longer counts.
    StatementWithdrawn {
        /// The article.
        article: ArticleId,
        /// Which.
        statement: StatementId,
        /// Why.
        reason: Reason,
    },
    /// A newer extractor does not read the statement, and nobody had looked at it: it no longer counts.
    StatementDropped {
        /// The article.
        article: ArticleId,
        /// Which.
        statement: StatementId,
        /// The newer extractor.
        extractor: String,
    },
    /// A newer extractor reads otherwise a statement that a person decided on. What was decided stands.
    StatementDisputed {
        /// The article.
        article: ArticleId,
        /// Which.
        statement: StatementId,
        /// The newer extractor.
        extractor: String,
        /// How it reads the statement; `None` where it does not read it at all.
        reading: Option<Box<Statement>>,
    },
    /// A statement that a person withdrew counts again.
    StatementRestored {
        /// The article.
        article: ArticleId,
        /// Which.
        statement: StatementId,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a statement.
    StatementDecided {
        /// The article.
        article: ArticleId,
        /// Which.
        statement: StatementId,
        /// What.
        ruling: StatementDecision,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a speaker.
    SpeakerDecided {
        /// Which.
        speaker: SpeakerId,
        /// What.
        ruling: SpeakerDecision,
        /// Why.
        reason: Option<String>,
    },
    /// A person decided on a topic.
    TopicDecided {
        /// Which.
        topic: TopicId,
        /// What.
        ruling: TopicDecision,
        /// Why.
        reason: Option<String>,
    },
}

impl Event {
    /// The types of the events that tell what an article says.
    pub const CONTENT: [&str; 2] = ["article.ingested", "article.revised"];

    /// The types of the events that tell whether an article counts.
    pub const COUNTING: [&str; 2] = ["article.withdrawn", "article.restored"];

    /// The types of the events that persons decide; `statement.withdrawn` is one where no revision is the cause.
    pub const DECISIONS: [&str; 24] = [
        "article.restored",
        "article.withdrawn",
        "speaker.aliased",
        "speaker.divided",
        "speaker.identified",
        "speaker.merged",
        "speaker.reunited",
        "speaker.split",
        "speaker.unaliased",
        "speaker.unidentified",
        "statement.confirmed",
        "statement.corrected",
        "statement.linked",
        "statement.marked",
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

    /// The names of all types, in alphabetical order.
    pub const TYPES: [&str; 30] = [
        "article.ingested",
        "article.reread",
        "article.restored",
        "article.revised",
        "article.withdrawn",
        "speaker.aliased",
        "speaker.divided",
        "speaker.identified",
        "speaker.merged",
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
            | Self::StatementRecorded { article, .. }
            | Self::StatementWithdrawn { article, .. }
            | Self::StatementDropped { article, .. }
            | Self::StatementDisputed { article, .. }
            | Self::StatementRestored { article, .. }
            | Self::StatementDecided { article, .. } => StreamId::Article(article.clone()),
            Self::SpeakerDecided { .. } => StreamId::Speakers,
            Self::TopicDecided { .. } => StreamId::Topics,
        }
    }

    /// The name of the event's type in the log.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::ArticleIngested { .. } => "article.ingested",
            Self::ArticleRevised { .. } => "article.revised",
            Self::ArticleReread { .. } => "article.reread",
            Self::ArticleWithdrawn { .. } => "article.withdrawn",
            Self::ArticleRestored { .. } => "article.restored",
            Self::StatementRecorded { .. } => "statement.recorded",
            Self::StatementWithdrawn { .. } => "statement.withdrawn",
            Self::StatementDropped { .. } => "statement.dropped",
            Self::StatementDisputed { .. } => "statement.disputed",
            Self::StatementRestored { .. } => "statement.restored",
            Self::StatementDecided { ruling, .. } => match ruling {
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
            Self::SpeakerDecided { ruling, .. } => match ruling {
                SpeakerDecision::Merged(Some(_)) => "speaker.merged",
                SpeakerDecision::Merged(None) => "speaker.split",
                SpeakerDecision::Alias(_, true) => "speaker.aliased",
                SpeakerDecision::Alias(_, false) => "speaker.unaliased",
                SpeakerDecision::Identifier(_, true) => "speaker.identified",
                SpeakerDecision::Identifier(_, false) => "speaker.unidentified",
                SpeakerDecision::Divided(_, Some(_)) => "speaker.divided",
                SpeakerDecision::Divided(_, None) => "speaker.reunited",
            },
            Self::TopicDecided { ruling, .. } => match ruling {
                TopicDecision::Defined(_) => "topic.defined",
                TopicDecision::Retired => "topic.retired",
                TopicDecision::Reset => "topic.reset",
            },
        }
    }

    /// The statement that it is about; none where it is about an article, a speaker or a topic.
    pub const fn statement(&self) -> Option<&StatementId> {
        match self {
            Self::StatementRecorded { statement, .. } => Some(&statement.id),
            Self::StatementWithdrawn { statement, .. }
            | Self::StatementDropped { statement, .. }
            | Self::StatementDisputed { statement, .. }
            | Self::StatementRestored { statement, .. }
            | Self::StatementDecided { statement, .. } => Some(statement),
            Self::ArticleIngested { .. }
            | Self::ArticleRevised { .. }
            | Self::ArticleReread { .. }
            | Self::ArticleWithdrawn { .. }
            | Self::ArticleRestored { .. }
            | Self::SpeakerDecided { .. }
            | Self::TopicDecided { .. } => None,
        }
    }

    /// What was decided and why, on one line; `None` where there is nothing to tell beyond the type.
    pub fn what(&self) -> Option<String> {
        let what = match self {
            Self::StatementDecided { ruling, .. } => ruling.to_string(),
            Self::SpeakerDecided { speaker, ruling, .. } => format!("{speaker} {ruling}"),
            Self::TopicDecided { topic, ruling, .. } => format!("{topic} {ruling}"),
            Self::ArticleReread { extractor, .. } => format!("by {extractor}"),
            _ => String::new(),
        };
        let what = what.trim_end().to_owned();
        match (what.is_empty(), self.reason()) {
            (true, reason) => reason,
            (false, Some(reason)) => Some(format!("{what}: {reason}")),
            (false, None) => Some(what),
        }
    }

    /// Why it happened, in the words of whoever or whatever made it so.
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
            Self::ArticleRestored { reason, .. }
            | Self::StatementRestored { reason, .. }
            | Self::StatementDecided { reason, .. }
            | Self::SpeakerDecided { reason, .. }
            | Self::TopicDecided { reason, .. } => reason.clone(),
            Self::ArticleIngested { .. }
            | Self::ArticleRevised { .. }
            | Self::ArticleReread { .. }
            | Self::StatementRecorded { .. } => None,
        }
    }
}

/// Why something no longer counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A newer text of the article does not have its words, or gives them to somebody else.
    Revised,
    /// A person decided so, for this reason.
    Decided(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revised => f.write_str("the revised article no longer says so"),
            Self::Decided(why) if why.is_empty() => f.write_str("no reason given"),
            Self::Decided(why) => f.write_str(why),
        }
    }
}

/// Whose history an event belongs to: whatever must be known to decide the next one is in the same stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamId {
    /// Everything about one article and its statements.
    Article(ArticleId),
    /// What persons decided of speakers: of all of them, for no circle of mergers may close.
    Speakers,
    /// What persons decided of topics: of all of them, for no topic may come to lie below itself.
    Topics,
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "article-{id}"),
            Self::Speakers => f.write_str("speakers"),
            Self::Topics => f.write_str("topics"),
        }
    }
}

/// A text that names no stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no stream (those are article-ID, speakers and topics)")]
pub struct StreamIdError(String);

impl FromStr for StreamId {
    type Err = StreamIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "speakers" => Ok(Self::Speakers),
            "topics" => Ok(Self::Topics),
            _ => text
                .strip_prefix("article-")
                .and_then(|id| id.parse().ok())
                .map(Self::Article)
                .ok_or_else(|| StreamIdError(text.to_owned())),
        }
    }
}
