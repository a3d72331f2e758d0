//! Quotations by a stack of marks: nested ones belong to the outermost, unclosed ones end with their paragraph.

use super::page::Quotation;
use super::token::{Token, TokenKind};

/// The outermost quotations, in order.
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

/// What closes the mark, where it opens one here. Where the mark that should close it is missing in the rest of the
/// paragraph, another kind will do: “…", »…«.
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
        // “…" where a straight mark comes next that hangs on the word before it
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
        // "”…”", as in Swedish
        '”' if glued && tokens[at].has_space_before && last.has_any_after(at, &['”']) => Some(&['”']),
        // "»…«", as in German
        '»' if glued
            && (tokens[at].has_space_before || !follows_word(tokens, at))
            && last.has_any_after(at, &['«']) =>
        {
            Some(&['«'])
        }
        '›' if glued && tokens[at].has_space_before && last.has_any_after(at, &['‹']) => Some(&['‹']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        // an apostrophe closes it, which the tokeniser leaves alone at the end of a word
        '\u{2018}' if glued => Some(&['\'']),
        // straight marks do not tell: one opens where a word hangs on it and none before
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

/// Where each of `CLOSERS` stands last in a paragraph, and where the double marks of English stand.
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

    /// The next double mark behind the token.
    fn next_double_mark(&self, at: usize) -> Option<usize> {
        self.double
            .get(self.double.partition_point(|mark| *mark <= at))
            .copied()
    }

    /// Whether one of the marks stands behind the token.
    fn has_any_after(&self, at: usize, marks: &[char]) -> bool {
        CLOSERS
            .iter()
            .zip(&self.last)
            .any(|(closer, last)| marks.contains(closer) && *last > Some(at))
    }
}

fn follows_word(tokens: &[Token], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].kind, TokenKind::Word | TokenKind::Number)
}

/// Every mark that closes a quotation.
const CLOSERS: [char; 10] = ['»', '›', '“', '”', '」', '』', '\'', '"', '«', '‹'];

/// The opening marks of a paragraph that are not closed yet. How many of them a mark can close is counted, so that a
/// mark that closes none is told at once, however many are open.
#[derive(Default)]
struct OpenMarks {
    marks: Vec<(usize, &'static [char])>,
    /// How many of them each of `CLOSERS` can close.
    counts: [usize; CLOSERS.len()],
}

impl OpenMarks {
    fn push(&mut self, at: usize, closers: &'static [char]) {
        self.marks.push((at, closers));
        self.count(closers, |count| count + 1);
    }

    /// Closes the last open mark that `mark` can close, with all that were opened behind it; tells where it stands
    /// and how many are open around it.
    fn close(&mut self, mark: char) -> Option<(usize, usize)> {
        let number = CLOSERS.iter().position(|closer| *closer == mark)?;
        if self.counts[number] == 0 {
            return None;
        }
        while let Some((at, closers)) = self.marks.pop() {
            self.count(closers, |count| count - 1);
            if closers.contains(&mark) {
                return Some((at, self.marks.len()));
            }
        }
        None
    }

    fn count(&mut self, closers: &[char], change: impl Fn(usize) -> usize) {
        for (closer, count) in CLOSERS.iter().zip(&mut self.counts) {
            if closers.contains(closer) {
                *count = change(*count);
            }
        }
    }
}

fn find_in_paragraph(tokens: &[Token], start: usize, end: usize, found: &mut Vec<Quotation>) {
    let mut open = OpenMarks::default();
    // the pairs inside the outermost open one: they stand for themselves where it is never closed
    let mut inner: Vec<Quotation> = Vec::new();
    let last = MarkPositions::in_paragraph(tokens, start, end);
    for at in start..end {
        let TokenKind::Mark(mark) = tokens[at].kind else {
            continue;
        };
        // a straight mark that could open closes first
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
            // a single mark holds words, it never spans other marks
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
