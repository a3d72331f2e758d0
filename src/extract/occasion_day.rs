//! Carries a date over to words without one: from what the same speaker said before on the same occasion, or from an
//! event that the article links to the speaker.
//!
//! Both grammars use it. Positions are token numbers in the alphabetic grammar and bytes in the Chinese one.

use super::steps::Step;
use crate::domain::Edtf;
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::ops::Range;

/// Maximum distance in sentences between two utterances of one occasion.
const SENTENCES_MAX: usize = 8;
/// The same for a speaker who is named by a preposition: "selon N".
const SENTENCES_MAX_FOR_SOURCE: usize = 3;
/// Number of sentences at the start of an article in which words may take a date that the article gives only later.
const OPENING_SENTENCES: usize = 5;

/// A sentence number, the day that the sentence gives, and the position of the words that give it.
pub(super) type DatedSentence = (usize, NaiveDate, Range<usize>);

/// The dates on which one speaker is known to have spoken.
#[derive(Debug, Default)]
pub(super) struct SpeakerOccasions {
    /// Utterances whose own sentence gives the day, in reading order.
    pub(super) utterances: Vec<DatedSentence>,
    /// Events that the article links to the speaker, in reading order.
    pub(super) events: Vec<DatedSentence>,
    /// The last utterance whose day is known, whether given by its sentence or carried over.
    pub(super) latest: Option<(usize, NaiveDate)>,
    /// Whether all of them have the same day, once it was asked for.
    one_day: OnceCell<bool>,
}

impl SpeakerOccasions {
    /// The day to carry over to words in `sentence`, and the position of the date words if they are in another
    /// sentence. `source` is whether the speaker is named by a preposition. `None` if no date can be carried over
    /// safely.
    pub(super) fn carried_day(
        &self,
        sentence: usize,
        source: bool,
    ) -> Option<(NaiveDate, Option<Range<usize>>)> {
        let reach = if source {
            SENTENCES_MAX_FOR_SOURCE
        } else {
            SENTENCES_MAX
        };
        if let Some((_, day)) = self.latest.filter(|(said, _)| said + reach >= sentence) {
            return Some((day, None));
        }
        // an event is usually mentioned once, at any distance before
        let before = self.events.partition_point(|(at, ..)| *at <= sentence);
        if let Some((_, day, place)) = self.events[..before].last() {
            return Some((*day, Some(place.clone())));
        }
        let opens = sentence < OPENING_SENTENCES && !source && self.latest.is_none();
        let later = self.events.first().is_some_and(|(at, ..)| *at > sentence);
        let (_, day, place) = self.events.iter().chain(&self.utterances).next()?;
        ((opens || later) && self.has_one_day()).then(|| (*day, Some(place.clone())))
    }

    /// Whether all events and utterances have the same day. It is computed once: they are complete before the first
    /// day is carried over.
    fn has_one_day(&self) -> bool {
        *self.one_day.get_or_init(|| {
            let mut days = self.events.iter().chain(&self.utterances).map(|(_, day, _)| day);
            Step::Speaker.count(self.events.len() + self.utterances.len());
            let first = days.next();
            days.all(|day| Some(day) == first)
        })
    }
}

/// The day, if the date is a single exact day.
pub(super) const fn exact_day(date: Edtf) -> Option<NaiveDate> {
    match date {
        Edtf::Day {
            date,
            approximate: false,
        } => Some(date),
        _ => None,
    }
}
