//! What the lines of a page are where they are no prose: turns of transcripts and parliaments, questions and answers,
//! posts with their signature, notes of the editors.

mod interview;
mod label;
mod signature;
mod transcript;

use super::{Party, Report};
use crate::extract::certainty::Trust;
use crate::extract::lexicon::PhraseMeaning;
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// What a line is.
#[derive(Debug, Clone, Default)]
pub(super) enum Form {
    /// Its sentences are read one by one.
    #[default]
    Prose,
    /// Nobody's statement: a correction, a pointer to another article, a label by itself.
    Aside,
    /// A question of whoever interviews.
    Question,
    /// The words of somebody, as a whole.
    Words(Words),
}

/// Words that the form of the page gives to somebody.
#[derive(Debug, Clone)]
pub(super) struct Words {
    tokens: Range<usize>,
    party: Party,
    rule: &'static str,
    sure: Trust,
    /// A token of the sentence whose dates count, where it is another one: that of a signature.
    signed: Option<usize>,
}

/// The lines of a page and what they are.
#[derive(Debug)]
pub(super) struct Forms {
    forms: Vec<Form>,
}

impl Forms {
    pub(super) fn of(page: &Page<'_>) -> Self {
        let mut lines = Lines {
            page,
            ranges: page.lines().collect(),
            forms: Vec::new(),
        };
        lines.forms = lines.ranges.iter().map(|line| lines.note(line)).collect();
        lines.signatures();
        if !lines.turns() {
            lines.interview();
        }
        Self { forms: lines.forms }
    }

    /// The reports of the sentence where the form of its line tells them; `None` for one of prose.
    pub(super) fn reports(&self, page: &Page<'_>, number: usize) -> Option<Vec<Report>> {
        let sentence = page.sentences.get(number)?;
        match self.forms.get(page.line_index(sentence.start))? {
            Form::Prose => None,
            Form::Aside | Form::Question => Some(Vec::new()),
            // the line's words are told with its first sentence
            Form::Words(words) => {
                let first = sentence.contains(&words.tokens.start);
                Some(if first {
                    words.report(page, number)
                } else {
                    Vec::new()
                })
            }
        }
    }
}

impl Words {
    fn report(&self, page: &Page<'_>, number: usize) -> Vec<Report> {
        let pieces: Vec<_> = spoken(page, &self.tokens)
            .into_iter()
            .filter(|piece| page.count_words(piece.clone()) >= 2)
            .collect();
        if pieces.is_empty() {
            return Vec::new();
        }
        let number = self.signed.map_or(number, |at| page.sentence_index(at));
        vec![Report::new(
            number,
            pieces,
            self.party.clone(),
            self.rule,
            self.sure.clone(),
        )]
    }
}

/// The words without what stands in brackets between sentences: "(Applaudissements.)".
fn spoken(page: &Page<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = words.start;
    let mut at = words.start;
    while at < words.end {
        let opens = page.is_mark(at, '(') || page.is_mark(at, '[');
        let between = at == words.start
            || matches!(
                page.tokens[at - 1].kind,
                TokenKind::Mark('.' | '!' | '?' | '…' | '»' | '”' | ')' | ']')
            );
        let told = opens && between && page.token(at + 1).is_some_and(|t| t.is_capitalised);
        let close = || {
            (at + 1..words.end)
                .take(60)
                .find(|t| page.is_mark(*t, ')') || page.is_mark(*t, ']'))
        };
        match told.then(close).flatten() {
            Some(close) => {
                pieces.push(from..at);
                at = close + 1;
                from = at;
            }
            None => at += 1,
        }
    }
    pieces.push(from..words.end);
    pieces.retain(|piece| piece.start < piece.end);
    pieces
}

/// Finds what the lines of a page are.
struct Lines<'p, 't> {
    page: &'p Page<'t>,
    ranges: Vec<Range<usize>>,
    forms: Vec<Form>,
}

impl Lines<'_, '_> {
    /// Whether the line is a note of the editors: "Correction: …", "Lire aussi …", "(The House divided.)".
    fn note(&self, line: &Range<usize>) -> Form {
        let page = self.page;
        let mut at = line.start;
        while at < line.end && !page.is_word(at) && at < line.start + 4 {
            at += 1;
        }
        let marked = |end: usize| {
            // "Correction (March 12): …"
            let bracket = page
                .is_mark(end, '(')
                .then(|| (end..line.end).take(10).find(|t| page.is_mark(*t, ')')));
            let end = bracket.flatten().map_or(end, |close| close + 1);
            let parts = |c: TokenKind| matches!(c, TokenKind::Mark(':' | '|' | '–' | '—' | '-' | '>' | '»'));
            end >= line.end || page.token(end).is_some_and(|t| parts(t.kind))
        };
        let in_brackets = page.is_mark(line.start, '(') || page.is_mark(line.start, '[');
        let aside = page
            .meaning(at, |m| matches!(m, PhraseMeaning::AsideLabel))
            .is_some_and(|(_, n)| {
                // "VIDÉO. …", "(Corrects …)"
                let shouted = page.is_mark(at + n, '.') && page.tokens[at].is_all_caps;
                marked(at + n) || shouted || in_brackets
            });
        // “Read also the notes,” said somebody
        let pointer = page.quotation_at(at).is_none()
            && page
                .meaning(at, |m| matches!(m, PhraseMeaning::CrossReferenceLabel))
                .is_some();
        let bracketed = !line.is_empty()
            && (page.is_mark(line.start, '(') && page.is_mark(line.end - 1, ')')
                || page.is_mark(line.start, '[') && page.is_mark(line.end - 1, ']'))
            && !(line.start..line.end).any(|at| page.quotation_at(at).is_some());
        if aside || pointer || bracketed && self.is_stage_direction(line) {
            Form::Aside
        } else {
            Form::Prose
        }
    }

    /// "(Applaudissements.)": one pair of brackets and few words.
    fn is_stage_direction(&self, line: &Range<usize>) -> bool {
        let inside = line.start + 1..line.end - 1;
        let nested = inside
            .clone()
            .any(|at| self.page.is_mark(at, '(') || self.page.is_mark(at, ')'));
        !nested && self.page.count_words(inside) <= 12
    }

    /// The line with words before this one, empty lines left out.
    fn before(&self, number: usize) -> Option<usize> {
        (0..number).rev().take(3).find(|n| !self.ranges[*n].is_empty())
    }

    /// The next line with words.
    fn behind(&self, number: usize) -> Option<usize> {
        (number + 1..self.ranges.len())
            .take(3)
            .find(|n| !self.ranges[*n].is_empty())
    }

    fn is_prose(&self, number: usize) -> bool {
        matches!(self.forms.get(number), Some(Form::Prose)) && !self.ranges[number].is_empty()
    }
}
