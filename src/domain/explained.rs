use super::statement::words;
use super::{Slice, Statement};

words! {
    /// The part of a statement that a step of its reading led to.
    Part, "part" {
        /// The words, and who reports them.
        Report = "report",
        /// Who speaks.
        Speaker = "speaker",
        /// What is done by saying it.
        Act = "act",
        /// When it was said.
        Said = "said",
        /// The numbered parts.
        Points = "points",
        /// How sure the reading is.
        Certainty = "certainty",
    }
}

/// One step of a reading, for whoever wants to mend a wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it led to.
    pub part: Part,
    /// The rule that was followed.
    pub rule: &'static str,
    /// The entry of the lexicon that it hung on, where it hung on one.
    pub entry: Option<String>,
    /// The words of the article that it hung on, where they are not the statement's own.
    pub words: Option<Slice>,
    /// How sure the reading is, in per cent; of the steps "words" and "speaker" of [`Part::Certainty`] alone.
    pub percent: Option<u8>,
    /// What a sign of the reading adds to these; of the other steps of [`Part::Certainty`] alone.
    pub weight: Option<Weight>,
}

/// What a sign of a reading adds to how sure it is, in hundredths of log-odds; negative where it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// To that the words are right.
    pub words: i32,
    /// To that the speaker is, if the words are.
    pub speaker: i32,
}

/// A statement and the steps that led to it, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What was read.
    pub statement: Statement,
    /// Why.
    pub steps: Vec<Step>,
}
