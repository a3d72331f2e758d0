//! Joins the lines of a document to paragraphs: by gaps, indents, sizes, and where a line ended before it was full.

use super::hyphens::{KnownWords, join_line};
use super::text_line::{TextLine, is_unspaced};
use std::collections::HashMap;

/// A gap between two lines ends a paragraph if it is this much larger than between most lines.
const GAP: f64 = 1.28;
/// Two lines of one paragraph differ in size by at most this share.
const SIZE_STEP: f64 = 0.08;
/// Minimum and maximum indent of the first line of a paragraph, in sizes of a letter.
const INDENT_MIN: f64 = 0.7;
const INDENT_MAX: f64 = 6.0;
/// A note at the foot of a page has letters smaller than this share of those of the text.
const NOTE_SIZE_MAX: f64 = 0.92;
/// A line is short if it takes less than this share of its column.
const SHORT_LINE_MAX: f64 = 0.6;
/// Width of a letter, in its size, where no line shows it.
const LETTER_WIDTH: f64 = 0.5;
/// Marks at which a sentence, a heading with its mark, or a quotation ends.
const END_MARKS: [char; 17] = [
    '.', '!', '?', '…', ':', ';', '»', '”', '"', ')', '。', '！', '？', '”', '；', '：', '」',
];

/// The edges of a column, and the usual distance of its lines.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: f64,
    right: f64,
    lines: usize,
}

/// What all lines of a document have in common.
struct Layout {
    columns: HashMap<(usize, usize), Column>,
    /// The distance of two lines of a paragraph, in sizes of their letters.
    leading: f64,
    body_size: f64,
    known: KnownWords,
}

/// The text of a document with these lines: a paragraph a line, blank lines where the document shows a gap. Notes at
/// the feet of pages are at its end.
pub(super) fn join_paragraphs(lines: Vec<TextLine>) -> String {
    let layout = Layout::measure(&lines);
    let (text, notes) = layout.split_notes(lines);
    let mut joined = layout.join(&text);
    if !notes.is_empty() {
        joined.push_str("\n\n");
        joined.push_str(&layout.join(&notes));
    }
    joined
}

impl Layout {
    fn measure(lines: &[TextLine]) -> Self {
        let mut groups: HashMap<(usize, usize), Vec<&TextLine>> = HashMap::new();
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        for line in lines {
            groups.entry((line.page, line.column)).or_default().push(line);
            *sizes.entry(half_points(line.size)).or_default() += line.text.len();
        }
        let body = sizes.into_iter().max_by_key(|(size, letters)| (*letters, *size));
        #[expect(clippy::cast_precision_loss, reason = "a size in half points is small")]
        let body_size = body.map_or(10.0, |(size, _)| size as f64 / 2.0);
        let columns = groups
            .iter()
            .map(|(place, lines)| (*place, column_of(lines)))
            .collect();
        let mut distances: Vec<f64> = lines
            .windows(2)
            .filter(|pair| is_same_column(&pair[0], &pair[1]) && (pair[0].size - body_size).abs() < 1.0)
            .map(|pair| (pair[0].y - pair[1].y) / pair[0].size)
            .filter(|distance| (0.8..4.0).contains(distance))
            .collect();
        distances.sort_by(f64::total_cmp);
        Self {
            columns,
            leading: distances.get(distances.len() * 3 / 10).copied().unwrap_or(1.2),
            body_size,
            known: KnownWords::collect(lines.iter().map(|line| line.text.as_str())),
        }
    }

    /// The lines of the text, and those of notes at the feet of pages.
    fn split_notes(&self, lines: Vec<TextLine>) -> (Vec<TextLine>, Vec<TextLine>) {
        let (mut text, mut notes): (Vec<TextLine>, Vec<TextLine>) = (Vec::new(), Vec::new());
        let mut page: Vec<TextLine> = Vec::new();
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let number = line.page;
            page.push(line);
            if lines.peek().is_none_or(|next| next.page != number) {
                let of_page = page.split_off(self.foot_of(&page));
                text.append(&mut page);
                notes.extend(of_page);
            }
        }
        (text, notes)
    }

    /// Where the notes at the foot of a page with these lines begin.
    fn foot_of(&self, page: &[TextLine]) -> usize {
        #[expect(clippy::cast_precision_loss, reason = "a page has few lines")]
        let middle = page.iter().map(|line| line.y).sum::<f64>() / page.len().max(1) as f64;
        let marked = page.iter().position(|line| line.is_note && line.y < middle);
        let is_small = |line: &&TextLine| line.size < NOTE_SIZE_MAX * self.body_size;
        let small = page.len() - page.iter().rev().take_while(is_small).count();
        let begins_note = |line: &TextLine| {
            line.text
                .starts_with(|c: char| c.is_ascii_digit() || "*†[".contains(c))
        };
        let is_note = small > 0 && page.get(small).is_some_and(begins_note);
        marked.unwrap_or(if is_note { small } else { page.len() })
    }

    fn join(&self, lines: &[TextLine]) -> String {
        let mut joined = String::new();
        let mut paragraph = String::new();
        // The left end of the second line of the paragraph, which may hang.
        let mut first: Option<&TextLine> = None;
        let mut previous: Option<&TextLine> = None;
        for line in lines {
            let end = previous
                .zip(first)
                .and_then(|(previous, first)| self.break_between(previous, line, first));
            if let Some(mark) = end {
                joined.push_str(&paragraph);
                joined.push_str(mark);
                paragraph.clear();
                first = None;
            }
            join_line(&mut paragraph, &line.text, &self.known);
            first = first.or(Some(line));
            previous = Some(line);
        }
        joined.push_str(&paragraph);
        joined
    }

    /// What separates two lines in the text, if they are of two paragraphs. `first` is the first line of the paragraph
    /// of `a`.
    fn break_between(&self, a: &TextLine, b: &TextLine, first: &TextLine) -> Option<&'static str> {
        if (a.size - b.size).abs() > SIZE_STEP * a.size.max(b.size) {
            return Some("\n\n");
        }
        let goes_on =
            b.text.starts_with(char::is_lowercase) && !a.text.ends_with(END_MARKS) && !self.is_short(a);
        if a.text.contains('\t') || b.text.contains('\t') || b.is_note || begins_item(&b.text) && !goes_on {
            return Some("\n");
        }
        if !is_same_column(a, b) {
            let ends = a.text.ends_with(END_MARKS) && !b.text.starts_with(char::is_lowercase);
            let is_full = self.is_full(a, b) || a.text.ends_with('-');
            return (ends && !(is_full && !self.is_indented(b) && !a.text.ends_with(END_MARKS))
                || !is_full && !goes_on)
                .then_some("\n\n");
        }
        let distance = (a.y - b.y) / a.size.max(b.size);
        if distance > self.leading * GAP || distance < 0.0 {
            return Some("\n\n");
        }
        if goes_on || a.text.ends_with(['-', '\u{ad}', '«', '“', '(']) {
            return None;
        }
        // The further lines of an item hang below its words.
        let is_hanging =
            begins_item(&first.text) && b.x0 > first.x0 + INDENT_MIN * b.size && std::ptr::eq(a, first);
        let is_new_indent = self.is_indented(b) && b.x0 > a.x0 + INDENT_MIN * b.size && !is_hanging;
        (is_new_indent || !self.is_full(a, b)).then_some("\n")
    }

    /// Whether a line is so short that no picture beside it can be the reason.
    fn is_short(&self, line: &TextLine) -> bool {
        let column = self.column(line);
        line.x1 - line.x0 < SHORT_LINE_MAX * (column.right - column.left)
    }

    fn column(&self, line: &TextLine) -> Column {
        let own = self.columns.get(&(line.page, line.column)).copied();
        let mut own = own.unwrap_or(Column {
            left: line.x0,
            right: line.x1,
            lines: 1,
        });
        if own.lines < 4 {
            // A column of few lines is as wide as another that begins at its left edge.
            let alike = self
                .columns
                .values()
                .filter(|column| (column.left - own.left).abs() < 2.0 * line.size);
            own.right = alike.map(|column| column.right).fold(own.right, f64::max);
        }
        own
    }

    fn is_indented(&self, line: &TextLine) -> bool {
        let indent = (line.x0 - self.column(line).left) / line.size;
        (INDENT_MIN..INDENT_MAX).contains(&indent)
    }

    /// Whether the first word of `next` had no place at the end of `line`.
    fn is_full(&self, line: &TextLine, next: &TextLine) -> bool {
        let letters = next.text.chars().count().max(1);
        let is_han = next.text.starts_with(is_unspaced);
        let word = if is_han {
            // A mark that may not begin a line takes its character with it.
            2
        } else {
            next.text
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .chars()
                .count()
                + 1
        };
        #[expect(clippy::cast_precision_loss, reason = "a line is short")]
        let (letters, word) = (letters as f64, word as f64);
        let measured = (next.x1 - next.x0) / letters;
        let width = if measured > 0.0 {
            measured.min(next.size)
        } else {
            LETTER_WIDTH * next.size
        };
        line.x1 + word * width + 0.3 * line.size > self.column(line).right
    }
}

fn column_of(lines: &[&TextLine]) -> Column {
    let mut left: Vec<f64> = lines.iter().map(|line| line.x0).collect();
    let mut right: Vec<f64> = lines.iter().map(|line| line.x1).collect();
    left.sort_by(f64::total_cmp);
    right.sort_by(f64::total_cmp);
    Column {
        left: left.get(lines.len() / 20).copied().unwrap_or_default(),
        right: right
            .get(lines.len().saturating_sub(1) - lines.len() / 20)
            .copied()
            .unwrap_or_default(),
        lines: lines.len(),
    }
}

fn is_same_column(a: &TextLine, b: &TextLine) -> bool {
    a.page == b.page && a.column == b.column
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of letters are small")]
fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// Whether a line begins an item of a list or a turn of a dialogue.
fn begins_item(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('•' | '◦' | '▪' | '■' | '●' | '○' | '–' | '—' | '-' | '*') => {
            characters.next() == Some(' ')
        }
        Some(c) if c.is_ascii_digit() => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}
