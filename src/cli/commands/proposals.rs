use crate::cli::error::{CliError, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::session::Session;
use crate::cli::{listing, statements};
use crate::domain::Status;
use crate::query::Proposals;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit proposals --topic \"artificial intelligence\"";

/// Show what was proposed, with the points of each proposal
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ProposalsArgs {
    #[command(flatten)]
    filters: Filters,
    /// Only those of which this became, as `dixit status` says
    #[arg(long, value_parser = filters::status(), help_heading = "Filters")]
    status: Option<Status>,
}

impl ProposalsArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let ledger = session.ask(&Proposals {
            within: self.filters.timeline(None),
            status: self.status,
        })?;
        let table = statements::table(ledger.0.iter().map(|line| (&line.entry, [].as_slice())));
        listing::print(session, &ledger, &table, "no such proposals")?;
        Ok(Exit::Done)
    }
}
