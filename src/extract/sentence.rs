//! Splits a page into sentences: at full stops that end one, at line breaks, and after quotations that end with one.

use super::lexicon::{PhraseMeaning, WordClass};
use super::page::Page;
use super::timestamp::skip_timestamp;
use super::token::TokenKind;
use std::ops::Range;

/// Number of tokens after a quotation in which a reporting verb shows that the sentence continues.
const REPORTING_VERB_REACH: usize = 6;

/// Maximum number of tokens of a sentence, a quotation counted as one. A longer one is cut, after a comma if there is
/// one. Some rules look at the whole sentence once for each of its verbs, so their cost must be bounded. Normal prose
/// never comes near this length.
const TOKENS_MAX: usize = 300;

/// The sentences of the page, in order, without the line breaks between them.
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
        // "14:32 – Untel : …": the time is not part of the sentence
        if at == start && (page.is_number(at) || page.is_mark(at, '[') || page.is_mark(at, '(')) {
            let words = skip_timestamp(page, &page.line_around(at));
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
            // closing brackets belong to the sentence before
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

/// Counts the tokens of a sentence as the splitter passes them, and decides where a long one is cut.
#[derive(Debug, Default)]
struct LengthLimit {
    /// The first token of the sentence.
    start: usize,
    /// Number of tokens so far; a quotation counts as one.
    steps: usize,
    /// The token after its last comma, and the number of tokens before it.
    comma: Option<(usize, usize)>,
}

impl LengthLimit {
    /// Advances to the token `at`; returns where to cut if the sentence has become too long.
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
        // A comma near the beginning would leave nearly everything to the next sentence.
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

/// Whether the token is a mark that can end a sentence.
fn is_final_mark(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.tokens.get(at).map(|t| t.kind),
        Some(TokenKind::Mark('.' | '!' | '?' | '…'))
    )
}

/// Whether a sentence ends with the mark at `at`, which is outside of quotations.
fn ends_at(page: &Page<'_>, at: usize) -> bool {
    if !is_final_mark(page, at) {
        return false;
    }
    let Some(next) = page.token(at + 1) else {
        return true;
    };
    match next.kind {
        // without a blank, only after a word in lower case: in texts that have lost their line breaks
        TokenKind::Word => {
            next.is_capitalised
                && (next.has_space_before || follows_whole_word(page, at) || follows_closing_mark(page, at))
        }
        TokenKind::Number => next.has_space_before,
        TokenKind::Mark('.' | '!' | '?' | '…' | ',' | ';' | ')' | ']') => false,
        TokenKind::Mark(_) | TokenKind::LineBreak => true,
    }
}

/// Whether there is a closing mark before the full stop, or a title after it: "».Mme Untel".
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

/// Whether what is before the full stop is not an abbreviation: a word in lower case, a quotation, or a long word
/// followed by a capitalised grammatical word, which begins no name ("Ronsard.Selon").
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

/// Whether a sentence ends with the quotation closed at `close`; `next` is the first token after it.
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

/// Whether a reporting verb comes before the next mark: "…?" Smith asked.
fn has_reporting_verb_near(page: &Page<'_>, from: usize) -> bool {
    (from..from + REPORTING_VERB_REACH)
        .take_while(|at| page.is_word(*at))
        .any(|at| {
            page.verb_analyses(at).iter().any(|r| r.cue.is_some())
                && !page.has_class(at, WordClass::PREPOSITION)
        })
}
