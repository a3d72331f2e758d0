use crate::cli::args::Format;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::listing;
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, sheet};
use crate::domain::Act;
use crate::query::{MatrixCount, MatrixPeriod, MatrixQuery};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
A statement about several topics counts in each, and one that two articles report counts twice. What can have been \
said in several periods counts in the first. \
The terminal shows those who speak most and what is spoken of most; the other forms have every count.

Examples:
  dixit matrix
  dixit matrix --by month --topic \"artificial intelligence\" --format csv";

/// The most speakers that a terminal shows.
const SPEAKERS_MAX: usize = 20;
/// The most topics that a terminal shows: a letter stands for each.
const TOPICS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
/// What the speakers' names take of a line at least, and each topic, in cells.
const SPEAKER_CELLS: usize = 18;
const TOPIC_CELLS: usize = 8;
/// How much of the greatest count a cell has, in quarters.
const SHADES: [&str; 4] = ["░", "▒", "▓", "█"];

/// Count who speaks about what, how often, over time
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MatrixArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
    /// How long the periods are
    #[arg(long, value_enum, value_name = "PERIOD", default_value_t = By::Year)]
    by: By,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// A year
    Year,
    /// A month
    Month,
    /// All of the time
    All,
}

impl MatrixArgs {
    /// Prints them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let counts = session.ask(&MatrixQuery {
            within: self.filters.timeline(self.act),
            by: match self.by {
                By::Year => MatrixPeriod::Year,
                By::Month => MatrixPeriod::Month,
                By::All => MatrixPeriod::All,
            },
        })?;
        if session.format != Format::Table {
            listing::data(session, &counts)?;
            return Ok(Exit::Done);
        }
        if counts.0.is_empty() {
            session.ui.summary("nobody speaks about anything");
            return Ok(Exit::Done);
        }
        let mut periods: BTreeMap<&str, Vec<&MatrixCount>> = BTreeMap::new();
        for count in &counts.0 {
            periods.entry(&count.period).or_default().push(count);
        }
        // What has no date sorts first as text, and comes last.
        let undated = periods.remove("..");
        let all = matches!(self.by, By::All);
        let last = undated.map(|counts| (if all { "all of the time" } else { "without a date" }, counts));
        for (number, (period, counts)) in periods.into_iter().chain(last).enumerate() {
            if number > 0 {
                session.ui.line("")?;
            }
            print(session, period, &counts)?;
        }
        Ok(Exit::Done)
    }
}

/// Prints one period: its name, speakers down, topics across, and what the letters stand for.
fn print(session: &mut Session, period: &str, counts: &[&MatrixCount]) -> Result<(), CliError> {
    let room = session.ui.width().saturating_sub(SPEAKER_CELLS) / TOPIC_CELLS;
    let topics = most(counts, |count| &count.label, TOPICS.len().min(room.max(1)));
    let speakers = most(counts, |count| &count.speaker.name, SPEAKERS_MAX);
    let mut cells: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for count in counts {
        *cells.entry((&count.speaker.name, &count.label)).or_default() += count.statements;
    }
    let greatest = cells.values().copied().max().unwrap_or(1);
    let mut columns = vec![Column::text("speaker", 12)];
    columns.extend(
        topics
            .iter()
            .zip(TOPICS)
            .map(|(_, letter)| Column::number(letter)),
    );
    let mut table = Table::new(columns);
    for (speaker, _) in &speakers {
        let numbers = topics
            .iter()
            .map(|(topic, _)| cell(cells.get(&(*speaker, *topic)).copied(), greatest));
        table.row(
            std::iter::once(Cell::new(speaker, style::SPEAKER))
                .chain(numbers)
                .collect::<Vec<_>>(),
        );
    }
    session.ui.paragraph(period, style::TITLE)?;
    session.ui.line("")?;
    listing::show(session, &table, "")?;
    session.ui.line("")?;
    let legend: Vec<(&str, Cell)> = TOPICS
        .into_iter()
        .zip(
            topics
                .iter()
                .map(|(topic, sum)| Cell::new(&format!("{topic}: {sum}"), style::PLAIN)),
        )
        .collect();
    let legend = sheet(&legend, session.ui.width(), session.ui.colored());
    session.ui.write(&legend)
}

/// The names with the greatest sums, at most so many, the greatest first.
fn most<'a>(
    counts: &[&'a MatrixCount],
    name: impl Fn(&'a MatrixCount) -> &'a str,
    limit: usize,
) -> Vec<(&'a str, u64)> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for count in counts {
        *sums.entry(name(count)).or_default() += count.statements;
    }
    let mut sums: Vec<(&str, u64)> = sums.into_iter().collect();
    sums.sort_by_key(|(name, sum)| (std::cmp::Reverse(*sum), *name));
    sums.truncate(limit);
    sums
}

/// A number with a shade beside it that is the darker the nearer it is to the greatest.
fn cell(count: Option<u64>, greatest: u64) -> Cell {
    let Some(count) = count.filter(|count| *count > 0) else {
        return Cell::default();
    };
    let quarter = (count * 4).div_ceil(greatest.max(1)).clamp(1, 4);
    let shade = usize::try_from(quarter - 1).ok().and_then(|at| SHADES.get(at));
    Cell::new(&format!("{} {count}", shade.unwrap_or(&"")), style::PLAIN)
}
