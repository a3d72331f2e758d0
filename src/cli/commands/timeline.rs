use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::{listing, statements};
use crate::domain::Act;
use clap::Args;

const EXAMPLES: &str = "\
Dates are written as EDTF: 2025-07~ is about July 2025, and ? in the table stands for a date that is not \
known. Statements without a date come last.

Examples:
  dixit timeline --speaker \"li qiang\" --since 2025-07
  dixit timeline --topic \"intelligence artificielle\" --act proposal --format md";

/// Show what was said, in the order of saying, with its sources
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only what does this
    #[arg(long, value_parser = filters::act(), help_heading = "Filters")]
    act: Option<Act>,
}

impl TimelineArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let entries = session.ask(&self.filters.timeline(self.act))?;
        let table = statements::plain(&entries.0);
        listing::print(session, &entries, &table, "no such statements")?;
        Ok(Exit::Done)
    }
}
