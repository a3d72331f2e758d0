//! The form of a line, and the words that it attributes to a speaker.

use crate::extract::attribution::report_candidate::ReportCandidate;
use crate::extract::attribution::speaker_mention::SpeakerMention;
use crate::extract::certainty::Trust;
use crate::extract::page::Page;
use crate::extract::token::TokenKind;
use std::ops::Range;

/// What a line is.
#[derive(Debug, Clone, Default)]
pub(super) enum LineForm {
    /// Its sentences are parsed one by one.
    #[default]
    Prose,
    /// Nobody's statement: a correction, a pointer to another article, a label by itself.
    Aside,
    /// A question of the interviewer.
    Question,
    /// The whole line, or part of it, is the words of one speaker.
    Attributed(AttributedWords),
}

/// Words that the form of the line attributes to a speaker.
#[derive(Debug, Clone)]
pub(super) struct AttributedWords {
    pub(super) tokens: Range<usize>,
    pub(super) speaker: SpeakerMention,
    pub(super) rule: &'static str,
    pub(super) trust: Trust,
    /// A token of the signature, if there is one: its sentence gives the date.
    pub(super) signature: Option<usize>,
}

impl AttributedWords {
    /// The report of the words, with the number of the sentence that dates it; empty if no words are left.
    pub(super) fn report(&self, page: &Page<'_>, number: usize) -> Vec<ReportCandidate> {
        let pieces: Vec<_> = without_stage_directions(page, &self.tokens)
            .into_iter()
            .filter(|piece| page.count_words(piece.clone()) >= 2)
            .collect();
        if pieces.is_empty() {
            return Vec::new();
        }
        let number = self.signature.map_or(number, |at| page.sentence_index(at));
        vec![ReportCandidate::new(
            number,
            pieces,
            self.speaker.clone(),
            self.rule,
            self.trust.clone(),
        )]
    }
}

/// The words without stage directions in brackets between sentences: "(Applaudissements.)".
fn without_stage_directions(page: &Page<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
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
        let is_direction = opens && between && page.token(at + 1).is_some_and(|t| t.is_capitalised);
        let close = || {
            (at + 1..words.end)
                .take(60)
                .find(|t| page.is_mark(*t, ')') || page.is_mark(*t, ']'))
        };
        match is_direction.then(close).flatten() {
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
