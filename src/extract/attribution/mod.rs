//! Reports: which words of a sentence are said to have been said, by which cue, by whom.

mod carried;
mod clause;
mod incise;
mod plan;
mod source;

use super::certainty::Certainty;
use super::content::{self, Found};
use super::noun::{self, NounPhrase};
use super::page::Page;
use super::token::Kind;
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

impl Party {
    /// Whether a name stands there.
    pub(super) fn is_name(&self) -> bool {
        matches!(self, Self::Phrase(phrase) if phrase.name.is_some())
    }
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
    /// How sure the rule is.
    pub(super) sure: Certainty,
    pub(super) sentence: usize,
    pub(super) weak: bool,
    /// Whether the cue tells a thought or a wish.
    pub(super) mental: bool,
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
        self.introduced();
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

    /// "N : « … »" without a verb, and the turns of a transcript: "PENCE: …".
    fn label(&mut self) {
        let page = self.page;
        let opening = page
            .quotation(self.range.start)
            .is_some_and(|q| page.quotations[q].open == self.range.start);
        let first = self.range.start + usize::from(opening);
        let Some(colon) = (first..self.range.end.min(first + 14)).find(|t| page.is_mark(*t, ':')) else {
            return;
        };
        let Some(phrase) = noun::forwards(page, first, colon).filter(|p| p.tokens.end == colon) else {
            return;
        };
        if !phrase.can_speak() || phrase.pronoun {
            return;
        }
        let turn = page.tokens[first].shouted && phrase.name.is_some() && self.opens_line(self.range.start);
        let quotation = page
            .quotation(colon + 1)
            .map(|q| page.quotations[q])
            .filter(|q| q.open == colon + 1);
        let (end, sure) = match quotation {
            _ if turn => (self.line_end(), Certainty::of(97, "a turn of a transcript")),
            Some(quotation) => (quotation.after(), Certainty::of(80, "a name and a quotation")),
            None if phrase.name.is_some() && phrase.kind != SpeakerKind::Unknown => {
                (self.range.end, Certainty::of(55, "a name and a colon"))
            }
            None => return,
        };
        let piece = colon + 1..content::trim_end(page, colon + 1, end);
        if opening && !turn || page.count_words(piece.clone()) < 3 {
            return;
        }
        self.push(Report {
            pieces: vec![piece],
            cue: None,
            lemma: String::new(),
            act: None,
            party: Party::Phrase(phrase),
            found: None,
            rule: if turn { "turn" } else { "label" },
            sure,
            sentence: self.number,
            weak: false,
            mental: false,
        });
    }

    fn opens_line(&self, at: usize) -> bool {
        at == 0 || self.page.tokens[at - 1].kind == Kind::Break
    }

    /// The end of the line, without a quotation mark that closes what one before the label opened.
    fn line_end(&self) -> usize {
        let page = self.page;
        let end = (self.range.start..page.tokens.len())
            .find(|at| page.tokens[*at].kind == Kind::Break)
            .unwrap_or(page.tokens.len());
        let closing = page
            .quotation(self.range.start)
            .is_some_and(|q| page.quotations[q].after() == end && page.quotations[q].closed);
        end - usize::from(closing)
    }

    /// "N est intervenu hier : « … »": a clause with no cue, a colon, and a quotation to the end of the sentence.
    fn introduced(&mut self) {
        let page = self.page;
        let colon = (self.range.start..self.range.end).find(|at| {
            page.is_mark(*at, ':') && page.quotation(*at).is_none() && page.quotation(*at + 1).is_some()
        });
        let Some((colon, quotation)) =
            colon.and_then(|colon| Some((colon, page.quotations[page.quotation(colon + 1)?])))
        else {
            return;
        };
        let last = content::trim_end(page, quotation.after(), self.range.end.max(quotation.after()));
        let piece = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
        let taken = |r: &Report| {
            r.pieces
                .iter()
                .any(|p| p.start < piece.end && piece.start < p.end)
        };
        if last > quotation.after()
            || !page.has_verb(self.range.start..colon)
            || page.count_words(piece.clone()) < 4
            || self.out.iter().any(taken)
        {
            return;
        }
        let source = self
            .out
            .iter()
            .find(|r| r.rule == "source")
            .map(|r| r.party.clone());
        let subject = || self.main_subject(colon).map(Party::Phrase);
        let (party, sure) = match source.or_else(subject) {
            Some(party) => (party, Certainty::of(80, "a clause that introduces a quotation")),
            None => (
                Party::Previous,
                Certainty::of(60, "a clause of nobody that introduces a quotation"),
            ),
        };
        self.push(Report {
            pieces: vec![piece],
            cue: None,
            lemma: String::new(),
            act: None,
            party,
            found: None,
            rule: "introduced",
            sure,
            sentence: self.number,
            weak: false,
            mental: false,
        });
    }

    fn push(&mut self, report: Report) {
        self.out.push(report);
    }
}
