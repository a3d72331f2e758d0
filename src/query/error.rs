use super::Ending;
use crate::domain::Edtf;
use chrono::NaiveDate;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// Nothing is called so.
    #[error("there is no {what} {name:?}")]
    NotFound {
        /// What was looked for: speaker, topic, publisher, or id.
        what: &'static str,
        /// How it was named.
        name: String,
        /// What it may have been meant to be, the likeliest first.
        suggestions: Vec<String>,
    },
    /// An id was shortened too far.
    #[error("the id {prefix:?} is ambiguous")]
    AmbiguousId {
        /// What was given.
        prefix: String,
        /// The first ids that begin so, in order.
        candidates: Vec<IdCandidate>,
    },
    /// A name fits several speakers.
    #[error("{name:?} may be any of {count} speakers")]
    AmbiguousSpeaker {
        /// What was given.
        name: String,
        /// How many it fits.
        count: usize,
        /// The first of them, whoever speaks most first.
        candidates: Vec<IdCandidate>,
    },
    /// What is given for a name is a role, a title or a description.
    #[error("{name:?} is a role, a title or a description, and names nobody by itself")]
    NotAName {
        /// What was given.
        name: String,
        /// Speakers who are called so somewhere, whoever speaks most first.
        candidates: Vec<IdCandidate>,
    },
    /// The statement no longer counts.
    #[error("the statement {id} no longer counts: {ending}")]
    NoLongerCurrent {
        /// Its id.
        id: String,
        /// Why, and since when.
        ending: Ending,
    },
    /// The statement is there as another reader reads it.
    #[error("the statement {id} is one of {reader}")]
    ReadByAnother {
        /// Its id.
        id: String,
        /// The name of the reader; that of the extractor, where another reader is looked at.
        reader: String,
    },
    /// The date that a range begins or ends with is not known itself.
    #[error("a range cannot begin or end with an unknown date")]
    UnknownBound,
    /// The range ends before it begins.
    #[error("the range is reversed: it begins with {from} and ends with {to}")]
    ReversedRange {
        /// What it was to begin with.
        from: Edtf,
        /// What it was to end with.
        to: Edtf,
    },
    /// A part of a name is in the names of several publishers.
    #[error("{name:?} is in the names of {} publishers", publishers.len())]
    AmbiguousPublisher {
        /// The part.
        name: String,
        /// Their names, in order.
        publishers: Vec<String>,
    },
    /// Of two periods that are compared, the later one begins before the earlier one is over.
    #[error("the later period begins on {first}, and the earlier one ends on {last}")]
    OverlappingPeriods {
        /// The last day of the earlier one.
        last: NaiveDate,
        /// The first day of the later one.
        first: NaiveDate,
    },
    /// There is nothing to search for.
    #[error("the search names no word to look for (write words, \"a phrase\", prefix*, -without, or OR)")]
    EmptySearch,
    /// The read models are not what this version writes.
    #[error("the read models hold {text:?} as {what}; rebuild them")]
    DamagedReadModel {
        /// What it should be.
        what: &'static str,
        /// What is there.
        text: String,
    },
    /// The database refused.
    #[error("the read models could not be read")]
    Database(#[from] rusqlite::Error),
}

/// One thing that a shortened id can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdCandidate {
    /// Its whole id.
    pub id: String,
    /// What it is: statement, article, speaker or topic.
    pub what: &'static str,
    /// Its words, title, name or label.
    pub summary: String,
}
