use super::{ArticleId, Lang, Source, Statement, StatementId, Text};
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
    /// The article no longer counts, and with it none of its statements.
    ArticleWithdrawn {
        /// Which.
        article: ArticleId,
        /// Why.
        reason: Reason,
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
}

impl Event {
    /// The types of the events that tell what an article is; the others are about its statements.
    pub const ABOUT_ARTICLES: [&str; 3] = ["article.ingested", "article.revised", "article.withdrawn"];

    /// The names of all types, in the order of their definition.
    pub const TYPES: [&str; 5] = [
        "article.ingested",
        "article.revised",
        "article.withdrawn",
        "statement.recorded",
        "statement.withdrawn",
    ];

    /// The stream that the event belongs to.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::ArticleIngested { article, .. }
            | Self::ArticleRevised { article, .. }
            | Self::ArticleWithdrawn { article, .. }
            | Self::StatementRecorded { article, .. }
            | Self::StatementWithdrawn { article, .. } => StreamId::Article(article.clone()),
        }
    }

    /// The name of the event's type in the log.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::ArticleIngested { .. } => "article.ingested",
            Self::ArticleRevised { .. } => "article.revised",
            Self::ArticleWithdrawn { .. } => "article.withdrawn",
            Self::StatementRecorded { .. } => "statement.recorded",
            Self::StatementWithdrawn { .. } => "statement.withdrawn",
        }
    }
}

/// Why something no longer counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Its words are gone from a newer text of the article.
    Revised,
    /// A person decided so, for this reason.
    Decided(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revised => f.write_str("its words are gone from the revised article"),
            Self::Decided(why) => f.write_str(why),
        }
    }
}

/// Whose history an event belongs to. Streams of speakers and topics join when a person's decisions do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamId {
    /// Everything about one article and its statements.
    Article(ArticleId),
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "article-{id}"),
        }
    }
}

/// A text that names no stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no stream (those are article-ID)")]
pub struct StreamIdError(String);

impl FromStr for StreamId {
    type Err = StreamIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix("article-")
            .and_then(|id| id.parse().ok())
            .map(Self::Article)
            .ok_or_else(|| StreamIdError(text.to_owned()))
    }
}
