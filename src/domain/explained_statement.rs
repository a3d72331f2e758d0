use super::vocabulary::closed_vocabulary;
use super::{Statement, TextSlice};

closed_vocabulary! {
    /// The part of a statement that a step of its reading produced.
    ReadingPart, "part" {
        /// The words, and the cue that reports them.
        Report = "report",
        /// Who speaks.
        Speaker = "speaker",
        /// The act performed by the statement.
        Act = "act",
        /// When it was said.
        Said = "said",
        /// The numbered parts.
        Points = "points",
        /// How sure the reading is.
        Certainty = "certainty",
    }
}

/// One step of a reading, for those who want to fix a wrong one (`--explain`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingStep {
    /// The part of the statement that this step produced.
    pub part: ReadingPart,
    /// The rule that was applied.
    pub rule: &'static str,
    /// The lexicon entry that the rule used, if any.
    pub entry: Option<String>,
    /// The words of the article that the rule used, unless they are the statement's own.
    pub words: Option<TextSlice>,
    /// Certainty in per cent; only in the steps "words" and "speaker" of [`ReadingPart::Certainty`].
    pub percent: Option<u8>,
    /// What a sign adds to the certainty; only in the other steps of [`ReadingPart::Certainty`].
    pub weight: Option<CertaintyWeight>,
}

/// What a sign adds to the certainty of a reading, in hundredths of log-odds. Negative values reduce it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertaintyWeight {
    /// Added to the log-odds that the words are right.
    pub words: i32,
    /// Added to the log-odds that the speaker is right, given that the words are.
    pub speaker: i32,
}

/// A statement with the steps that produced it, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedStatement {
    /// The statement that was read.
    pub statement: Statement,
    /// The steps, in the order in which they were applied.
    pub steps: Vec<ReadingStep>,
}
