//! A matrix of counts: rows and columns with names, each cell with its number and a shade.

use super::labels::ChartLabels;
use super::svg_writer::{BOLD, FONT, LINE, SvgWriter, WIDTH, count, height_of_lines, length};
use super::text_width::{cut_text, text_width, wrap_text};
use crate::query::{MatrixCounts, MatrixTable};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Counts to show as matrices, one below the other. All have one scale of shades.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatMatrix {
    /// The matrices.
    pub panels: Vec<HeatPanel>,
}

/// One matrix of counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatPanel {
    /// What stands above it; nothing where it is empty.
    pub heading: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The name of each row, and its counts in the order of the columns.
    pub rows: Vec<(String, Vec<u64>)>,
}

impl HeatPanel {
    /// The speakers and topics of one period.
    pub fn from_table(table: &MatrixTable, heading: String) -> Self {
        Self {
            heading,
            columns: table.topics.iter().map(|(topic, _)| topic.clone()).collect(),
            rows: table.speakers.clone(),
        }
    }

    /// The topics of one speaker by period: of `counts`, those of the speaker with this id. `period` names a period,
    /// which is given as EDTF; `..` are the statements without a date.
    pub fn topics_by_period(counts: &MatrixCounts, speaker: &str, period: &dyn Fn(&str) -> String) -> Self {
        let of_speaker = counts
            .0
            .iter()
            .filter(|count| count.speaker.id.as_str() == speaker);
        let mut periods: BTreeSet<(bool, &str)> = BTreeSet::new();
        let mut topics: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for count in of_speaker {
            periods.insert((count.period == "..", &count.period));
            *topics
                .entry(&count.label)
                .or_default()
                .entry(&count.period)
                .or_default() += count.statements;
        }
        let row = |(label, numbers): (&str, BTreeMap<&str, u64>)| {
            let numbers = periods
                .iter()
                .map(|(_, period)| numbers.get(period).copied().unwrap_or(0));
            (label.to_owned(), numbers.collect())
        };
        Self {
            heading: String::new(),
            columns: periods.iter().map(|(_, name)| period(name)).collect(),
            rows: topics.into_iter().map(row).collect(),
        }
    }

    fn greatest(&self) -> u64 {
        let counts = self.rows.iter().flat_map(|(_, counts)| counts);
        counts.max().copied().unwrap_or(0)
    }
}

/// The height of a row, in tenths of a unit, as are all lengths here.
const ROW: i64 = 320;
/// The widest names of rows, and the longest names of columns.
const ROW_NAME_MAX: i64 = 2300;
const COLUMN_NAME_MAX: i64 = 2700;
/// The widest cell.
const CELL_MAX: i64 = 900;
/// The smallest size of a number; where that does not fit, a cell has only its shade.
const NUMBER_SIZE_MIN: i64 = 110;
const GAP: i64 = 90;
/// The opacities of the shades, from no statement to the greatest counts.
const SHADES: [&str; 5] = ["0", "0.12", "0.26", "0.42", "0.6"];

/// Writes `matrix` as one `<svg>` element.
///
/// A cell has its number, and one of four shades, darker the nearer the number is to the greatest. Names that are
/// too long are cut, and shown whole to who points at them.
pub fn write_heat_matrix(
    matrix: &HeatMatrix,
    labels: &ChartLabels<'_>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let title = if labels.is_standalone {
        wrap_text(labels.title, WIDTH)
    } else {
        Vec::new()
    };
    let note = wrap_text(labels.note, WIDTH);
    let greatest = matrix.panels.iter().map(HeatPanel::greatest).max().unwrap_or(0);
    let drawn = matrix.panels.iter().filter(|panel| panel.greatest() > 0);
    let mut top = height_of_lines(&title) + GAP;
    let mut panels = Vec::new();
    for panel in drawn {
        let layout = PanelLayout::new(panel, labels, (top, greatest));
        top = layout.bottom() + GAP * 2;
        panels.push(layout);
    }
    let note_top = if panels.is_empty() { top + LINE * 2 } else { top };
    let height = note_top + height_of_lines(&note) + GAP;
    let mut svg = SvgWriter::begin(out, labels, "chart chart-matrix", height)?;
    for (line, y) in title.iter().zip((0..).step_by(240)) {
        svg.label(
            (0, y + FONT),
            &[("class", "title"), ("font-weight", "bold")],
            line,
        )?;
    }
    if panels.is_empty() {
        svg.label(
            (WIDTH / 2, top + LINE),
            &[("text-anchor", "middle")],
            labels.empty,
        )?;
    }
    for panel in &panels {
        panel.write(&mut svg)?;
    }
    svg.lines(note_top, &[("class", "note")], &note)?;
    svg.end()
}

/// What is where in one matrix.
struct PanelLayout<'a> {
    panel: &'a HeatPanel,
    labels: &'a ChartLabels<'a>,
    greatest: u64,
    top: i64,
    /// The left end of the cells, and the width of one.
    left: i64,
    cell: i64,
    /// The size of the numbers: that of all text, or less where the widest would not fit into a cell.
    number_size: i64,
    /// Whether the names of columns are too wide for their column and stand aslant.
    is_slanted: bool,
    /// The height of the names of columns.
    names_height: i64,
}

impl<'a> PanelLayout<'a> {
    fn new(panel: &'a HeatPanel, labels: &'a ChartLabels<'a>, (top, greatest): (i64, u64)) -> Self {
        let widest = panel.rows.iter().map(|(name, _)| text_width(name)).max();
        let names = widest.unwrap_or(0).min(ROW_NAME_MAX) + GAP;
        let columns = count(panel.columns.len()).max(1);
        let cell_of = |left: i64| ((WIDTH - left) / columns).clamp(1, CELL_MAX);
        let longest = panel.columns.iter().map(|name| text_width(name)).max();
        let longest = longest.unwrap_or(0).min(COLUMN_NAME_MAX);
        let is_slanted = longest > cell_of(names) - GAP;
        // Names that stand aslant reach as far to the left as they reach up: there is room above the names of the rows.
        let rise = longest * 71 / 100;
        let left = if is_slanted { names.max(rise) } else { names };
        let cell = cell_of(left);
        let counts = panel.rows.iter().flat_map(|(_, counts)| counts);
        let numbers = counts.filter(|number| **number > 0);
        let widest_number = numbers.map(|number| text_width(&(labels.number)(*number))).max();
        let number_size = (FONT * (cell - 80) / widest_number.unwrap_or(1).max(1)).min(FONT);
        Self {
            panel,
            labels,
            greatest,
            top,
            left,
            cell,
            number_size,
            is_slanted,
            names_height: if is_slanted { rise + FONT } else { LINE },
        }
    }

    /// The upper end of the names of columns.
    const fn names_top(&self) -> i64 {
        if self.panel.heading.is_empty() {
            self.top
        } else {
            self.top + LINE + GAP
        }
    }

    /// The upper end of the cells.
    const fn cells_top(&self) -> i64 {
        self.names_top() + self.names_height + GAP
    }

    fn bottom(&self) -> i64 {
        self.cells_top() + ROW * count(self.panel.rows.len())
    }

    fn write<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        if !self.panel.heading.is_empty() {
            let heading = cut_text(&self.panel.heading, WIDTH);
            svg.label((0, self.top + FONT), BOLD, &heading)?;
        }
        for (at, name) in self.panel.columns.iter().enumerate() {
            self.write_column_name(svg, count(at), name)?;
        }
        for shade in 0..SHADES.len() {
            self.write_shade(svg, shade)?;
        }
        for (row, (name, counts)) in self.panel.rows.iter().enumerate() {
            let y = self.cells_top() + ROW * count(row) + ROW / 2 + FONT / 3;
            write_name(
                svg,
                name,
                (self.left - GAP, y, self.left - GAP),
                &[("text-anchor", "end")],
            )?;
            for (column, number) in counts.iter().enumerate().filter(|(_, number)| **number > 0) {
                self.write_number(svg, (count(column), y), *number)?;
            }
        }
        Ok(())
    }

    fn write_column_name<W: Write>(&self, svg: &mut SvgWriter<W>, column: i64, name: &str) -> io::Result<()> {
        let (x, y) = (
            self.left + self.cell * column + self.cell / 2,
            self.names_top() + self.names_height,
        );
        if !self.is_slanted {
            return write_name(svg, name, (x, y, self.cell), &[("text-anchor", "middle")]);
        }
        let transform = format!("rotate(45 {} {})", length(x), length(y));
        let attributes = [("text-anchor", "end"), ("transform", transform.as_str())];
        write_name(svg, name, (x, y, COLUMN_NAME_MAX), &attributes)
    }

    /// Writes the cells of one shade as one path.
    fn write_shade<W: Write>(&self, svg: &mut SvgWriter<W>, shade: usize) -> io::Result<()> {
        let (width, height) = (length((self.cell - 20).max(1)), length(ROW - 20));
        let mut path = String::new();
        for (row, (_, counts)) in self.panel.rows.iter().enumerate() {
            for (column, _) in counts
                .iter()
                .enumerate()
                .filter(|(_, n)| self.shade_of(**n) == shade)
            {
                let x = length(self.left + self.cell * count(column) + 10);
                let y = length(self.cells_top() + ROW * count(row) + 10);
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
            }
        }
        if path.is_empty() {
            return Ok(());
        }
        let class = format!("heat heat-{shade}");
        let attributes = [
            ("class", class.as_str()),
            ("d", &path),
            ("fill", "#2f6fb5"),
            ("fill-opacity", SHADES[shade]),
            ("stroke", "currentColor"),
            ("stroke-opacity", "0.3"),
            ("stroke-width", "0.6"),
        ];
        svg.empty("path", &attributes)
    }

    /// The number of the shade for a count: 0 for none, else by the quarter in which its square root lies between 0 and
    /// the square root of the greatest. So one great count does not make all others equal.
    fn shade_of(&self, number: u64) -> usize {
        let (number, greatest) = (u128::from(number), u128::from(self.greatest));
        let quarters = [0, 1, 2, 3];
        let is_above = |quarter: &&u128| number * 16 > **quarter * **quarter * greatest;
        quarters.iter().filter(is_above).count()
    }

    /// Writes the number of a cell, unless it would be too small to read.
    fn write_number<W: Write>(
        &self,
        svg: &mut SvgWriter<W>,
        (column, y): (i64, i64),
        number: u64,
    ) -> io::Result<()> {
        if self.number_size < NUMBER_SIZE_MIN {
            return Ok(());
        }
        let x = self.left + self.cell * column + self.cell / 2;
        let size = length(self.number_size);
        let attributes = [("text-anchor", "middle"), ("font-size", size.as_str())];
        svg.label((x, y), &attributes, &(self.labels.number)(number))
    }
}

/// Writes a name, cut to a width; the whole name appears where it is pointed at.
fn write_name<W: Write>(
    svg: &mut SvgWriter<W>,
    name: &str,
    (x, y, width): (i64, i64, i64),
    attributes: &[(&str, &str)],
) -> io::Result<()> {
    let cut = cut_text(name, width);
    if cut == name {
        return svg.label((x, y), attributes, name);
    }
    svg.open("g", &[])?;
    svg.text("title", &[], name)?;
    svg.label((x, y), attributes, &cut)?;
    svg.close("g")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_grow_with_the_square_root() {
        let panel = HeatPanel {
            heading: String::new(),
            columns: vec!["a".to_owned()],
            rows: Vec::new(),
        };
        let labels = ChartLabels::english("", "", "");
        let layout = PanelLayout::new(&panel, &labels, (0, 160));
        let shades = [0, 1, 10, 11, 40, 41, 90, 91, 160].map(|number| layout.shade_of(number));
        assert_eq!(shades, [0, 1, 1, 2, 2, 3, 3, 4, 4]);
        let largest = PanelLayout::new(&panel, &labels, (0, u64::MAX));
        assert_eq!(largest.shade_of(u64::MAX), 4);
    }
}
