//! Reports: which words of a sentence are said to have been said, by which cue, by whom.

mod asked;
mod carried;
mod clause;
mod forms;
mod incise;
mod nominal;
mod noun_cue;
mod participle;
mod passive;
mod plan;
mod quoted_verb;
mod sequence;
mod set_off;
mod signed;
mod source;
mod subject;
#[cfg(test)]
mod tests;
mod turns;
mod view;

use super::certainty::Trust;
use super::content::{self, ContentFrame};
use super::lexicon::{Cue, CueActTraits, PhraseMeaning, SourcePhrase};
use super::noun::{self, NounPhrase};
use super::page::Page;
use super::points;
use super::verb::{self, Group};
use crate::domain::Act;
use carried::carried;
use forms::Forms;
use signed::signed;
use std::ops::Range;

/// How many tokens may introduce a quotation without a verb.
const INTRODUCTION_MAX: usize = 12;

/// Who the words are given to, before the article's speakers are known.
#[derive(Debug, Clone)]
pub(super) enum Party {
    /// Whoever the phrase means.
    Phrase(NounPhrase),
    /// Whoever spoke last.
    Previous,
    /// Whoever is interviewed: the one that the phrase names, else who spoke last, else who was named first.
    Interviewee(Option<NounPhrase>),
    /// Whoever spoke last; the words go on with some that nobody has yet.
    Unclaimed,
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
    /// What the cue tells of the act before a whole clause.
    pub(super) cue_content: CueActTraits,
    pub(super) party: Party,
    /// Where a content is told by its frame, which.
    pub(super) found: Option<ContentFrame>,
    pub(super) rule: &'static str,
    /// How sure the rule is.
    pub(super) sure: Trust,
    pub(super) sentence: usize,
    pub(super) weak: bool,
    /// Whether the cue tells a thought or a wish.
    pub(super) mental: bool,
    /// How many of the pieces, the last ones, are lines of a list that the others announce.
    pub(super) listed: usize,
}

impl Report {
    /// Words that no cue reports.
    fn new(
        sentence: usize,
        pieces: Vec<Range<usize>>,
        party: Party,
        rule: &'static str,
        sure: Trust,
    ) -> Self {
        Self {
            pieces,
            cue: None,
            lemma: String::new(),
            act: None,
            cue_content: CueActTraits::default(),
            party,
            found: None,
            rule,
            sure,
            sentence,
            weak: false,
            mental: false,
            listed: 0,
        }
    }

    /// The same, reported by a cue at these tokens.
    fn by(self, cue: &Cue, tokens: Range<usize>) -> Self {
        Self {
            cue: Some(tokens),
            lemma: cue.lemma.clone(),
            act: cue.act,
            cue_content: cue.act_traits,
            weak: cue.weak,
            mental: cue.mental,
            ..self
        }
    }

    /// The same, from a source that a preposition at these tokens names.
    fn with_source(self, source: &SourcePhrase, tokens: Range<usize>) -> Self {
        Self {
            cue: Some(tokens),
            lemma: source.lemma.clone(),
            act: source.act,
            ..self
        }
    }

    /// Whether a piece of it shares words with the stretch.
    fn shares(&self, words: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|p| p.start < words.end && words.start < p.end)
    }

    /// The same, its content told by this frame.
    fn framed(self, found: ContentFrame) -> Self {
        Self {
            found: Some(found),
            ..self
        }
    }
}

/// The reports of the page, in reading order.
pub(super) fn reports(page: &Page<'_>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    let mut read = 0;
    let forms = Forms::of(page);
    for number in 0..page.sentences.len() {
        // lines of a list that belong to a report already
        if page.sentences[number].start < read {
            continue;
        }
        if let Some(mut reports) = forms.reports(page, number) {
            found.append(&mut reports);
            continue;
        }
        let mut sentence = Sentence {
            page,
            number,
            range: page.sentences[number].clone(),
            groups: Vec::new(),
            zones: Vec::new(),
            out: Vec::new(),
        };
        sentence.read();
        let numbered = sentence.sequence();
        let mut reports = sentence.out;
        if reports.is_empty()
            && let Some(report) = signed(page, number).or_else(|| carried(page, number, found.last()))
        {
            reports.push(report);
        }
        if let Some(last) = reports.last_mut() {
            let lines = points::lines_behind(page, last);
            read = lines.last().map_or(read, |line| line.end);
            let part_of_words = points::includes(page, &page.sentences[number]);
            last.listed = if part_of_words { 0 } else { lines.len() };
            last.pieces.extend(lines);
        }
        read = read.max(numbered.unwrap_or(0));
        found.append(&mut reports);
    }
    carried::give_back(page, &mut found);
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
        if self.asks() {
            return;
        }
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
        self.passives();
        self.nominals();
        self.quoted_verbs();
        self.noun_cues();
        self.views();
        self.introduced();
        self.out.sort_by_key(|r| r.pieces.first().map_or(0, |p| p.start));
        self.keep_innermost();
    }

    /// "N a rappelé que la préfecture avait affirmé que …": of two reports of the same words, the inner one, where
    /// another than N is said to have told them.
    fn keep_innermost(&mut self) {
        let holds = |outer: &Report, inner: &Report| {
            let (Some(outside), Some(inside)) = (outer.pieces.first(), inner.pieces.first()) else {
                return false;
            };
            let Party::Phrase(told) = &inner.party else {
                return false;
            };
            let clauses = |r: &Report| {
                matches!(r.found, Some(ContentFrame::ThatClause | ContentFrame::BareClause)) && !r.mental
            };
            let asserts = matches!(inner.act, None | Some(Act::Claim | Act::Warning)) && !inner.weak;
            clauses(outer)
                && clauses(inner)
                && asserts
                && !told.pronoun
                && told.tokens.start == outside.start
                && inside.end == outside.end
        };
        let nested = |n: usize| {
            self.out
                .get(n + 1)
                .is_some_and(|inner| holds(&self.out[n], inner))
        };
        let outer: Vec<bool> = (0..self.out.len()).map(nested).collect();
        let mut at = 0;
        self.out.retain(|_| {
            at += 1;
            !outer[at - 1]
        });
    }

    fn report(&mut self, index: usize) {
        let plan = self.zones[index].clone();
        match plan.how {
            How::Idle => {}
            How::Incise => self.incise(index, &plan),
            How::Clause | How::Shared | How::Participle => self.clause(index, &plan),
        }
    }

    /// "N est intervenu hier : « … »": a clause with no cue, a colon, and a quotation to the end of the sentence.
    fn introduced(&mut self) {
        let page = self.page;
        let colon = (self.range.start..self.range.end).find(|at| {
            page.is_mark(*at, ':') && page.quotation_at(*at).is_none() && page.quotation_at(*at + 1).is_some()
        });
        let Some((colon, quotation)) =
            colon.and_then(|colon| Some((colon, page.quotations[page.quotation_at(colon + 1)?])))
        else {
            return;
        };
        let last = content::trim_end(page, quotation.end(), self.range.end.max(quotation.end()));
        let piece = quotation.open + 1..content::trim_end(page, quotation.open + 1, quotation.close);
        if last > quotation.end()
            || !page.has_finite_verb(self.range.start..colon) && !self.names_speech(colon)
            || page.count_words(piece.clone()) < 4
            || self.out.iter().any(|r| r.shares(&piece))
        {
            return;
        }
        let source = self
            .out
            .iter()
            .find(|r| r.rule == "source")
            .map(|r| r.party.clone());
        let subject = || {
            self.main_subject(colon)
                .or_else(|| self.speaker_before(colon))
                .map(Party::Phrase)
        };
        let (party, sure) = match source.or_else(subject) {
            Some(party) => (party, Trust::of(80, "a clause that introduces a quotation")),
            None => (
                Party::Previous,
                Trust::of(60, "a clause of nobody that introduces a quotation"),
            ),
        };
        self.push(Report::new(self.number, vec![piece], party, "introduced", sure));
    }

    /// "Réponse de la ministre : « … »": no verb, but a noun of something said.
    fn names_speech(&self, colon: usize) -> bool {
        let page = self.page;
        let said = |m: &PhraseMeaning| matches!(m, PhraseMeaning::ContentNoun | PhraseMeaning::SpeechVehicle);
        !page.lexicon.bare_clauses()
            && colon - self.range.start <= INTRODUCTION_MAX
            && (self.range.start..colon).any(|at| page.meaning(at, said).is_some())
    }

    fn speaker_before(&self, colon: usize) -> Option<NounPhrase> {
        noun::phrase_ending_at(self.page, colon, self.range.start).filter(|_| self.names_speech(colon))
    }

    fn push(&mut self, report: Report) {
        self.out.push(report);
    }
}
