//! `dixit export`: what the log holds, for other programs.

mod events;

use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Example:
  dixit export events --output events.ndjson";

/// Write the log for other programs
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, arg_required_else_help = true, subcommand_required = true)]
pub(crate) struct ExportArgs {
    #[command(subcommand)]
    what: What,
}

/// What to export.
#[derive(Debug, Subcommand)]
enum What {
    Events(events::EventsArgs),
}

impl ExportArgs {
    /// Writes it.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        match self.what {
            What::Events(args) => args.run(session),
        }
    }
}
