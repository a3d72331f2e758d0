//! Reports: which words of a sentence are said to have been said, by which cue, by whom.

mod carried;
mod clause;
mod incise;
mod plan;
mod source;

use super::content::{self, Found};
use super::noun::{self, NounPhrase};
use super::page::Page;
use super::verb::{self, Group};
use crate::domain::{Act, SpeakerKind};
use carried::carried;
use std::ops::Range;

/// Who the words are given to, before the article's speakers are known.
#[derive(Debug, Clone)]
pub(super) enum Party {
    /// Whoever the phrase means.
    Phrase(NounPhrase),
    /// Whoever spoke last.
    Previous,
    /// Nobody is named.
    Nobody,
}

/// A report found in a text: a statement before its speaker is resolved.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) pieces: Vec<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) act: Option<Act>,
    pub(super) party: Party,
    /// Where a content is told by its frame, which.
    pub(super) found: Option<Found>,
    pub(super) rule: &'static str,
    /// How sure the rule is, in per cent.
    pub(super) sure: i32,
    pub(super) sentence: usize,
    pub(super) weak: bool,
}

/// The reports of the page, in reading order.
pub(super) fn reports(page: &Page<'_>) -> Vec<Report> {
    let mut found = Vec::new();
    for number in 0..page.sentences.len() {
        let mut sentence = Sentence {
            page,
            number,
            range: page.sentences[number].clone(),
            groups: Vec::new(),
            zones: Vec::new(),
            out: Vec::new(),
        };
        sentence.read();
        let mut reports = sentence.out;
        if reports.is_empty()
            && let Some(carried) = carried(page, number, found.last())
        {
            reports.push(carried);
        }
        found.append(&mut reports);
    }
    found
}

struct Sentence<'p, 't> {
    page: &'p Page<'t>,
    number: usize,
    range: Range<usize>,
    groups: Vec<Group>,
    /// Per group: where its clause begins, subject included.
    zones: Vec<Plan>,
    out: Vec<Report>,
}

/// How a group stands in its sentence.
#[derive(Debug, Clone)]
struct Plan {
    zone: Range<usize>,
    how: How,
    party: Party,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Content, then cue: an incise.
    Incise,
    /// Subject, cue, content.
    Clause,
    /// "…, et a ajouté que": the subject of an earlier verb.
    Shared,
    /// "…, expliquant que": the subject of the main verb.
    Participle,
    /// Not used.
    Idle,
}

impl Sentence<'_, '_> {
    fn read(&mut self) {
        self.label();
        self.groups = verb::groups(self.page, &self.range);
        for index in 0..self.groups.len() {
            let plan = self.plan(index);
            self.zones.push(plan);
        }
        for index in 0..self.groups.len() {
            self.report(index);
        }
        self.sources();
        self.out.sort_by_key(|r| r.pieces.first().map_or(0, |p| p.start));
    }

    fn report(&mut self, index: usize) {
        let plan = self.zones[index].clone();
        match plan.how {
            How::Idle => {}
            How::Incise => self.incise(index, &plan),
            How::Clause | How::Shared | How::Participle => self.clause(index, &plan),
        }
    }

    /// "N : « … »" without a verb, "Question : …".
    fn label(&mut self) {
        let page = self.page;
        let Some(colon) =
            (self.range.start..self.range.end.min(self.range.start + 14)).find(|t| page.is_mark(*t, ':'))
        else {
            return;
        };
        let quoted = page
            .quotation(colon + 1)
            .is_some_and(|q| page.quotations[q].open == colon + 1);
        let Some(phrase) = noun::forwards(page, self.range.start, colon) else {
            return;
        };
        let whole = phrase.tokens.end == colon;
        if !whole || !phrase.can_speak() || phrase.pronoun {
            return;
        }
        if !quoted
            && (phrase.name.is_none()
                || phrase.kind == SpeakerKind::Unknown && !page.tokens[self.range.start].shouted)
        {
            return;
        }
        let end = if quoted {
            page.quotation(colon + 1)
                .map_or(self.range.end, |q| page.quotations[q].after())
        } else {
            content::trim_end(page, colon + 1, self.range.end)
        };
        let piece = colon + 1..end;
        if page.count_words(piece.clone()) < 3 {
            return;
        }
        self.push(Report {
            pieces: vec![piece],
            cue: None,
            lemma: String::new(),
            act: None,
            party: Party::Phrase(phrase),
            found: None,
            rule: "label",
            sure: if quoted { 80 } else { 55 },
            sentence: self.number,
            weak: false,
        });
    }

    fn push(&mut self, report: Report) {
        self.out.push(report);
    }
}
