//! The review queue: what the query answers.

use crate::domain::StatementId;
use crate::domain::harm::{CERTAINTY, FoundDoubt};
use crate::query::{ArticleRef, SpeakerRef, StatementEntry, answer_json};
use schemars::JsonSchema;
use serde::Serialize;

/// The queue, the greatest expected harm first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ReviewQueue {
    /// The statements to check.
    pub items: Vec<ReviewItem>,
    /// Number of unchecked statements that are not in the queue.
    #[serde(skip)]
    #[schemars(skip)]
    pub left_out: OutsideQueueCounts,
}

/// Number of unchecked readings that are left out of the queue, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutsideQueueCounts {
    /// The reader doubts only the date, which is approximate, and there are few points of doubt.
    pub date_only: u64,
    /// There are few points of doubt.
    pub few_doubts: u64,
    /// A person confirmed the same reading in a copy of the article.
    pub confirmed_copies: u64,
}

impl OutsideQueueCounts {
    /// Their total number.
    pub const fn total(&self) -> u64 {
        self.date_only + self.few_doubts + self.confirmed_copies
    }
}

/// A statement that a person should check.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReviewItem {
    /// The statement.
    #[serde(flatten)]
    pub entry: StatementEntry,
    /// The expected harm: doubt times cost.
    pub weight: i64,
    /// The points of doubt.
    pub doubt: i64,
    /// The cost of an error, in per cent of the base cost.
    pub cost: i64,
    /// The signs of doubt, the most points first.
    pub reasons: Vec<HarmReason>,
    /// What a newer reading says in contrast to what a person decided.
    pub dispute: Option<String>,
    /// The speakers that a bare surname may refer to.
    pub may_be: Vec<SpeakerRef>,
    /// The same words with the same reading in copies of the article; a decision is meant for all of them.
    pub copies: Vec<StatementCopy>,
    /// Whether the statement is no longer current, because a revision removed it from the article.
    pub gone: bool,
}

impl ReviewItem {
    /// The names of its signs of doubt, except the certainty of the reader.
    pub fn doubt_names(&self) -> impl Iterator<Item = &str> {
        let named = self.reasons.iter().map(|reason| reason.sign.as_str());
        named.filter(|name| *name != CERTAINTY.name)
    }

    /// Whether it has this sign of doubt.
    pub(super) fn has_sign(&self, name: &str) -> bool {
        self.reasons.iter().any(|reason| reason.sign == name)
    }
}

/// A sign found in a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HarmReason {
    /// The name of the sign.
    pub sign: String,
    /// The points that it adds to the doubt.
    pub points: i64,
    /// The explanation.
    pub why: String,
}

impl From<FoundDoubt> for HarmReason {
    fn from(found: FoundDoubt) -> Self {
        Self {
            sign: found.sign.name.to_owned(),
            points: found.points,
            why: found.why,
        }
    }
}

/// The same statement in a copy of its article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementCopy {
    /// The id of the statement in the copy.
    #[serde(serialize_with = "answer_json::text")]
    #[schemars(schema_with = "answer_json::statement_id")]
    pub statement: StatementId,
    /// The copy.
    pub article: ArticleRef,
}
