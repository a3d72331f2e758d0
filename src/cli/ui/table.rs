//! Tables that fit the width of the terminal.

use super::legend::Legend;
use super::style;
use super::styled_text::{StyledLine, StyledText};
use super::text::width;
use anstyle::Style;
use std::fmt::Write as _;

/// Cells between two columns.
const GAP: usize = 2;

/// A word of up to this many cells is never cut to save room. A longer one, such as a URL, may be cut.
const WORD_MAX: usize = 18;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Heading.
    pub(crate) title: &'static str,
    /// Minimum width in cells, unless its content is narrower.
    pub(crate) width_min: usize,
    /// Maximum width in cells.
    pub(crate) width_max: usize,
    /// Whether its content is aligned right, as numbers are.
    pub(crate) right: bool,
    /// Share of the room where room is short, relative to columns of weight 1.
    pub(crate) weight: usize,
}

impl Column {
    /// Creates a column of text that wraps if the terminal is narrow.
    pub(crate) const fn text(title: &'static str, width_min: usize) -> Self {
        Self {
            title,
            width_min,
            width_max: usize::MAX,
            right: false,
            weight: 1,
        }
    }

    /// Creates a column that never wraps: dates, ids, single words.
    pub(crate) const fn unwrapped(title: &'static str) -> Self {
        Self {
            title,
            width_min: usize::MAX,
            width_max: usize::MAX,
            right: false,
            weight: 1,
        }
    }

    /// Creates a column of numbers.
    pub(crate) const fn number(title: &'static str) -> Self {
        Self {
            title,
            width_min: usize::MAX,
            width_max: usize::MAX,
            right: true,
            weight: 1,
        }
    }

    /// Sets the share of the room where room is short.
    #[must_use]
    pub(crate) const fn with_weight(mut self, weight: usize) -> Self {
        self.weight = weight;
        self
    }

    /// Sets the maximum width in cells.
    #[must_use]
    pub(crate) const fn with_width_max(mut self, cells: usize) -> Self {
        self.width_max = cells;
        self
    }
}

/// The content of a cell: paragraphs, and the explanations of marks in them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell(Vec<StyledText>, Legend);

impl Cell {
    /// Creates a cell with one paragraph.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self::default().with_paragraph(text, style)
    }

    /// Adds a paragraph, unless it is empty.
    #[must_use]
    pub(crate) fn with_paragraph(self, text: &str, style: Style) -> Self {
        self.with_text(StyledText::new(text, style))
    }

    /// Adds a paragraph, unless it is empty.
    #[must_use]
    pub(crate) fn with_text(mut self, text: StyledText) -> Self {
        if !text.is_empty() {
            self.0.push(text);
        }
        self
    }

    /// Adds the explanation of a mark.
    #[must_use]
    pub(crate) fn with_explanation(mut self, weight: u8, explanation: &'static str) -> Self {
        self.1.add(weight, explanation);
        self
    }

    /// Strikes the cell out.
    #[must_use]
    pub(crate) fn struck_out(self) -> Self {
        Self(self.0.into_iter().map(StyledText::struck_out).collect(), self.1)
    }

    /// Returns the explanations of marks.
    pub(crate) const fn legend(&self) -> &Legend {
        &self.1
    }

    fn width(&self) -> usize {
        self.0.iter().map(StyledText::width).max().unwrap_or(0)
    }

    fn widest_unbreakable(&self) -> usize {
        self.0
            .iter()
            .map(StyledText::widest_unbreakable)
            .max()
            .unwrap_or(0)
    }

    fn lines(&self, cells: usize) -> Vec<StyledLine> {
        self.0.iter().flat_map(|text| text.lines(cells)).collect()
    }
}

/// What is known of the cells of a column.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    /// Width of the widest cell, on one line.
    width: usize,
    /// Width of the widest piece that cannot be broken.
    unbreakable: usize,
    /// Whether a cell has several paragraphs.
    has_paragraphs: bool,
}

/// A table with headings.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    /// What is known of the cells of each column, also of rows that are not kept.
    measures: Vec<Measure>,
    legend: Legend,
    rows: Vec<Vec<Cell>>,
    /// An alternative with fewer columns for narrow terminals.
    narrow: Option<Box<Table>>,
}

impl Table {
    /// Creates a table without rows.
    pub(crate) fn new(columns: impl Into<Vec<Column>>) -> Self {
        let columns = columns.into();
        Self {
            measures: vec![Measure::default(); columns.len()],
            columns,
            legend: Legend::default(),
            rows: Vec::new(),
            narrow: None,
        }
    }

    /// Sets the alternative that is used if the columns do not fit side by side.
    #[must_use]
    pub(crate) fn or_when_narrow(mut self, narrow: Self) -> Self {
        self.narrow = Some(Box::new(narrow));
        self
    }

    /// Whether it has no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the explanations of marks.
    pub(crate) const fn legend(&self) -> &Legend {
        &self.legend
    }

    /// Adds a row, with a cell for each column.
    pub(crate) fn push_row(&mut self, cells: impl Into<Vec<Cell>>) {
        let cells = cells.into();
        self.measure_row(&cells);
        self.rows.push(cells);
    }

    /// Makes room for a row without adding it: it is rendered later, by [`Table::begin_rows`].
    pub(crate) fn measure_row(&mut self, cells: &[Cell]) {
        for (measure, cell) in self.measures.iter_mut().zip(cells) {
            measure.width = measure.width.max(cell.width());
            measure.unbreakable = measure.unbreakable.max(cell.widest_unbreakable());
            measure.has_paragraphs |= cell.0.len() > 1;
            self.legend.extend(cell.legend());
        }
    }

    /// Begins to render rows one by one: those that were measured, in the same order. Nothing of a table that is
    /// rendered so has to be kept.
    pub(crate) fn begin_rows(&self, total: usize, colored: bool) -> RowRenderer<'_> {
        let widths = self.fit_widths(total);
        let mut measured = widths.iter().flatten().zip(&self.measures);
        RowRenderer {
            table: self,
            is_airy: measured.any(|(width, measure)| measure.has_paragraphs || measure.width > *width),
            widths,
            total,
            colored,
            is_first: true,
        }
    }

    /// Renders the table in lines of at most `total` cells if possible. If the columns do not fit, uses the narrow
    /// alternative, else a block of `title  content` lines for each row.
    pub(crate) fn render(&self, total: usize, colored: bool) -> String {
        match (self.fit_widths(total), &self.narrow) {
            (Some(widths), _) => self.render_columns(&widths, colored),
            (None, Some(narrow)) => narrow.render(total, colored),
            (None, None) => self.render_blocks(total, colored),
        }
    }

    /// Computes the width of each column: shrinks the columns that are widest for their weight until all fit; `None`
    /// if they cannot.
    fn fit_widths(&self, total: usize) -> Option<Vec<usize>> {
        let natural = |(i, column): (usize, &Column)| {
            let content = self.measures[i].width;
            content.max(width(column.title)).min(column.width_max)
        };
        let mut widths: Vec<usize> = self.columns.iter().enumerate().map(natural).collect();
        let least = |(i, column): (usize, &Column)| {
            let word = self.measures[i].unbreakable.min(WORD_MAX);
            column.width_min.max(word).max(width(column.title))
        };
        let least: Vec<usize> = self.columns.iter().enumerate().map(least).collect();
        let gaps = GAP * self.columns.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > total {
            let columns = widths.iter_mut().zip(&least).zip(&self.columns);
            let shrinkable = columns.filter(|((w, least), _)| **w > **least);
            // Scaled by 12, so that fractions of a cell count.
            let ((widest, _), _) = shrinkable.max_by_key(|((w, _), column)| **w * 12 / column.weight)?;
            *widest -= 1;
        }
        Some(widths)
    }

    fn render_columns(&self, widths: &[usize], colored: bool) -> String {
        let mut out = String::new();
        self.write_head(&mut out, widths, colored);
        let rows: Vec<Vec<_>> = self.rows.iter().map(|row| row_lines(row, widths)).collect();
        let airy = rows.iter().any(|row| row_height(row) > 1);
        for (i, row) in rows.iter().enumerate() {
            if airy && i > 0 {
                out.push('\n');
            }
            for at in 0..row_height(row) {
                self.write_line(&mut out, row, at, widths, colored);
            }
        }
        out
    }

    /// Writes the headings and the line under them.
    fn write_head(&self, out: &mut String, widths: &[usize], colored: bool) {
        let titles = self
            .columns
            .iter()
            .map(|c| vec![StyledLine::new(c.title, style::TITLE)]);
        self.write_line(out, &titles.collect::<Vec<_>>(), 0, widths, colored);
        let rule = widths
            .iter()
            .map(|w| vec![StyledLine::new(&"─".repeat(*w), style::FAINT)]);
        self.write_line(out, &rule.collect::<Vec<_>>(), 0, widths, colored);
    }

    /// Writes line `at` of every cell, side by side, without trailing spaces.
    fn write_line(
        &self,
        out: &mut String,
        cells: &[Vec<StyledLine>],
        at: usize,
        widths: &[usize],
        colored: bool,
    ) {
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

    fn render_blocks(&self, total: usize, colored: bool) -> String {
        let mut out = String::new();
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            out.push_str(&self.render_block(row, total, colored));
        }
        out
    }

    /// Renders a row as a block of `title  content` lines.
    fn render_block(&self, row: &[Cell], total: usize, colored: bool) -> String {
        let titles = self.columns.iter().map(|column| column.title);
        let values: Vec<_> = titles.zip(row.iter().cloned()).collect();
        render_values(&values, total, colored)
    }
}

/// Renders the rows of a table one by one.
pub(crate) struct RowRenderer<'a> {
    table: &'a Table,
    /// The width of each column; `None` if they do not fit side by side.
    widths: Option<Vec<usize>>,
    /// Whether an empty line stands between two rows.
    is_airy: bool,
    total: usize,
    colored: bool,
    is_first: bool,
}

impl RowRenderer<'_> {
    /// Renders the next row, with the headings before the first.
    pub(crate) fn render(&mut self, cells: &[Cell]) -> String {
        let mut out = String::new();
        let is_first = std::mem::take(&mut self.is_first);
        let Some(widths) = &self.widths else {
            if !is_first {
                out.push('\n');
            }
            out.push_str(&self.table.render_block(cells, self.total, self.colored));
            return out;
        };
        if is_first {
            self.table.write_head(&mut out, widths, self.colored);
        } else if self.is_airy {
            out.push('\n');
        }
        let lines = row_lines(cells, widths);
        for at in 0..row_height(&lines) {
            self.table.write_line(&mut out, &lines, at, widths, self.colored);
        }
        out
    }
}

/// The lines of each cell of a row.
fn row_lines(row: &[Cell], widths: &[usize]) -> Vec<Vec<StyledLine>> {
    row.iter().zip(widths).map(|(cell, w)| cell.lines(*w)).collect()
}

/// Number of lines of a row.
fn row_height(row: &[Vec<StyledLine>]) -> usize {
    row.iter().map(Vec::len).max().unwrap_or(0)
}

/// Renders labelled values below each other, in lines of at most `total` cells. Values without content are left out.
pub(crate) fn render_values(values: &[(&str, Cell)], total: usize, colored: bool) -> String {
    let mut out = String::new();
    let label = values.iter().map(|(title, _)| width(title)).max().unwrap_or(0) + GAP;
    for (title, cell) in values {
        let mut title = *title;
        for line in cell.lines(total.saturating_sub(label).max(20)) {
            StyledLine::new(title, style::TITLE).paint(&mut out, colored);
            let _ = write!(out, "{:1$}", "", label - width(title));
            line.paint(&mut out, colored);
            out.push('\n');
            title = "";
        }
    }
    out
}

/// Renders a text in lines of at most `total` cells, each with the prefix `mark`.
pub(crate) fn render_prefixed(mark: &str, text: &Cell, total: usize, colored: bool) -> String {
    let mut out = String::new();
    for line in text.lines(total.saturating_sub(width(mark)).max(20)) {
        StyledLine::new(mark, style::ERROR).paint(&mut out, colored);
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
            Column::unwrapped("said"),
            Column::text("words", 10),
            Column::number("count"),
        ];
        let mut table = Table::new(columns);
        let plain = |text: &str| Cell::new(text, Style::new());
        table.push_row([
            plain("2025-07-26"),
            plain("Il faut une règle commune pour tous"),
            plain("3"),
        ]);
        table.push_row([
            plain("2025-07~"),
            plain("中国愿意同各方合作").with_paragraph("CGTN", Style::new()),
            plain("12"),
        ]);
        table
    }

    #[test]
    fn columns_that_fit_are_side_by_side() {
        insta::assert_snapshot!(sample().render(80, false), @r"
        said        words                                count
        ──────────  ───────────────────────────────────  ─────
        2025-07-26  Il faut une règle commune pour tous      3

        2025-07~    中国愿意同各方合作                      12
                    CGTN
        ");
    }

    #[test]
    fn widest_column_wraps_and_chinese_stays_aligned() {
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
    fn narrow_terminal_gets_blocks() {
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
    fn narrow_table_replaces_one_that_does_not_fit() {
        let narrow = || {
            let mut table = Table::new([Column::text("words", 10)]);
            table.push_row([Cell::new("Il faut une règle", Style::new()).with_paragraph("3", Style::new())]);
            table
        };
        assert!(
            sample()
                .or_when_narrow(narrow())
                .render(34, false)
                .contains("count")
        );
        insta::assert_snapshot!(sample().or_when_narrow(narrow()).render(26, false), @r"
        words
        ─────────────────
        Il faut une règle
        3
        ");
    }

    #[test]
    fn rows_rendered_one_by_one_give_the_whole_table() {
        for total in [80, 34, 26] {
            let table = sample();
            let mut measured = Table::new(table.columns.clone());
            table.rows.iter().for_each(|row| measured.measure_row(row));
            let mut rows = measured.begin_rows(total, false);
            let rendered: String = table.rows.iter().map(|row| rows.render(row)).collect();
            assert_eq!(rendered, table.render(total, false), "{total}");
        }
    }

    #[test]
    fn colour_is_written_only_if_requested() {
        assert!(!sample().render(80, false).contains('\u{1b}'));
        assert!(sample().render(80, true).contains('\u{1b}'));
    }
}
