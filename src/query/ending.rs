//! Why and since when something is no longer current, as answers say it. Looked up in `ending_lookup`.

use super::answer_json;
use super::word_enum::word_enum;
use crate::domain::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Why and since when something is no longer current.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ending {
    /// What ended it.
    pub what: EndingCause,
    /// The position of the event that ended it.
    pub position: u64,
    /// When that event was recorded; null if no single event ended it.
    #[serde(serialize_with = "answer_json::text_or_null")]
    #[schemars(schema_with = "answer_json::timestamp_or_null")]
    pub recorded_at: Option<Timestamp>,
    /// Who recorded it.
    pub actor: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
}

word_enum! {
    /// What can end a statement, an article, a speaker or a topic.
    EndingCause {
        /// A person withdrew the statement.
        Withdrawn = "withdrawn",
        /// A revision of the article no longer contains the words of the statement.
        Revised = "revised",
        /// A newer extractor version no longer reads the statement.
        Dropped = "dropped",
        /// A person withdrew the article and thereby its statements.
        ArticleWithdrawn = "article-withdrawn",
        /// A person merged the speaker into another one.
        Merged = "merged",
        /// A person retired the topic.
        Retired = "retired",
        /// A person redacted it: its words or names are no longer in the log.
        Redacted = "redacted",
        /// No current statement is by this speaker any more.
        Unattributed = "unattributed",
    }
}

impl EndingCause {
    /// What happened, as part of a sentence.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Revised => "gone with a revision of its article",
            Self::Dropped => "dropped by a newer reading",
            Self::ArticleWithdrawn => "its article was withdrawn",
            Self::Merged => "merged",
            Self::Retired => "retired",
            Self::Redacted => "redacted",
            Self::Unattributed => "no current statement is by this speaker since the event",
        }
    }

    /// The cause that `word` stands for in the read models; `None` if it stands for none.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let recorded = [
            Self::Withdrawn,
            Self::Revised,
            Self::Dropped,
            Self::ArticleWithdrawn,
            Self::Merged,
            Self::Retired,
            Self::Redacted,
        ];
        recorded.into_iter().find(|cause| cause.as_str() == word)
    }
}

impl fmt::Display for Ending {
    /// Writes what happened, when, by whom and why: `withdrawn on 2026-03-12T08:00:00Z by ada at @12: misread`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what.describe())?;
        if let Some(at) = self.recorded_at {
            write!(f, " on {at}")?;
        }
        if let Some(actor) = &self.actor {
            write!(f, " by {actor}")?;
        }
        write!(f, " at @{}", self.position)?;
        match &self.reason {
            Some(reason) => write!(f, ": {reason}"),
            None => Ok(()),
        }
    }
}
