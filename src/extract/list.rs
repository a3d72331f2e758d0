//! Recognises lists: lines with bullets or numbers that a sentence announces, and numbered members.

use super::content::trim_end;
use super::lexicon::PhraseMeaning;
use super::page::Page;
use super::token::TokenKind;
use std::ops::Range;

/// Where the words after a number or ordinal begin, if one opens a list member here: "2) …", "enfin, …".
pub(super) fn skip_number(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.is_number(at) {
        let marked = matches!(page.token(at + 1)?.kind, TokenKind::Mark(')' | '°'));
        return marked.then_some(at + 2);
    }
    let (_, length) = page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationOrdinal))?;
    let set_off = page.is_mark(at + length, ',') || page.is_mark(at + length, ':');
    set_off.then_some(at + length + 1)
}

/// The lines of a list that sentence number `sentence` announces, without bullets and numbers: "trois mesures :", a
/// line break, "- un registre". Empty if there are fewer than two.
pub(super) fn list_lines_after(page: &Page<'_>, sentence: usize) -> Vec<Range<usize>> {
    let Some(sentence) = page.sentences.get(sentence) else {
        return Vec::new();
    };
    let announces = |at: usize| {
        page.meaning(at, |m| matches!(m, PhraseMeaning::EnumerationNoun))
            .is_some()
    };
    let includes = ends_with_including(page, sentence);
    if !page.is_mark(sentence.end - 1, ':')
        || page.line_around(sentence.start).end != sentence.end
        || !includes && !sentence.clone().any(announces)
    {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut at = sentence.end + 1;
    while at < page.tokens.len() {
        let line = page.line_around(at);
        at = line.end + 1;
        if line.is_empty() {
            continue;
        }
        let labelled = || (includes && has_label(page, &line)).then_some(line.start);
        let Some(words) = skip_bullet(page, &line).or_else(labelled) else {
            break;
        };
        lines.push(words..trim_end(page, words, line.end));
    }
    lines.retain(|line| line.start < line.end);
    if lines.len() >= 2 { lines } else { Vec::new() }
}

/// Whether the sentence ends with "including:". Then the lines after it are part of the words, but not points.
pub(super) fn ends_with_including(page: &Page<'_>, sentence: &Range<usize>) -> bool {
    let last = sentence.end.saturating_sub(2).max(sentence.start);
    page.meaning(last, |m| matches!(m, PhraseMeaning::EnumerationInclusion))
        .is_some()
}

/// Whether the line begins with a label of a few words: "The Training Fund: The ministry will …".
fn has_label(page: &Page<'_>, line: &Range<usize>) -> bool {
    let label = line.start..line.end.min(line.start + 14);
    let colon = label.into_iter().find(|at| page.is_mark(*at, ':'));
    colon.is_some_and(|colon| {
        colon > line.start && colon + 3 < line.end && !page.has_finite_verb(line.start..colon)
    })
}

/// Where the words of a list line begin: after "-", "•", "1.", "2)" or "premièrement,".
fn skip_bullet(page: &Page<'_>, line: &Range<usize>) -> Option<usize> {
    let first = page.token(line.start)?;
    if matches!(first.kind, TokenKind::Mark('-' | '–' | '—' | '•' | '*' | '·')) {
        return Some(line.start + 1);
    }
    let marked = matches!(
        page.token(line.start + 1)?.kind,
        TokenKind::Mark('.' | ')' | '°' | '/' | '-')
    );
    if first.kind == TokenKind::Number && marked {
        return Some(line.start + 2);
    }
    let (_, length) = page.meaning(line.start, |m| matches!(m, PhraseMeaning::EnumerationOrdinal))?;
    page.is_mark(line.start + length, ',')
        .then_some(line.start + length + 1)
}
