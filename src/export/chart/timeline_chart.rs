//! The chart of a timeline: a bar for each period, stacked by act, with a legend.

use super::act_pattern::{pattern_reference, write_pattern};
use super::labels::ChartLabels;
use super::svg_writer::{BOLD, FONT, LINE, SvgWriter, WIDTH, count, height_of_lines, length};
use super::text_width::{cut_text, text_width, wrap_text};
use super::time_bins::TimeBins;
use crate::domain::Act;
use crate::query::TimelineCounts;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The height of the plot, in tenths of a unit, as are all lengths here.
const PLOT_HEIGHT: i64 = 2200;
/// Maximum number of lines that divide the plot by height.
const LINES_MAX: u64 = 4;
/// The widest bar: few periods do not become slabs.
const BAR_WIDTH_MAX: i64 = 600;
/// The lowest bar.
const BAR_HEIGHT_MIN: i64 = 15;
/// A sample of the legend, and the room around it.
const SAMPLE: (i64, i64) = (280, 180);
const GAP: i64 = 90;

/// Writes the chart of `counts` as one `<svg>` element.
///
/// Each act has a pattern and a shade of its own, and the order of the stack is that of the legend, from below. Periods
/// without statements keep their place; where there are more than 120 periods, several in a row share a bar. Statements
/// without a date are not drawn: `labels.note` can say how many there are.
pub fn write_timeline_chart(
    counts: &TimelineCounts,
    labels: &ChartLabels<'_>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let chart = TimelineChart::new(counts, labels);
    let mut svg = SvgWriter::begin(out, labels, "chart chart-timeline", chart.height())?;
    svg.lines(0, BOLD, &chart.title)?;
    if chart.bins.bars.is_empty() {
        svg.label(
            (WIDTH / 2, chart.top + LINE),
            &[("text-anchor", "middle")],
            labels.empty,
        )?;
    } else {
        chart.write_patterns(&mut svg)?;
        chart.write_scale(&mut svg)?;
        chart.write_bars(&mut svg)?;
        chart.write_axis(&mut svg)?;
        chart.write_legend(&mut svg)?;
    }
    svg.lines(chart.note_top(), &[("class", "note")], &chart.note)?;
    svg.end()
}

/// What is where in the chart.
struct TimelineChart<'a> {
    labels: &'a ChartLabels<'a>,
    bins: TimeBins,
    /// The acts that occur, in the order of the stack.
    acts: Vec<Act>,
    title: Vec<String>,
    note: Vec<String>,
    /// The place of each sample of the legend, from the top left of the legend, and the name beside it.
    legend: Vec<(i64, i64, String)>,
    /// The number at the top of the plot, and between two lines.
    greatest: u64,
    line_step: u64,
    /// The left end and the top of the plot.
    left: i64,
    top: i64,
}

impl<'a> TimelineChart<'a> {
    fn new(counts: &TimelineCounts, labels: &'a ChartLabels<'a>) -> Self {
        let bins = TimeBins::new(counts);
        let has_act = |act: &Act| bins.bars.iter().any(|bar| bar[*act as usize] > 0);
        let acts: Vec<Act> = Act::ALL.iter().copied().filter(has_act).collect();
        let highest = bins.bars.iter().map(|bar| bar.iter().sum()).max().unwrap_or(0);
        let line_step = round_step(highest);
        let greatest = highest.checked_next_multiple_of(line_step).unwrap_or(highest);
        let title = if labels.is_standalone {
            wrap_text(labels.title, WIDTH)
        } else {
            Vec::new()
        };
        Self {
            left: text_width(&(labels.number)(greatest)) + GAP,
            top: height_of_lines(&title) + 2 * GAP,
            legend: lay_out_legend(&acts, labels),
            note: wrap_text(labels.note, WIDTH),
            labels,
            bins,
            acts,
            title,
            greatest,
            line_step,
        }
    }

    /// The lower end of the plot.
    const fn bottom(&self) -> i64 {
        self.top + PLOT_HEIGHT
    }

    /// The top of the legend.
    const fn legend_top(&self) -> i64 {
        self.bottom() + LINE * 2
    }

    fn note_top(&self) -> i64 {
        if self.bins.bars.is_empty() {
            return self.top + LINE * 2;
        }
        let legend = self.legend.last().map_or(0, |(_, y, _)| y + LINE);
        self.legend_top() + legend + GAP
    }

    fn height(&self) -> i64 {
        self.note_top() + height_of_lines(&self.note) + GAP
    }

    /// The left end of the place of a bar.
    fn left_of(&self, bar: usize) -> i64 {
        let (bar, bars) = (count(bar), count(self.bins.bars.len()).max(1));
        self.left + (WIDTH - self.left) * bar / bars
    }

    /// The height above the axis of a number of statements. One statement among very many is still seen.
    fn height_of(&self, statements: u64) -> i64 {
        let height = u128::from(statements) * u128::from(PLOT_HEIGHT.unsigned_abs())
            / u128::from(self.greatest.max(1));
        let height = i64::try_from(height).unwrap_or(PLOT_HEIGHT);
        if statements > 0 {
            height.max(BAR_HEIGHT_MIN)
        } else {
            height
        }
    }

    fn write_patterns<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        svg.open("defs", &[])?;
        for act in &self.acts {
            write_pattern(svg, &self.labels.safe_id(), *act)?;
        }
        svg.close("defs")
    }

    /// Writes the lines across the plot, with their numbers.
    fn write_scale<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        let numbers = (0..=LINES_MAX).map(|line| line.saturating_mul(self.line_step));
        for number in numbers.take_while(|number| *number <= self.greatest) {
            let y = self.bottom() - self.height_of(number);
            let path = format!("M{} {}H{}", length(self.left), length(y), length(WIDTH));
            let opacity = if number == 0 { "1" } else { "0.25" };
            svg.empty(
                "path",
                &[
                    ("class", "line"),
                    ("d", &path),
                    ("stroke", "currentColor"),
                    ("stroke-opacity", opacity),
                ],
            )?;
            let place = (self.left - GAP, y + FONT / 3);
            svg.label(place, &[("text-anchor", "end")], &(self.labels.number)(number))?;
        }
        Ok(())
    }

    /// Writes the bars, one path for each act, and over each bar a rectangle that shows its numbers when pointed at.
    fn write_bars<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        for act in &self.acts {
            let mut path = String::new();
            for (at, bar) in self.bins.bars.iter().enumerate() {
                let below: u64 = bar[..*act as usize].iter().sum();
                let (low, high) = (self.height_of(below), self.height_of(below + bar[*act as usize]));
                if high > low {
                    let (x, width) = self.bar_place(at);
                    let (y, height) = (self.bottom() - high, high - low);
                    let (x, y, width, height) = (length(x), length(y), length(width), length(height));
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
                }
            }
            let class = format!("bar bar-{act}");
            let fill = pattern_reference(&self.labels.safe_id(), *act);
            svg.empty(
                "path",
                &[
                    ("class", &class),
                    ("d", &path),
                    ("fill", &fill),
                    ("stroke", "currentColor"),
                    ("stroke-width", "0.6"),
                ],
            )?;
        }
        for at in 0..self.bins.bars.len() {
            self.write_numbers(svg, at)?;
        }
        Ok(())
    }

    /// The left end and the width of a bar, which leaves a gap to the next one.
    fn bar_place(&self, at: usize) -> (i64, i64) {
        let (left, room) = (self.left_of(at), self.left_of(at + 1) - self.left_of(at));
        let width = (room * 4 / 5).min(BAR_WIDTH_MAX);
        (left + (room - width) / 2, width)
    }

    /// Writes the numbers of a bar, which appear where the bar is pointed at.
    fn write_numbers<W: Write>(&self, svg: &mut SvgWriter<W>, at: usize) -> io::Result<()> {
        let bar = &self.bins.bars[at];
        if bar.iter().all(|number| *number == 0) {
            return Ok(());
        }
        let mut text = self.period_name(at);
        for act in &self.acts {
            let number = bar[*act as usize];
            if number > 0 {
                let _ = write!(
                    text,
                    "\n{} {}",
                    (self.labels.act)(*act),
                    (self.labels.number)(number)
                );
            }
        }
        let (x, width) = (
            length(self.left_of(at)),
            length(self.left_of(at + 1) - self.left_of(at)),
        );
        let (y, height) = (length(self.top), length(PLOT_HEIGHT));
        svg.open(
            "rect",
            &[
                ("x", &x),
                ("y", &y),
                ("width", &width),
                ("height", &height),
                ("fill", "none"),
                ("pointer-events", "all"),
            ],
        )?;
        svg.text("title", &[], &text)?;
        svg.close("rect")
    }

    fn period_name(&self, at: usize) -> String {
        let (first, last) = self.bins.periods_at(at);
        let name = (self.labels.period)(&first);
        if first == last {
            name
        } else {
            format!("{name} – {}", (self.labels.period)(&last))
        }
    }

    /// Writes the names of some periods below the axis, as many as fit.
    fn write_axis<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        let name = |at: usize| (self.labels.period)(&self.bins.periods_at(at).0);
        let ends = [0, self.bins.bars.len() - 1];
        let widest = ends
            .into_iter()
            .map(|at| text_width(&name(at)))
            .max()
            .unwrap_or(0);
        let labels_max = (WIDTH - self.left) / (widest + GAP);
        for at in self.bins.labelled_bars(labels_max) {
            let middle = i64::midpoint(self.left_of(at), self.left_of(at + 1));
            let half = text_width(&name(at)) / 2;
            let x = middle.clamp(half, (WIDTH - half).max(half));
            let tick = format!("M{} {}v5", length(middle), length(self.bottom()));
            svg.empty(
                "path",
                &[("class", "line"), ("d", &tick), ("stroke", "currentColor")],
            )?;
            svg.label((x, self.bottom() + LINE), &[("text-anchor", "middle")], &name(at))?;
        }
        Ok(())
    }

    fn write_legend<W: Write>(&self, svg: &mut SvgWriter<W>) -> io::Result<()> {
        for (act, (x, y, name)) in self.acts.iter().zip(&self.legend) {
            let y = self.legend_top() + y;
            let class = format!("bar bar-{act}");
            let fill = pattern_reference(&self.labels.safe_id(), *act);
            svg.empty(
                "rect",
                &[
                    ("class", &class),
                    ("x", &length(*x)),
                    ("y", &length(y)),
                    ("width", &length(SAMPLE.0)),
                    ("height", &length(SAMPLE.1)),
                    ("fill", &fill),
                    ("stroke", "currentColor"),
                    ("stroke-width", "0.6"),
                ],
            )?;
            svg.label((x + SAMPLE.0 + GAP, y + SAMPLE.1 - 25), &[], name)?;
        }
        Ok(())
    }
}

/// Places the samples of the legend, as many on a line as fit.
fn lay_out_legend(acts: &[Act], labels: &ChartLabels<'_>) -> Vec<(i64, i64, String)> {
    let names: Vec<String> = acts
        .iter()
        .map(|act| cut_text(&(labels.act)(*act), WIDTH / 2))
        .collect();
    let widest = names.iter().map(|name| text_width(name)).max().unwrap_or(0);
    let column = SAMPLE.0 + GAP + widest + 2 * GAP;
    let columns = (WIDTH / column).max(1);
    let place = |(at, name): (usize, String)| {
        let (row, of_row) = (count(at) / columns, count(at) % columns);
        (of_row * column, row * (LINE + GAP / 2), name)
    };
    names.into_iter().enumerate().map(place).collect()
}

/// The distance between two lines of a plot up to `highest`: 1, 2 or 5 with zeros.
fn round_step(highest: u64) -> u64 {
    let mut step: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = step.saturating_mul(factor);
            if highest.div_ceil(step) <= LINES_MAX {
                return step;
            }
        }
        step = step.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        let steps = [0, 1, 4, 5, 8, 9, 20, 21, 1_000, 12_345].map(round_step);
        assert_eq!(steps, [1, 1, 1, 2, 2, 5, 5, 10, 500, 5_000]);
        assert_eq!(u64::MAX.div_ceil(round_step(u64::MAX)), 4);
    }
}
