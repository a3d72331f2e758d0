//! Paragraphs with highlighted ranges, and their lines.

use super::text::{sanitize, widest_unbreakable, width, wrap};
use anstyle::Style;
use std::fmt::Write as _;
use std::ops::Range;

/// A paragraph in one style, with ranges in another.
#[derive(Debug, Clone)]
pub(crate) struct StyledText {
    text: String,
    base: Style,
    /// Byte ranges of `text`, in order, without overlap.
    marks: Vec<Range<usize>>,
    marked: Style,
}

impl StyledText {
    /// Creates a paragraph in `style`.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self {
            text: sanitize(text).into_owned(),
            base: style,
            marks: Vec::new(),
            marked: style,
        }
    }

    /// Creates a paragraph in style `base`, with the ranges `marks` in style `marked`. Ranges count code points, are
    /// in order, and do not overlap.
    pub(crate) fn marked(
        text: &str,
        base: Style,
        marks: impl IntoIterator<Item = Range<u32>>,
        marked: Style,
    ) -> Self {
        let mut rich = Self {
            text: String::new(),
            base,
            marks: Vec::new(),
            marked,
        };
        let mut chars = text.chars();
        let mut at = 0;
        let mut take = |rich: &mut Self, up_to: u32| {
            let piece: String = chars.by_ref().take(up_to.saturating_sub(at) as usize).collect();
            at = at.max(up_to);
            let start = rich.text.len();
            rich.text.push_str(&sanitize(&piece));
            start..rich.text.len()
        };
        for mark in marks {
            take(&mut rich, mark.start);
            let stretch = take(&mut rich, mark.end);
            rich.marks.push(stretch);
        }
        take(&mut rich, u32::MAX);
        rich
    }

    /// Strikes the paragraph out.
    pub(crate) fn struck_out(mut self) -> Self {
        self.base = self.base.strikethrough();
        self.marked = self.marked.strikethrough();
        self
    }

    /// Whether the paragraph is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns its width in cells on one line.
    pub(crate) fn width(&self) -> usize {
        width(&self.text)
    }

    /// Returns the width in cells of its widest unbreakable piece.
    pub(crate) fn widest_unbreakable(&self) -> usize {
        widest_unbreakable(&self.text)
    }

    /// Breaks the paragraph into lines of at most `cells` cells.
    pub(crate) fn lines(&self, cells: usize) -> Vec<StyledLine> {
        wrap(&self.text, cells)
            .into_iter()
            .map(|range| self.line(range))
            .collect()
    }

    fn line(&self, range: Range<usize>) -> StyledLine {
        let mut pieces = Vec::new();
        let mut at = range.start;
        for mark in self
            .marks
            .iter()
            .filter(|m| m.start < range.end && range.start < m.end)
        {
            let (start, end) = (mark.start.max(at), mark.end.min(range.end));
            pieces.push((self.text[at..start].to_owned(), self.base));
            pieces.push((self.text[start..end].to_owned(), self.marked));
            at = end;
        }
        pieces.push((self.text[at..range.end].to_owned(), self.base));
        pieces.retain(|(text, _)| !text.is_empty());
        StyledLine(pieces)
    }
}

/// A line, as pieces of one style each.
#[derive(Debug, Clone)]
pub(crate) struct StyledLine(Vec<(String, Style)>);

impl StyledLine {
    /// Creates a line in one style.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self(vec![(text.to_owned(), style)])
    }

    /// Returns its width in cells.
    pub(crate) fn width(&self) -> usize {
        self.0.iter().map(|(text, _)| width(text)).sum()
    }

    /// Writes the line, with or without styles.
    pub(crate) fn paint(&self, out: &mut String, colored: bool) {
        for (text, style) in self.0.iter().filter(|(text, _)| !text.is_empty()) {
            let _ = if colored {
                write!(out, "{style}{text}{style:#}")
            } else {
                out.write_str(text)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::style::{PLAIN, TITLE};
    use super::*;

    #[test]
    fn mark_continues_on_the_next_line() {
        let rich = StyledText::marked("l’été sera chaud", PLAIN, Some(2..10), TITLE);
        let painted: Vec<String> = rich
            .lines(6)
            .iter()
            .map(|line| {
                let mut out = String::new();
                line.paint(&mut out, true);
                out.replace("\u{1b}[1m", "<").replace("\u{1b}[0m", ">")
            })
            .collect();
        assert_eq!(painted, ["l’<été>", "<sera>", "chaud"]);
    }

    #[test]
    fn mark_past_the_end_is_ignored() {
        let rich = StyledText::marked("ab", PLAIN, Some(1..9), TITLE);
        let mut out = String::new();
        rich.lines(10)[0].paint(&mut out, false);
        assert_eq!(out, "ab");
        assert!(StyledText::marked("", PLAIN, Some(0..0), TITLE).is_empty());
    }
}
