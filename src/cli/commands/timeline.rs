use crate::cli::args::filters::FilterArgs;
use crate::cli::args::global::Format;
use crate::cli::args::values;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::views::{charts, listing, statement_table};
use crate::domain::Act;
use crate::query::{StatementEntry, StatementFilter};
use clap::Args;

const EXAMPLES: &str = "\
Dates are in EDTF: 2025-07~ means about July 2025; the table shows ? for an unknown date. Statements without a date \
come last.

--format svg draws a chart: how many statements were made in each month or year, by act. It counts all of them: --limit \
is ignored, and a statement that may belong to several periods counts in the first.

Examples:
  dixit timeline --speaker \"li qiang\" --since 2025-07
  dixit timeline --topic \"intelligence artificielle\" --act proposal --format md
  dixit timeline --topic health --format svg > health.svg";

/// Show statements in the order in which they were made, with sources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    filters: FilterArgs,
    /// Only statements with this act
    #[arg(long, value_parser = values::act_parser(), help_heading = "Filters")]
    act: Option<Act>,
}

impl TimelineArgs {
    /// Prints the statements.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let filter = self.filters.into_statement_filter(self.act);
        if session.format == Format::Svg {
            charts::print_timeline_chart(session, filter)?;
            return Ok(ExitStatus::Done);
        }
        let mut page = listing::ListingPage::new(session, filter.limit);
        let question = StatementFilter {
            limit: page.limit,
            ..filter
        };
        let to_cells = |entry: &StatementEntry| statement_table::entry_cells(entry, &[]);
        let rows = (statement_table::new_table(), to_cells);
        listing::print_items(session, &question, rows, (&mut page, "no statements match"))?;
        page.print_note(session)?;
        Ok(ExitStatus::Done)
    }
}
