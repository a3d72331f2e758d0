//! The one error type of queries. Messages are lowercase fragments; hints are added by the CLI.

use super::Ending;
use crate::domain::Edtf;
use crate::domain::similarity::DamagedBlock;
use chrono::NaiveDate;

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// Nothing has this name or id.
    #[error("there is no {what} {name:?}")]
    NotFound {
        /// The kind of thing looked for, as a noun phrase: speaker, topic, publisher, statement, reader.
        what: &'static str,
        /// The name or id as typed.
        name: String,
        /// Similar names that exist, the most similar first.
        suggestions: Vec<String>,
    },
    /// Several ids begin with the given text.
    #[error("the id {prefix:?} is ambiguous")]
    AmbiguousId {
        /// The text as typed.
        prefix: String,
        /// The first ids that begin with it, in order.
        candidates: Vec<IdCandidate>,
    },
    /// Several speakers have this name.
    #[error("{name:?} matches {count} speakers")]
    AmbiguousSpeaker {
        /// The text as typed.
        name: String,
        /// How many speakers have it.
        count: usize,
        /// Some of them, the most frequent speakers first.
        candidates: Vec<IdCandidate>,
    },
    /// The text is a role, a title or a description ("minister"), which identifies nobody by itself.
    #[error("{name:?} is a role, a title or a description, and names nobody by itself")]
    NotAName {
        /// The text as typed.
        name: String,
        /// Speakers whom some article calls so, the most frequent speakers first.
        candidates: Vec<IdCandidate>,
    },
    /// The statement is no longer current.
    #[error("the statement {id} is no longer current: {ending}")]
    NoLongerCurrent {
        /// Its id.
        id: String,
        /// Why and since when it is no longer current.
        ending: Ending,
    },
    /// The statement was read by another reader than the one whose readings are queried.
    #[error("the statement {id} was read by {reader}, not by the reader asked for")]
    ReadByAnother {
        /// Its id.
        id: String,
        /// The name of the reader that read it.
        reader: String,
    },
    /// A range begins or ends with an unknown date.
    #[error("a range cannot begin or end with an unknown date")]
    UnknownBound,
    /// The range ends before it begins.
    #[error("the range is reversed: it begins with {from} and ends with {to}")]
    ReversedRange {
        /// The date it begins with.
        from: Edtf,
        /// The date it ends with.
        to: Edtf,
    },
    /// Several publishers have the given words in their names.
    #[error("{name:?} matches {} publishers", publishers.len())]
    AmbiguousPublisher {
        /// The words as typed.
        name: String,
        /// The names of these publishers, in order.
        publishers: Vec<String>,
    },
    /// The two periods to compare overlap.
    #[error("the periods overlap: the earlier one ends on {last}, the later one begins on {first}")]
    OverlappingPeriods {
        /// The last day of the earlier period.
        last: NaiveDate,
        /// The first day of the later period.
        first: NaiveDate,
    },
    /// The search text contains no word to search for.
    #[error("the search text contains no word (write words, \"a phrase\", prefix*, -without, or OR)")]
    EmptySearch,
    /// A read model holds a value that this version of dixit does not write.
    #[error("the read models contain {text:?} instead of {what}; rebuild them")]
    DamagedReadModel {
        /// What the value should be.
        what: &'static str,
        /// The value found.
        text: String,
    },
    /// SQLite failed.
    #[error("cannot read the read models")]
    Database(#[from] rusqlite::Error),
    /// The index that finds the wordings like a typed text is damaged.
    #[error("the read models are damaged; rebuild them")]
    DamagedIndex(#[from] DamagedBlock),
}

/// One of the things that an ambiguous id or name can stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdCandidate {
    /// Its full id.
    pub id: String,
    /// The kind of thing: statement, article, speaker or topic; with "former" in front if it is no longer current.
    pub what: &'static str,
    /// Its words, title, name or label.
    pub summary: String,
}
