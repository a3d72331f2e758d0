use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::ui::style;
use crate::cli::ui::table::{Cell, Column, Table, render_values};
use crate::cli::views::{charts, listing};
use crate::domain::Act;
use crate::query::{MatrixPeriod, MatrixQuery, MatrixTable, MatrixTablesQuery};
use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
A statement on several topics counts once for each topic, and a statement in two articles counts twice. A statement \
that may belong to several periods counts in the first. The table, and the chart of --format svg, show only the most frequent \
speakers and topics; the other formats have every count.

Examples:
  dixit matrix
  dixit matrix --by month --topic \"artificial intelligence\" --format csv
  dixit matrix --by all --format svg > matrix.svg";

/// Maximum number of speakers that the table shows.
const SPEAKERS_MAX: usize = 20;
/// Column letters of the topics; the table shows no more topics than this.
const TOPIC_LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
/// Minimum width in cells of the speaker column, and of each topic column.
const SPEAKER_CELLS_MIN: usize = 18;
const TOPIC_CELLS_MIN: usize = 8;
/// Shades for the quarters of the greatest count.
const SHADES: [&str; 4] = ["░", "▒", "▓", "█"];

/// Count statements by speaker, topic and period
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MatrixArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
    /// Length of the periods
    #[arg(long, value_enum, value_name = "PERIOD", default_value_t = PeriodArg::Year)]
    by: PeriodArg,
}

/// Length of a period.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum PeriodArg {
    /// One year
    Year,
    /// One month
    Month,
    /// The whole time, as one period
    All,
}

impl MatrixArgs {
    /// Prints a table for each period.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let is_whole = matches!(self.by, PeriodArg::All);
        let counts = MatrixQuery {
            within: self.filters.into_statement_filter(self.act),
            by: match self.by {
                PeriodArg::Year => MatrixPeriod::Year,
                PeriodArg::Month => MatrixPeriod::Month,
                PeriodArg::All => MatrixPeriod::All,
            },
        };
        if session.format == Format::Svg {
            let question = MatrixTablesQuery {
                counts,
                speakers: SPEAKERS_MAX,
                topics: TOPIC_LETTERS.len(),
            };
            charts::print_matrix_chart(session, &question, |table| {
                name_period(table, is_whole).to_owned()
            })?;
            return Ok(ExitStatus::Done);
        }
        if session.format != Format::Table {
            let counts = session.ask(&counts)?;
            listing::print_list(session, &counts)?;
            return Ok(ExitStatus::Done);
        }
        let room = session.ui.width().saturating_sub(SPEAKER_CELLS_MIN) / TOPIC_CELLS_MIN;
        let tables = session.ask(&MatrixTablesQuery {
            counts,
            speakers: SPEAKERS_MAX,
            topics: TOPIC_LETTERS.len().min(room.max(1)),
        })?;
        if tables.is_empty() {
            session.ui.print_summary("no statements match");
            return Ok(ExitStatus::Done);
        }
        for (number, table) in tables.iter().enumerate() {
            if number > 0 {
                session.ui.write_line("")?;
            }
            print_period(session, name_period(table, is_whole), table)?;
        }
        Ok(ExitStatus::Done)
    }
}

/// The name of a period; `is_whole` where it is all of the time.
fn name_period(table: &MatrixTable, is_whole: bool) -> &str {
    match table.period.as_str() {
        ".." if is_whole => "all of the time",
        ".." => "without a date",
        period => period,
    }
}

/// Prints one period: its name, a row for each speaker, a column for each topic, and what the letters mean.
fn print_period(session: &mut Session, period: &str, counts: &MatrixTable) -> Result<(), CliError> {
    let mut columns = vec![Column::text("speaker", 12)];
    columns.extend(
        counts
            .topics
            .iter()
            .zip(TOPIC_LETTERS)
            .map(|(_, letter)| Column::number(letter)),
    );
    let mut table = Table::new(columns);
    for (speaker, numbers) in &counts.speakers {
        let numbers = numbers.iter().map(|count| shaded_cell(*count, counts.greatest));
        table.push_row(
            std::iter::once(Cell::new(speaker, style::SPEAKER))
                .chain(numbers)
                .collect::<Vec<_>>(),
        );
    }
    session.ui.write_paragraph(period, style::TITLE)?;
    session.ui.write_line("")?;
    listing::print_table(session, &table, "")?;
    session.ui.write_line("")?;
    let legend: Vec<(&str, Cell)> = TOPIC_LETTERS
        .into_iter()
        .zip(
            counts
                .topics
                .iter()
                .map(|(topic, sum)| Cell::new(&format!("{topic}: {sum}"), style::PLAIN)),
        )
        .collect();
    let legend = render_values(&legend, session.ui.width(), session.ui.is_colored());
    session.ui.write(&legend)
}

/// Builds a cell with a number and a shade, darker for counts nearer to `greatest`.
fn shaded_cell(count: u64, greatest: u64) -> Cell {
    if count == 0 {
        return Cell::default();
    }
    let quarter = (count * 4).div_ceil(greatest.max(1)).clamp(1, 4);
    let shade = usize::try_from(quarter - 1).ok().and_then(|at| SHADES.get(at));
    Cell::new(&format!("{} {count}", shade.unwrap_or(&"")), style::PLAIN)
}
