//! Sentences: full stops that end one, line ends, and quotations that are read as one piece.

use super::lexicon::{PhraseMeaning, WordClass};
use super::page::Page;
use super::token::TokenKind;
use std::ops::Range;

/// How far behind a quotation a reporting verb is looked for before its end counts as a sentence's end.
const REPORTING_VERB_REACH: usize = 6;

/// No sentence has more tokens outside of quotations: a text without full stops is cut, behind a comma where there is
/// one. The rules look at a sentence as a whole, some of them once for each of its verbs, so that what they cost must
/// be bounded. No author of prose comes near it.
const TOKENS_MAX: usize = 300;

/// The sentences of the page, in order, without the line ends between them.
pub(super) fn split_sentences(page: &Page<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut bound = LengthLimit::default();
    while at < page.tokens.len() {
        if let Some(cut) = bound.advance(page, start, at) {
            push(&mut found, start..cut);
            start = cut;
        }
        if page.tokens[at].kind == TokenKind::LineBreak {
            push(&mut found, start..at);
            at += 1;
            start = at;
            continue;
        }
        // "14:32 – Untel : …": the time is no part of the sentence
        if at == start && (page.is_number(at) || page.is_mark(at, '[') || page.is_mark(at, '(')) {
            let words = page.skip_timestamp(&page.line_around(at));
            if page.line_around(at).start == at && words > at {
                push(&mut found, start..words);
                start = words;
                at = words;
                continue;
            }
        }
        if let Some(quotation) = page.quotation_at(at) {
            let quotation = page.quotations[quotation];
            at = quotation.end();
            if ends_after_quotation(page, quotation.close, at) {
                push(&mut found, start..at);
                start = at;
            }
            continue;
        }
        at += 1;
        if ends_at(page, at - 1) {
            // closing brackets belong to the sentence
            while page.is_mark(at, ')') || page.is_mark(at, ']') {
                at += 1;
            }
            push(&mut found, start..at);
            start = at;
        }
    }
    push(&mut found, start..page.tokens.len());
    found
}

/// Counts the tokens of a sentence as they are gone through, and tells where it must be cut.
#[derive(Debug, Default)]
struct LengthLimit {
    /// Where the sentence begins.
    start: usize,
    /// How many steps were taken in it: a quotation is one.
    steps: usize,
    /// The token behind its last comma, and the step at which it came.
    comma: Option<(usize, usize)>,
}

impl LengthLimit {
    /// Takes the step to `at`; tells where to cut where the sentence has become too long.
    fn advance(&mut self, page: &Page<'_>, start: usize, at: usize) -> Option<usize> {
        if self.start != start {
            *self = Self {
                start,
                ..Self::default()
            };
        }
        if at > start
            && (page.is_mark(at - 1, ',') || page.is_mark(at - 1, ';'))
            && page.quotation_at(at - 1).is_none()
        {
            self.comma = Some((at, self.steps));
        }
        self.steps += 1;
        if self.steps <= TOKENS_MAX || at <= start {
            return None;
        }
        // A comma right at the beginning would leave all the rest to the next sentence.
        let (cut, before) = self
            .comma
            .filter(|(_, step)| *step > TOKENS_MAX / 2)
            .unwrap_or((at, self.steps - 1));
        *self = Self {
            start: cut,
            steps: self.steps - before,
            comma: None,
        };
        Some(cut)
    }
}

fn push(found: &mut Vec<Range<usize>>, sentence: Range<usize>) {
    if sentence.start < sentence.end {
        found.push(sentence);
    }
}

fn is_final_mark(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens.get(at).map(|t| t.kind),
        Some(TokenKind::Mark('.' | '!' | '?' | '…'))
    )
}

/// Whether a sentence ends with the mark at `at`, which stands outside quotations.
fn ends_at(page: &Page<'_>, at: usize) -> bool {
    if !is_final_mark(page, at) {
        return false;
    }
    let Some(next) = page.token(at + 1) else {
        return true;
    };
    match next.kind {
        // without a blank, only behind a word in lower case: text whose line ends were lost
        TokenKind::Word => {
            next.is_capitalised
                && (next.has_space_before || follows_whole_word(page, at) || follows_closing_mark(page, at))
        }
        TokenKind::Number => next.has_space_before,
        TokenKind::Mark('.' | '!' | '?' | '…' | ',' | ';' | ')' | ']') => false,
        TokenKind::Mark(_) | TokenKind::LineBreak => true,
    }
}

/// Whether the sentence before ends with a closing mark, or a title begins the next one: "».Mme Untel".
fn follows_closing_mark(page: &Page<'_>, mark: usize) -> bool {
    let closed = mark.checked_sub(1).is_some_and(|before| {
        let closes = matches!(
            page.tokens[before].kind,
            TokenKind::Mark('»' | '”' | '"' | ')' | ']' | '’' | '›')
        );
        closes
            || page
                .quotation_at(before)
                .is_some_and(|q| page.quotations[q].close == before)
    });
    closed
        || page
            .meaning(mark + 1, |m| matches!(m, PhraseMeaning::Title(_)))
            .is_some()
}

/// Whether what stands before the mark is no abbreviation: a word in lower case, a quotation, or a long word before a
/// capital that is none of a name ("Ronsard.Selon").
fn follows_whole_word(page: &Page<'_>, mark: usize) -> bool {
    let Some(last) = mark.checked_sub(1) else {
        return false;
    };
    let grammar = WordClass::DETERMINER | WordClass::PREPOSITION | WordClass::ADVERB | WordClass::COORDINATOR;
    page.quotation_at(last).is_some()
        || page.token(last).is_some_and(|t| {
            let length = t.end - t.start;
            t.is_word()
                && (!t.is_capitalised && length >= 3 || length >= 5 && page.has_class(mark + 1, grammar))
        })
}

/// Whether a sentence ends with the quotation closed at `close`; `next` is the first token behind it.
fn ends_after_quotation(page: &Page<'_>, close: usize, next: usize) -> bool {
    let Some(token) = page.token(next) else {
        return true;
    };
    if page.quotation_at(next).is_some() {
        return true;
    }
    if !is_final_mark(page, close.saturating_sub(1)) {
        return false;
    }
    match token.kind {
        TokenKind::LineBreak | TokenKind::Number => true,
        TokenKind::Word if token.is_capitalised => {
            let question = !page.is_mark(close - 1, '.');
            !(question && has_reporting_verb_near(page, next))
        }
        _ => false,
    }
}

/// "…?" Smith asked: a reporting verb stands before the next mark.
fn has_reporting_verb_near(page: &Page<'_>, from: usize) -> bool {
    (from..from + REPORTING_VERB_REACH)
        .take_while(|at| page.is_word(*at))
        .any(|at| {
            page.readings(at).iter().any(|r| r.cue.is_some()) && !page.has_class(at, WordClass::PREPOSITION)
        })
}
