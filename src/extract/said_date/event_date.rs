//! Events at which words are said, their days, and the speakers that the article ties to them: "N held a news
//! conference on Monday".

use super::article_dates::{ArticleDates, SaidDate};
use crate::domain::{DateRule, Edtf, fold};
use crate::extract::attribution::{ReportCandidate, SpeakerMention};
use crate::extract::lexicon::{PhraseMeaning, WordClass, WordId};
use crate::extract::occasion_day::{SpeakerOccasions, exact_day};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Maximum number of tokens between an event and its day.
const EVENT_DISTANCE_MAX: usize = 15;

/// Number of sentences at the beginning in which an article says what it is about.
const LEDE_SENTENCES: usize = 3;

/// A day, and the tokens it was read from.
type PlacedDay = (NaiveDate, Range<usize>);

/// The events that the article names, and their days.
pub(super) struct SpeechEvents {
    /// For each word for an event, the sentences that give it a day, in reading order.
    days: HashMap<WordId, Vec<(usize, PlacedDay)>>,
    /// The sentences that name an event outside quotations, each with the tokens of the event words.
    heads: Vec<(usize, Vec<usize>)>,
    /// The day on which something was written, if the first sentences give exactly one such day.
    letter: Option<PlacedDay>,
}

impl SpeechEvents {
    /// The last day that the word has up to this sentence.
    fn last_day(&self, word: WordId, sentence: usize) -> Option<&PlacedDay> {
        let days = self.days.get(&word)?;
        let before = days.partition_point(|(named_in, _)| *named_in <= sentence);
        days[..before].last().map(|(_, day)| day)
    }
}

impl ArticleDates<'_, '_> {
    /// Finds the events that the article names, and their days.
    pub(super) fn find_speech_events(&self) -> SpeechEvents {
        let page = self.page;
        let mut events = SpeechEvents {
            days: HashMap::new(),
            heads: Vec::new(),
            letter: None,
        };
        let mut letters: Vec<PlacedDay> = Vec::new();
        for (number, sentence) in page.sentences.iter().enumerate() {
            let heads: Vec<usize> = sentence.clone().filter(|at| self.is_event(*at)).collect();
            if heads.is_empty() {
                continue;
            }
            for head in &heads {
                let near = self.in_sentence(number).iter().filter(|dated| {
                    let between = dated.tokens.start.abs_diff(*head);
                    between <= EVENT_DISTANCE_MAX
                        && self.is_past(dated.date)
                        && self.report_by_token[*head] == self.report_by_token[dated.tokens.start]
                        && !self.is_bounded(dated.tokens.start, sentence.start)
                });
                let nearest = near.min_by_key(|dated| dated.tokens.start.abs_diff(*head));
                if let Some(dated) = nearest
                    && let Some(day) = exact_day(dated.date)
                {
                    let days = events.days.entry(page.word(*head)).or_default();
                    days.push((number, (day, dated.tokens.clone())));
                    if number < LEDE_SENTENCES
                        && self.means(*head, |m| matches!(m, PhraseMeaning::SpeechVehicle))
                    {
                        letters.push((day, dated.tokens.clone()));
                    }
                }
            }
            events.heads.push((number, heads));
        }
        let one_day = letters.windows(2).all(|pair| pair[0].0 == pair[1].0);
        events.letter = letters.into_iter().next().filter(|_| one_day);
        events
    }

    fn is_event(&self, at: usize) -> bool {
        self.page.quotation_at(at).is_none() && self.means(at, |m| matches!(m, PhraseMeaning::SpeechEvent))
    }

    /// Ties each speaker whom a sentence names before an event to the day of that event.
    pub(super) fn tie_speakers_to_events<'n>(
        &self,
        events: &SpeechEvents,
        names: impl Iterator<Item = &'n str>,
        occasions: &mut HashMap<&'n str, SpeakerOccasions>,
    ) {
        let page = self.page;
        let mut by_last: HashMap<String, Vec<&'n str>> = HashMap::new();
        for name in names.collect::<HashSet<_>>() {
            if name.chars().any(char::is_uppercase)
                && let Some(last) = name.split_whitespace().last()
            {
                by_last.entry(fold(last)).or_default().push(name);
            }
        }
        for (number, heads) in &events.heads {
            // an event inside reported words is no occasion of the speaker: "N criticised Monday's meeting"
            let held: Vec<usize> = heads
                .iter()
                .copied()
                .filter(|at| self.report_by_token[*at] == 0)
                .collect();
            let dated = held
                .iter()
                .rev()
                .filter(|head| !self.has_other_time(**head, *number))
                .find_map(|head| Some((*head, events.last_day(page.word(*head), *number)?)));
            let Some((last, (day, tokens))) = dated else {
                continue;
            };
            for at in page.sentences[*number].start..last {
                if page.quotation_at(at).is_some() || !page.tokens[at].is_capitalised {
                    continue;
                }
                let Some(bearers) = by_last.get(&fold(page.text_of(&(at..at + 1)))) else {
                    continue;
                };
                if let [name] = bearers[..]
                    && self.is_end_of_name(at, name)
                {
                    let known = occasions.entry(name).or_default();
                    let seen = known.events.last().is_some_and(|(tied_in, ..)| tied_in == number);
                    if !seen {
                        known.events.push((*number, *day, tokens.clone()));
                    }
                }
            }
        }
    }

    /// Whether the token ends this name, and not another one with the same last word: "Lady N".
    fn is_end_of_name(&self, at: usize, name: &str) -> bool {
        let page = self.page;
        let Some(before) = at.checked_sub(1).filter(|before| page.is_name_word(*before)) else {
            return name.split_whitespace().count() <= 2 || !page.is_name_word(at + 1);
        };
        let word = fold(page.text_of(&(before..at)));
        name.split_whitespace().any(|part| fold(part) == word)
            || page
                .meaning(before, |m| {
                    matches!(m, PhraseMeaning::Title(_) | PhraseMeaning::Role(_))
                })
                .is_some()
    }

    /// Whether a preposition places somebody at the event: "in the letter", "lors du sommet".
    fn is_attended(&self, head: usize) -> bool {
        let page = self.page;
        let start = page.sentences[page.sentence_index(head)].start;
        (head.saturating_sub(5).max(start)..head).any(|at| {
            let place = self.means(at, |m| matches!(m, PhraseMeaning::OccasionPreposition))
                || page.has_class(at, WordClass::PREPOSITION);
            place && !page.has_class(at, WordClass::NOUN_LINK)
        })
    }

    /// Whether the sentence gives the event another time than a day: "their February letter".
    fn has_other_time(&self, head: usize, sentence: usize) -> bool {
        const RIGHT_BESIDE: usize = 3;
        let mut times = self.in_sentence(sentence).iter();
        times.any(|dated| {
            let near = dated.tokens.end <= head && head - dated.tokens.end < RIGHT_BESIDE;
            near && exact_day(dated.date).is_none()
        }) || self.is_named_by_month(head)
    }

    /// "the February letter": a month without a day counts only right before a noun.
    fn is_named_by_month(&self, head: usize) -> bool {
        head.checked_sub(1).is_some_and(|at| {
            self.page.tokens[at].is_capitalised && self.means(at, |m| matches!(m, PhraseMeaning::Month(_)))
        })
    }

    /// The day of a report that was written: that of the only letter, post or the like to which the article gives a
    /// day.
    pub(super) fn day_of_letter(&self, report: &ReportCandidate, events: &SpeechEvents) -> Option<SaidDate> {
        if !self.page.lexicon.is_writing_verb(&report.lemma) {
            return None;
        }
        let (day, tokens) = events.letter.as_ref()?;
        Some((Edtf::day(*day), Some(tokens.clone()), DateRule::Occasion))
    }

    /// The day of the event that the report's own sentence names: "a dit N lors du sommet".
    pub(super) fn day_of_named_event(
        &self,
        report: &ReportCandidate,
        events: &SpeechEvents,
    ) -> Option<SaidDate> {
        let at = events
            .heads
            .binary_search_by_key(&report.sentence, |(number, _)| *number);
        let (_, heads) = events.heads.get(at.ok()?)?;
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let heads = heads.iter().filter(|at| {
            let speaks =
                matches!(&report.speaker, SpeakerMention::Phrase(phrase) if phrase.tokens.contains(at));
            !inside(**at) && (speaks || self.is_attended(**at)) && !self.has_other_time(**at, report.sentence)
        });
        let (day, tokens) = heads
            .rev()
            .find_map(|head| events.last_day(self.page.word(*head), report.sentence))?;
        Some((Edtf::day(*day), Some(tokens.clone()), DateRule::Occasion))
    }

    /// The day of the report just before, where this one comes from the same release: "… in a statement".
    pub(super) fn day_of_release(
        &self,
        report: &ReportCandidate,
        reports: &[ReportCandidate],
        said: &[Option<SaidDate>],
    ) -> Option<SaidDate> {
        let page = self.page;
        let cue = report.cue.as_ref()?;
        let before = &reports[said.len().checked_sub(1)?];
        let (date, ..) = said.last()?.as_ref()?;
        let day = exact_day(*date)?;
        let near = before.sentence + 2 >= report.sentence
            && page.line_around(before.pieces[0].start) == page.line_around(report.pieces[0].start);
        let sentence = &page.sentences[report.sentence];
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let around = cue.start.saturating_sub(8).max(sentence.start)..(cue.end + 16).min(sentence.end);
        let mut outside = around.filter(|at| !inside(*at) && page.quotation_at(*at).is_none());
        let released = outside.any(|at| self.means(at, |m| matches!(m, PhraseMeaning::SpeechVehicle)));
        (near && released).then_some((Edtf::day(day), None, DateRule::Occasion))
    }
}
