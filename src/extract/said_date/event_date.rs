//! Events that consist of words, their days, and whom the article ties to them: "N held a news conference on Monday".

use super::{Chronicle, Said};
use crate::domain::{DateRule, Edtf, fold};
use crate::extract::attribution::{Party, Report};
use crate::extract::carry::{Occasions, exact};
use crate::extract::lexicon::{PhraseMeaning, WordClass, WordId};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How many tokens may stand between an event and its day.
const BESIDE: usize = 15;

/// In how many sentences an article tells what it is about.
const LEDE: usize = 3;

/// A day, and where it stands.
type Day = (NaiveDate, Range<usize>);

/// The events whose day the article tells.
pub(super) struct Events {
    /// For each word for an event, the sentences that tell a day with it; in reading order.
    days: HashMap<WordId, Vec<(usize, Day)>>,
    /// The sentences that name an event outside quotations: the tokens that do.
    heads: Vec<(usize, Vec<usize>)>,
    /// The one day on which the opening tells that something was written, where it is one.
    letter: Option<Day>,
}

impl Events {
    /// The day that was told last with the word, up to the sentence.
    fn day(&self, word: WordId, sentence: usize) -> Option<&Day> {
        let days = self.days.get(&word)?;
        let before = days.partition_point(|(told, _)| *told <= sentence);
        days[..before].last().map(|(_, day)| day)
    }
}

impl Chronicle<'_, '_> {
    /// The events that the article names.
    pub(super) fn events(&self) -> Events {
        let page = self.page;
        let mut events = Events {
            days: HashMap::new(),
            heads: Vec::new(),
            letter: None,
        };
        let mut letters: Vec<Day> = Vec::new();
        for (number, sentence) in page.sentences.iter().enumerate() {
            let heads: Vec<usize> = sentence.clone().filter(|at| self.is_event(*at)).collect();
            if heads.is_empty() {
                continue;
            }
            for head in &heads {
                let near = self.in_sentence(number).iter().filter(|dated| {
                    let between = dated.tokens.start.abs_diff(*head);
                    between <= BESIDE
                        && self.is_past(dated.date)
                        && self.reported[*head] == self.reported[dated.tokens.start]
                        && !self.is_bounded(dated.tokens.start, sentence.start)
                });
                let nearest = near.min_by_key(|dated| dated.tokens.start.abs_diff(*head));
                if let Some(dated) = nearest
                    && let Some(day) = exact(dated.date)
                {
                    let days = events.days.entry(page.word(*head)).or_default();
                    days.push((number, (day, dated.tokens.clone())));
                    if number < LEDE && self.means(*head, |m| matches!(m, PhraseMeaning::SpeechVehicle)) {
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

    /// Ties the speakers whom a sentence names before an event to the day of that event.
    pub(super) fn tie<'n>(
        &self,
        events: &Events,
        names: impl Iterator<Item = &'n str>,
        occasions: &mut HashMap<&'n str, Occasions>,
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
            // what is only spoken of is nobody's occasion: "N criticised Monday's meeting"
            let held: Vec<usize> = heads
                .iter()
                .copied()
                .filter(|at| self.reported[*at] == 0)
                .collect();
            let dated = held
                .iter()
                .rev()
                .filter(|head| !self.is_of_other_day(**head, *number))
                .find_map(|head| Some((*head, events.day(page.word(*head), *number)?)));
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
                    && self.ends_name(at, name)
                {
                    let known = occasions.entry(name).or_default();
                    let seen = known.events.last().is_some_and(|(told, ..)| told == number);
                    if !seen {
                        known.events.push((*number, *day, tokens.clone()));
                    }
                }
            }
        }
    }

    /// Whether the last word of the name, at the token, does not end another name: "Lady N".
    fn ends_name(&self, at: usize, name: &str) -> bool {
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

    /// Whether a preposition brings somebody to the event: "in the letter", "lors du sommet".
    fn is_attended(&self, head: usize) -> bool {
        let page = self.page;
        let start = page.sentences[page.sentence_index(head)].start;
        (head.saturating_sub(5).max(start)..head).any(|at| {
            let place = self.means(at, |m| matches!(m, PhraseMeaning::OccasionPreposition))
                || page.has_class(at, WordClass::PREPOSITION);
            place && !page.has_class(at, WordClass::NOUN_LINK)
        })
    }

    /// Whether the sentence tells another time of the event than a day: "their February letter".
    fn is_of_other_day(&self, head: usize, sentence: usize) -> bool {
        const RIGHT_BESIDE: usize = 3;
        let mut times = self.in_sentence(sentence).iter();
        times.any(|dated| {
            let near = dated.tokens.end <= head && head - dated.tokens.end < RIGHT_BESIDE;
            near && exact(dated.date).is_none()
        }) || self.is_named_by_month(head)
    }

    /// "the February letter": a month alone is no time but before a noun.
    fn is_named_by_month(&self, head: usize) -> bool {
        head.checked_sub(1).is_some_and(|at| {
            self.page.tokens[at].is_capitalised && self.means(at, |m| matches!(m, PhraseMeaning::Month(_)))
        })
    }

    /// What is written is of the day of the one letter, post or the like that the article tells a day of.
    pub(super) fn written(&self, report: &Report, events: &Events) -> Option<Said> {
        if !self.page.lexicon.is_writing_verb(&report.lemma) {
            return None;
        }
        let (day, tokens) = events.letter.as_ref()?;
        Some((Edtf::day(*day), Some(tokens.clone()), DateRule::Occasion))
    }

    /// The day of the event that the report's own sentence names: "a dit N lors du sommet".
    pub(super) fn event_of(&self, report: &Report, events: &Events) -> Option<Said> {
        let at = events
            .heads
            .binary_search_by_key(&report.sentence, |(number, _)| *number);
        let (_, heads) = events.heads.get(at.ok()?)?;
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let heads = heads.iter().filter(|at| {
            let speaks = matches!(&report.party, Party::Phrase(phrase) if phrase.tokens.contains(at));
            !inside(**at)
                && (speaks || self.is_attended(**at))
                && !self.is_of_other_day(**at, report.sentence)
        });
        let (day, tokens) = heads
            .rev()
            .find_map(|head| events.day(self.page.word(*head), report.sentence))?;
        Some((Edtf::day(*day), Some(tokens.clone()), DateRule::Occasion))
    }

    /// "… in a statement", right behind what was announced on a day: the statement tells it.
    pub(super) fn released_with(
        &self,
        report: &Report,
        reports: &[Report],
        told: &[Option<Said>],
    ) -> Option<Said> {
        let page = self.page;
        let cue = report.cue.as_ref()?;
        let before = &reports[told.len().checked_sub(1)?];
        let (date, ..) = told.last()?.as_ref()?;
        let day = exact(*date)?;
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
