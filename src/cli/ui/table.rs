use super::legend::Legend;
use super::rich::{Line, Rich};
use super::style;
use super::text::width;
use anstyle::Style;
use std::fmt::Write as _;

/// The cells between two columns.
const GAP: usize = 2;

/// A word of up to so many cells is not cut for want of room; a longer one is no word.
const WORD_MAX: usize = 18;

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// What stands above it.
    pub(crate) title: &'static str,
    /// It is never narrower, in terminal cells, unless nothing in it is that wide.
    pub(crate) width_min: usize,
    /// It is never wider, in terminal cells.
    pub(crate) width_max: usize,
    /// Whether its content stands at the right, as numbers do.
    pub(crate) right: bool,
    /// Where room is short, it gets so many times the room of a column of weight 1.
    pub(crate) weight: usize,
}

impl Column {
    /// A column of words, which wrap where the terminal is narrow.
    pub(crate) const fn text(title: &'static str, width_min: usize) -> Self {
        Self {
            title,
            width_min,
            width_max: usize::MAX,
            right: false,
            weight: 1,
        }
    }

    /// A column that is never wrapped: dates, ids, single words.
    pub(crate) const fn whole(title: &'static str) -> Self {
        Self {
            title,
            width_min: usize::MAX,
            width_max: usize::MAX,
            right: false,
            weight: 1,
        }
    }

    /// A column of numbers.
    pub(crate) const fn number(title: &'static str) -> Self {
        Self {
            title,
            width_min: usize::MAX,
            width_max: usize::MAX,
            right: true,
            weight: 1,
        }
    }

    /// The same column with `weight` times the room of others where room is short.
    #[must_use]
    pub(crate) const fn weighing(mut self, weight: usize) -> Self {
        self.weight = weight;
        self
    }

    /// The same column, never wider than `cells`.
    #[must_use]
    pub(crate) const fn at_most(mut self, cells: usize) -> Self {
        self.width_max = cells;
        self
    }
}

/// The content of one cell: paragraphs, each in its style, and what explains the marks in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell(Vec<Rich>, Legend);

impl Cell {
    /// A cell with one paragraph.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self::default().and(text, style)
    }

    /// The same cell with a paragraph more; nothing is added for an empty one.
    #[must_use]
    pub(crate) fn and(self, text: &str, style: Style) -> Self {
        self.rich(Rich::new(text, style))
    }

    /// The same cell with a paragraph more; nothing is added for an empty one.
    #[must_use]
    pub(crate) fn rich(mut self, text: Rich) -> Self {
        if !text.is_empty() {
            self.0.push(text);
        }
        self
    }

    /// The same cell, with what explains a mark in it.
    #[must_use]
    pub(crate) fn explained(mut self, weight: u8, explanation: &'static str) -> Self {
        self.1.add(weight, explanation);
        self
    }

    /// The same cell, struck out.
    #[must_use]
    pub(crate) fn struck(self) -> Self {
        Self(self.0.into_iter().map(Rich::struck).collect(), self.1)
    }

    /// What explains the marks in it.
    pub(crate) const fn legend(&self) -> &Legend {
        &self.1
    }

    fn width(&self) -> usize {
        self.0.iter().map(Rich::width).max().unwrap_or(0)
    }

    fn widest_atom(&self) -> usize {
        self.0.iter().map(Rich::widest_atom).max().unwrap_or(0)
    }

    fn lines(&self, cells: usize) -> Vec<Line> {
        self.0.iter().flat_map(|text| text.lines(cells)).collect()
    }
}

/// Rows under titles, fitted to the width of the terminal.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// The same in fewer columns.
    narrow: Option<Box<Table>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self {
            columns: columns.into(),
            rows: Vec::new(),
            narrow: None,
        }
    }

    /// The same table, which becomes `narrow` where its columns cannot stand beside each other.
    #[must_use]
    pub(crate) fn or(mut self, narrow: Self) -> Self {
        self.narrow = Some(Box::new(narrow));
        self
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What explains the marks in it.
    pub(crate) fn legend(&self) -> Legend {
        let mut legend = Legend::default();
        self.rows
            .iter()
            .flatten()
            .for_each(|cell| legend.extend(cell.legend()));
        legend
    }

    /// Adds a row; it has a cell for each column.
    pub(crate) fn row(&mut self, cells: impl Into<Vec<Cell>>) {
        self.rows.push(cells.into());
    }

    /// The table in lines of at most `total` cells where that can be; where the columns cannot stand beside
    /// each other, each row becomes a block of `title  content` lines.
    pub(crate) fn render(&self, total: usize, colored: bool) -> String {
        match (self.widths(total), &self.narrow) {
            (Some(widths), _) => self.side_by_side(&widths, colored),
            (None, Some(narrow)) => narrow.render(total, colored),
            (None, None) => self.blocks(total, colored),
        }
    }

    /// The width of each column, taken from the widest ones for their weight until all fit; `None` where they
    /// never do.
    fn widths(&self, total: usize) -> Option<Vec<usize>> {
        let natural = |(i, column): (usize, &Column)| {
            let cells = self.rows.iter().filter_map(|row| row.get(i));
            let content = cells.map(Cell::width).max().unwrap_or(0);
            content.max(width(column.title)).min(column.width_max)
        };
        let mut widths: Vec<usize> = self.columns.iter().enumerate().map(natural).collect();
        let least = |(i, column): (usize, &Column)| {
            let cells = self.rows.iter().filter_map(|row| row.get(i));
            let word = cells.map(Cell::widest_atom).max().unwrap_or(0).min(WORD_MAX);
            column.width_min.max(word).max(width(column.title))
        };
        let least: Vec<usize> = self.columns.iter().enumerate().map(least).collect();
        let gaps = GAP * self.columns.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > total {
            let columns = widths.iter_mut().zip(&least).zip(&self.columns);
            let shrinkable = columns.filter(|((w, least), _)| **w > **least);
            // Scaled, for a third of a cell counts.
            let ((widest, _), _) = shrinkable.max_by_key(|((w, _), column)| **w * 12 / column.weight)?;
            *widest -= 1;
        }
        Some(widths)
    }

    fn side_by_side(&self, widths: &[usize], colored: bool) -> String {
        let mut out = String::new();
        let titles = self
            .columns
            .iter()
            .map(|c| vec![Line::new(c.title, style::TITLE)]);
        self.line(&mut out, &titles.collect::<Vec<_>>(), 0, widths, colored);
        let rule = widths
            .iter()
            .map(|w| vec![Line::new(&"─".repeat(*w), style::FAINT)]);
        self.line(&mut out, &rule.collect::<Vec<_>>(), 0, widths, colored);
        let rows: Vec<Vec<_>> = self
            .rows
            .iter()
            .map(|row| row.iter().zip(widths).map(|(cell, w)| cell.lines(*w)).collect())
            .collect();
        let height = |row: &[Vec<Line>]| row.iter().map(Vec::len).max().unwrap_or(0);
        let airy = rows.iter().any(|row| height(row) > 1);
        for (i, row) in rows.iter().enumerate() {
            if airy && i > 0 {
                out.push('\n');
            }
            for at in 0..height(row) {
                self.line(&mut out, row, at, widths, colored);
            }
        }
        out
    }

    /// Writes the `at`-th line of every cell beside each other, without spaces at the end.
    fn line(&self, out: &mut String, cells: &[Vec<Line>], at: usize, widths: &[usize], colored: bool) {
        let mut owed = 0;
        for ((cell, column), w) in cells.iter().zip(&self.columns).zip(widths) {
            match cell.get(at).filter(|line| line.width() > 0) {
                Some(line) => {
                    let space = w.saturating_sub(line.width());
                    let (left, right) = if column.right { (space, 0) } else { (0, space) };
                    let _ = write!(out, "{:1$}", "", owed + left);
                    line.paint(out, colored);
                    owed = right + GAP;
                }
                None => owed += w + GAP,
            }
        }
        out.push('\n');
    }

    fn blocks(&self, total: usize, colored: bool) -> String {
        let mut out = String::new();
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            let values = self
                .columns
                .iter()
                .map(|column| column.title)
                .zip(row.iter().cloned());
            out.push_str(&sheet(&values.collect::<Vec<_>>(), total, colored));
        }
        out
    }
}

/// Values under each other, each behind its title, in lines of at most `total` cells. A value without content
/// is left out.
pub(crate) fn sheet(values: &[(&str, Cell)], total: usize, colored: bool) -> String {
    let mut out = String::new();
    let label = values.iter().map(|(title, _)| width(title)).max().unwrap_or(0) + GAP;
    for (title, cell) in values {
        let mut title = *title;
        for line in cell.lines(total.saturating_sub(label).max(20)) {
            Line::new(title, style::TITLE).paint(&mut out, colored);
            let _ = write!(out, "{:1$}", "", label - width(title));
            line.paint(&mut out, colored);
            out.push('\n');
            title = "";
        }
    }
    out
}

/// A text in lines of at most `total` cells, each behind `mark`.
pub(crate) fn text_behind(mark: &str, text: &Cell, total: usize, colored: bool) -> String {
    let mut out = String::new();
    for line in text.lines(total.saturating_sub(width(mark)).max(20)) {
        Line::new(mark, style::ERROR).paint(&mut out, colored);
        line.paint(&mut out, colored);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let columns = [
            Column::whole("said"),
            Column::text("words", 10),
            Column::number("count"),
        ];
        let mut table = Table::new(columns);
        let plain = |text: &str| Cell::new(text, Style::new());
        table.row([
            plain("2025-07-26"),
            plain("Il faut une règle commune pour tous"),
            plain("3"),
        ]);
        table.row([
            plain("2025-07~"),
            plain("中国愿意同各方合作").and("CGTN", Style::new()),
            plain("12"),
        ]);
        table
    }

    #[test]
    fn what_fits_stands_side_by_side() {
        insta::assert_snapshot!(sample().render(80, false), @r"
        said        words                                count
        ──────────  ───────────────────────────────────  ─────
        2025-07-26  Il faut une règle commune pour tous      3

        2025-07~    中国愿意同各方合作                      12
                    CGTN
        ");
    }

    #[test]
    fn the_widest_column_wraps_and_chinese_stays_aligned() {
        insta::assert_snapshot!(sample().render(34, false), @r"
        said        words            count
        ──────────  ───────────────  ─────
        2025-07-26  Il faut une          3
                    règle commune
                    pour tous

        2025-07~    中国愿意同各方      12
                    合作
                    CGTN
        ");
    }

    #[test]
    fn a_narrow_terminal_gets_blocks() {
        insta::assert_snapshot!(sample().render(26, false), @r"
        said   2025-07-26
        words  Il faut une règle
               commune pour tous
        count  3

        said   2025-07~
        words  中国愿意同各方合作
               CGTN
        count  12
        ");
    }

    #[test]
    fn narrow_form_is_taken_where_the_table_does_not_fit() {
        let narrow = || {
            let mut table = Table::new([Column::text("words", 10)]);
            table.row([Cell::new("Il faut une règle", Style::new()).and("3", Style::new())]);
            table
        };
        assert!(sample().or(narrow()).render(34, false).contains("count"));
        insta::assert_snapshot!(sample().or(narrow()).render(26, false), @r"
        words
        ─────────────────
        Il faut une règle
        3
        ");
    }

    #[test]
    fn colour_is_only_where_asked_for() {
        assert!(!sample().render(80, false).contains('\u{1b}'));
        assert!(sample().render(80, true).contains('\u{1b}'));
    }
}
