//! Which occasion a speaker's words go on with: the utterance before, or the event that the article ties to the
//! speaker.
//!
//! Both grammars use it; places are tokens in one and bytes in the other.

use crate::domain::Edtf;
use chrono::NaiveDate;
use std::ops::Range;

/// How many sentences may lie between two utterances of one occasion.
const REACH: usize = 8;
/// The same where the source is named by a preposition: "selon N".
const REACH_OF_SOURCE: usize = 3;
/// In how many sentences an article opens: what is said there may get its day later.
const OPENING: usize = 5;

/// A sentence, the day that it tells, and where that stands.
pub(super) type Told = (usize, NaiveDate, Range<usize>);

/// When one speaker is known to have spoken.
#[derive(Debug, Default)]
pub(super) struct Occasions {
    /// What the speaker said on a day that its sentence tells; in reading order.
    pub(super) utterances: Vec<Told>,
    /// The events that the article ties to the speaker; in reading order.
    pub(super) events: Vec<Told>,
    /// The last utterance whose day is known, told or carried.
    pub(super) latest: Option<(usize, NaiveDate)>,
}

impl Occasions {
    /// The day of the occasion that words in the sentence go on with, and where it stands if it is told elsewhere;
    /// `source` where the speaker is named by a preposition.
    pub(super) fn day(&self, sentence: usize, source: bool) -> Option<(NaiveDate, Option<Range<usize>>)> {
        let reach = if source { REACH_OF_SOURCE } else { REACH };
        if let Some((_, day)) = self.latest.filter(|(said, _)| said + reach >= sentence) {
            return Some((day, None));
        }
        // an event is told once, wherever that is
        let before = self.events.partition_point(|(told, ..)| *told <= sentence);
        if let Some((_, day, place)) = self.events[..before].last() {
            return Some((*day, Some(place.clone())));
        }
        let mut told = self.events.iter().chain(&self.utterances);
        let (_, day, place) = told.next()?;
        let one_day = told.all(|(_, other, _)| other == day);
        let opens = sentence < OPENING && !source && self.latest.is_none();
        let later = self.events.first().is_some_and(|(told, ..)| *told > sentence);
        (one_day && (opens || later)).then(|| (*day, Some(place.clone())))
    }
}

/// The day, where the date is exactly one.
pub(super) const fn exact(date: Edtf) -> Option<NaiveDate> {
    match date {
        Edtf::Day {
            date,
            approximate: false,
        } => Some(date),
        _ => None,
    }
}
