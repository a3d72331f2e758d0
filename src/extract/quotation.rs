//! Finds the quotations of a text by matching opening and closing marks. A nested quotation is part of the outermost
//! one; an unclosed one ends with its paragraph.

use super::steps::Step;
use super::token::{Token, TokenKind};
use std::ops::Range;

/// A quotation with outermost marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotation {
    /// The token of the opening mark.
    pub(super) open: usize,
    /// The token of the closing mark, or one after the last token if that mark is missing.
    pub(super) close: usize,
    /// Whether the closing mark exists.
    pub(super) closed: bool,
}

impl Quotation {
    /// The tokens between the marks.
    pub(super) fn inside(&self) -> Range<usize> {
        self.open + 1..self.close
    }

    /// The first token after the quotation.
    pub(super) fn end(&self) -> usize {
        self.close + usize::from(self.closed)
    }
}

/// The outermost quotations, in text order.
pub(super) fn find_quotations(tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = tokens[start..]
            .iter()
            .position(|t| t.kind == TokenKind::LineBreak)
            .map_or(tokens.len(), |n| start + n);
        find_in_paragraph(tokens, start, end, &mut found);
        start = end + 1;
    }
    found
}

/// The marks that can close the quotation that the mark at `at` opens; `None` if it opens none. If the usual closing
/// mark is missing in the rest of the paragraph, another kind is accepted: “…", »…«.
fn closers_of_opening_mark(
    tokens: &[Token],
    at: usize,
    end: usize,
    last: &MarkPositions,
) -> Option<&'static [char]> {
    let TokenKind::Mark(mark) = tokens[at].kind else {
        return None;
    };
    let glued = at + 1 < end && !tokens[at + 1].has_space_before;
    match mark {
        '«' | '‹' if last.has_any_after(at, &['»', '›']) => Some(&['»', '›']),
        '«' if last.has_any_after(at, &['"', '”']) => Some(&['"', '”']),
        '«' | '‹' => Some(&['»', '›']),
        // a straight mark closes it (“…"), if it is the next double mark and is attached to the word before it
        '“' if last
            .next_double_mark(at)
            .is_some_and(|next| tokens[next].is_mark('"') && !tokens[next].has_space_before) =>
        {
            Some(&['”', '"'])
        }
        '“' if last.has_any_after(at, &['”']) => Some(&['”']),
        '“' if last.has_any_after(at, &['"', '“']) => Some(&['"', '“']),
        '“' => Some(&['”']),
        '„' => Some(&['“', '”', '"']),
        // the mark that closes elsewhere also opens, as in Swedish: ”…”
        '”' if glued && tokens[at].has_space_before && last.has_any_after(at, &['”']) => Some(&['”']),
        // the pair is reversed, as in German: »…«
        '»' if glued
            && (tokens[at].has_space_before || !follows_word(tokens, at))
            && last.has_any_after(at, &['«']) =>
        {
            Some(&['«'])
        }
        '›' if glued && tokens[at].has_space_before && last.has_any_after(at, &['‹']) => Some(&['‹']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        // closed by an apostrophe, which the tokeniser keeps apart at the end of a word
        '\u{2018}' if glued => Some(&['\'']),
        // a straight mark has no direction: it opens if it is attached to the word after it and to none before
        '"' if glued && (tokens[at].has_space_before || !follows_word(tokens, at)) => {
            let other = last
                .next_double_mark(at)
                .is_some_and(|next| tokens[next].is_mark('”'));
            if other { Some(&['"', '”']) } else { Some(&['"']) }
        }
        '\'' if glued && tokens[at].has_space_before && tokens[at + 1].is_word() => Some(&['\'']),
        _ => None,
    }
}

/// The last position of each of `CLOSERS` in a paragraph, and all positions of English double marks.
struct MarkPositions {
    last: [Option<usize>; CLOSERS.len()],
    double: Vec<usize>,
}

impl MarkPositions {
    fn in_paragraph(tokens: &[Token], start: usize, end: usize) -> Self {
        let mut last = [None; CLOSERS.len()];
        let mut double = Vec::new();
        for (at, token) in tokens.iter().enumerate().take(end).skip(start) {
            if let TokenKind::Mark(mark) = token.kind
                && let Some(number) = CLOSERS.iter().position(|closer| *closer == mark)
            {
                last[number] = Some(at);
                if matches!(mark, '“' | '”' | '"') {
                    double.push(at);
                }
            }
        }
        Self { last, double }
    }

    /// The next double mark after the token.
    fn next_double_mark(&self, at: usize) -> Option<usize> {
        self.double
            .get(self.double.partition_point(|mark| *mark <= at))
            .copied()
    }

    /// Whether one of `marks` occurs after the token.
    fn has_any_after(&self, at: usize, marks: &[char]) -> bool {
        CLOSERS
            .iter()
            .zip(&self.last)
            .any(|(closer, last)| marks.contains(closer) && *last > Some(at))
    }
}

/// Whether a word or number is right before the token.
fn follows_word(tokens: &[Token], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].kind, TokenKind::Word | TokenKind::Number)
}

/// Every mark that can close a quotation.
const CLOSERS: [char; 10] = ['»', '›', '“', '”', '」', '』', '\'', '"', '«', '‹'];

/// The opening marks of a paragraph that are not closed yet. It counts how many of them each mark can close, so that a
/// mark that closes none is recognised in constant time, however many are open.
#[derive(Default)]
struct OpenMarks {
    marks: Vec<(usize, &'static [char])>,
    /// Number of open marks that each of `CLOSERS` can close.
    counts: [usize; CLOSERS.len()],
}

impl OpenMarks {
    fn push(&mut self, at: usize, closers: &'static [char]) {
        self.marks.push((at, closers));
        self.count(closers, |count| count + 1);
    }

    /// Closes the last open mark that `mark` can close, and all marks opened after that one. Returns its position and
    /// how many marks around it are still open.
    fn close(&mut self, mark: char) -> Option<(usize, usize)> {
        let number = CLOSERS.iter().position(|closer| *closer == mark)?;
        if self.counts[number] == 0 {
            return None;
        }
        while let Some((at, closers)) = self.marks.pop() {
            Step::Token.count_one();
            self.count(closers, |count| count - 1);
            if closers.contains(&mark) {
                return Some((at, self.marks.len()));
            }
        }
        None
    }

    /// Changes the counts of these closing marks.
    fn count(&mut self, closers: &[char], change: impl Fn(usize) -> usize) {
        for (closer, count) in CLOSERS.iter().zip(&mut self.counts) {
            if closers.contains(closer) {
                *count = change(*count);
            }
        }
    }
}

/// Appends the outermost quotations of the paragraph `start..end` to `found`.
fn find_in_paragraph(tokens: &[Token], start: usize, end: usize, found: &mut Vec<Quotation>) {
    let mut open = OpenMarks::default();
    // the pairs inside the outermost open mark: they become quotations of their own if that mark is never closed
    let mut inner: Vec<Quotation> = Vec::new();
    let last = MarkPositions::in_paragraph(tokens, start, end);
    for at in start..end {
        let TokenKind::Mark(mark) = tokens[at].kind else {
            continue;
        };
        // a straight mark that can both open and close, closes
        if let Some((opened, depth)) = open.close(mark) {
            let quotation = Quotation {
                open: opened,
                close: at,
                closed: true,
            };
            if depth == 0 {
                inner.clear();
                found.push(quotation);
            } else if depth == 1 {
                inner.push(quotation);
            }
        } else if let Some(closers) = closers_of_opening_mark(tokens, at, end, &last) {
            // single marks only enclose words, never other marks
            if mark != '\'' || last.has_any_after(at, &['\'']) {
                open.push(at, closers);
            }
        }
    }
    if let Some((first, closers)) = open.marks.first() {
        let single = closers == &['\''];
        if inner.is_empty() && !single {
            found.push(Quotation {
                open: *first,
                close: end,
                closed: false,
            });
        } else {
            found.append(&mut inner);
        }
    }
}
