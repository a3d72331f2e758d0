//! The day on which each report's words were said: told in their sentence, or by the occasion they belong to.
//!
//! A time in the report's own sentence comes first, if it stands with the cue. Else the words were said on the day of
//! the speech, the meeting or the statement that the article ties to the speaker, or on that of the same speaker's
//! utterance nearby. What was said "previously", or "had been said", belongs to another occasion.

mod own;
mod tied;

use super::attribution::Report;
use super::carry::{Occasions, exact};
use super::date::{self, Dated};
use super::lexicon::Meaning;
use super::page::Page;
use super::speakers::Resolved;
use crate::domain::{DateRule, Edtf};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;

/// A day or a stretch of time, where it stands in tokens, and by which rule it holds.
pub(super) type Said = (Edtf, Option<Range<usize>>, DateRule);

/// The times of one article.
pub(super) struct Chronicle<'p, 't> {
    page: &'p Page<'t>,
    /// Every time told outside of quotations.
    dated: Vec<Dated>,
    /// The last day on which the article may have been published.
    last: Option<NaiveDate>,
    /// For each token, one more than the number of the report whose words it belongs to; or 0.
    reported: Vec<usize>,
}

/// When the words of each report were said; `None` where the article does not tell.
pub(super) fn said(
    page: &Page<'_>,
    reports: &[Report],
    speakers: &[Resolved],
    published: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> Vec<Option<Said>> {
    let chronicle = Chronicle::new(page, reports, published, last);
    let names: Vec<Option<&str>> = speakers.iter().map(|s| s.reference.as_deref()).collect();
    let own = chronicle.own(reports, speakers);
    let mut occasions: HashMap<&str, Occasions> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        if let (Some(name), Some((date, Some(tokens), _))) = (names[number], &own[number])
            && let Some(day) = exact(*date).filter(|_| !chronicle.is_of_before(report))
        {
            let utterance = (report.sentence, day, tokens.clone());
            occasions.entry(name).or_default().utterances.push(utterance);
        }
    }
    let events = chronicle.events();
    let opening = chronicle.dateline(published);
    chronicle.tie(&events, names.iter().copied().flatten(), &mut occasions);
    let mut told: Vec<Option<Said>> = Vec::with_capacity(reports.len());
    for (number, report) in reports.iter().enumerate() {
        let known = || names[number].and_then(|name| occasions.get(name));
        let occasion = || {
            let (day, tokens) = known()?.day(report.sentence, report.rule == "source")?;
            Some((Edtf::day(day), tokens, DateRule::Occasion))
        };
        let found = own[number].clone().or_else(|| {
            if chronicle.is_of_another_time(report) {
                return None;
            }
            let opened = || {
                let (sentence, said) = opening.as_ref()?;
                (*sentence == report.sentence).then(|| said.clone())
            };
            occasion()
                .or_else(|| chronicle.event_of(report, &events))
                .or_else(|| chronicle.released_with(report, reports, &told))
                .or_else(opened)
        });
        if let (Some(name), Some((date, ..))) = (names[number], &found)
            && let Some(day) = exact(*date).filter(|_| !chronicle.is_of_before(report))
        {
            occasions.entry(name).or_default().latest = Some((report.sentence, day));
        }
        told.push(found);
    }
    told
}

impl<'p, 't> Chronicle<'p, 't> {
    fn new(
        page: &'p Page<'t>,
        reports: &[Report],
        published: Option<NaiveDate>,
        last: Option<NaiveDate>,
    ) -> Self {
        let mut reported = vec![0; page.tokens.len()];
        for (number, report) in (1..).zip(reports) {
            for piece in &report.pieces {
                reported[piece.clone()].fill(number);
            }
        }
        let mut dated = date::dates(page, 0..page.tokens.len(), published);
        // "that evening": the day told in this sentence or the few before
        let mut latest: Option<(usize, Edtf)> = None;
        for one in &mut dated {
            let sentence = page.sentence_of(one.tokens.start);
            if one.same_day {
                if let Some((_, date)) = latest.filter(|(told, _)| told + 3 >= sentence) {
                    one.date = date;
                    one.rule = DateRule::Occasion;
                }
            } else if exact(one.date).is_some_and(|day| last.is_none_or(|last| day <= last)) {
                latest = Some((sentence, one.date));
            }
        }
        Self {
            page,
            dated,
            last,
            reported,
        }
    }

    /// The times told in the sentence.
    fn in_sentence(&self, sentence: usize) -> &[Dated] {
        let Some(range) = self.page.sentences.get(sentence) else {
            return &[];
        };
        let from = self.dated.partition_point(|d| d.tokens.start < range.start);
        let to = self.dated.partition_point(|d| d.tokens.start < range.end);
        &self.dated[from..to.max(from)]
    }

    /// Whether the cue tells what had been said before: "avait dit".
    fn is_of_before(&self, report: &Report) -> bool {
        let mut cue = report.cue.clone().into_iter().flatten();
        cue.any(|at| self.means(at, |m| matches!(m, Meaning::PastPerfect)))
    }

    /// Whether the report tells of another occasion than what is told around it.
    fn is_of_another_time(&self, report: &Report) -> bool {
        let Some(cue) = &report.cue else { return false };
        let sentence = &self.page.sentences[report.sentence];
        let around = cue.start.saturating_sub(12).max(sentence.start)..(cue.end + 6).min(sentence.end);
        let inside = |at: usize| report.pieces.iter().any(|piece| piece.contains(&at));
        let mut outside = around.filter(|at| !inside(*at) && self.page.quotation(*at).is_none());
        self.is_of_before(report) || outside.any(|at| self.means(at, |m| matches!(m, Meaning::AnotherTime)))
    }

    fn means(&self, at: usize, wanted: impl Fn(&Meaning) -> bool) -> bool {
        self.page.meaning(at, wanted).is_some()
    }

    /// Whether the words may have been said on the day: it is not to come.
    fn is_past(&self, date: Edtf) -> bool {
        let first = date.earliest();
        first.is_none_or(|first| self.last.is_none_or(|last| first <= last))
    }
}
