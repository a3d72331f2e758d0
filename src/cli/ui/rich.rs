use super::text::{clean, widest_atom, width, wrap};
use anstyle::Style;
use std::fmt::Write as _;
use std::ops::Range;

/// A paragraph in a style, with stretches of it in another.
#[derive(Debug, Clone)]
pub(crate) struct Rich {
    text: String,
    base: Style,
    /// Stretches in bytes of `text`, in order, without overlap.
    marks: Vec<Range<usize>>,
    marked: Style,
}

impl Rich {
    /// `text` in `style`.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self {
            text: clean(text).into_owned(),
            base: style,
            marks: Vec::new(),
            marked: style,
        }
    }

    /// `text` in `base`, and in `marked` where `marks` say so: stretches in code points, in order, without
    /// overlap.
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
            rich.text.push_str(&clean(&piece));
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

    /// The same paragraph, struck out.
    pub(crate) fn struck(mut self) -> Self {
        self.base = self.base.strikethrough();
        self.marked = self.marked.strikethrough();
        self
    }

    /// Whether there is nothing to be seen.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many cells it takes on one line.
    pub(crate) fn width(&self) -> usize {
        width(&self.text)
    }

    /// How many cells its widest word takes.
    pub(crate) fn widest_atom(&self) -> usize {
        widest_atom(&self.text)
    }

    /// The paragraph in lines of at most `cells` cells.
    pub(crate) fn lines(&self, cells: usize) -> Vec<Line> {
        wrap(&self.text, cells)
            .into_iter()
            .map(|range| self.line(range))
            .collect()
    }

    fn line(&self, range: Range<usize>) -> Line {
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
        Line(pieces)
    }
}

/// One line, in pieces of one style each.
#[derive(Debug, Clone)]
pub(crate) struct Line(Vec<(String, Style)>);

impl Line {
    /// A line in one style.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self(vec![(text.to_owned(), style)])
    }

    /// How many cells it takes.
    pub(crate) fn width(&self) -> usize {
        self.0.iter().map(|(text, _)| width(text)).sum()
    }

    /// Writes it, in its styles or plainly.
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
    fn a_mark_goes_on_over_the_end_of_a_line() {
        let rich = Rich::marked("l’été sera chaud", PLAIN, Some(2..10), TITLE);
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
    fn a_mark_past_the_end_is_harmless() {
        let rich = Rich::marked("ab", PLAIN, Some(1..9), TITLE);
        let mut out = String::new();
        rich.lines(10)[0].paint(&mut out, false);
        assert_eq!(out, "ab");
        assert!(Rich::marked("", PLAIN, Some(0..0), TITLE).is_empty());
    }
}
