//! The signs of a reading that follow from the statement alone; computed where the event comes from.

use super::ProjectionError;
use super::day_range::DayRange;
use crate::domain::Statement;
use crate::domain::harm::{ExpectedHarm, ReadingFeatures, SignSet, detect_signs, record_hash};

/// The signs that follow from a statement alone, without the headline and the text of its article, and what makes an
/// error in it costly.
#[derive(Debug, Clone)]
pub(super) struct DerivedHarm {
    /// The signs of doubt; `None` if they are no set.
    pub(super) signs: Option<SignSet>,
    /// What is added to the base cost of an error, in per cent.
    pub(super) cost_points: i8,
    /// The hash of the folded words.
    pub(super) words_hash: u64,
}

impl DerivedHarm {
    /// Detects the signs of `statement`, whose words are `words`, `folded`.
    pub(super) fn new(
        published_day: i64,
        statement: &Statement,
        (words, folded): (&str, &str),
    ) -> Result<Self, ProjectionError> {
        let mut harm = ExpectedHarm::default();
        let features = ReadingFeatures {
            certainty_percent: statement.confidence.percent().into(),
            dispute: None,
            doubts: &statement.doubts,
            cue: None,
            mention: statement.speaker.mention.as_ref().map(|at| at.text.as_str()),
            reference: statement.speaker.reference.as_deref(),
            kind: statement.speaker.kind,
            is_lone: false,
            act: statement.act,
            mode: statement.mode,
            words,
            folded_words: folded,
            title: None,
            said: "",
            said_from: DayRange::from(statement.said.date).from,
            published_day,
            rules: &statement.rules,
        };
        detect_signs(&features, &mut harm, |_| Ok::<_, ProjectionError>(None))?;
        Ok(Self {
            signs: harm.sign_set(),
            cost_points: i8::try_from(harm.cost_percent() - 100)
                .map_err(|_| ProjectionError::Damaged("the cost of an error"))?,
            words_hash: record_hash(folded),
        })
    }
}
