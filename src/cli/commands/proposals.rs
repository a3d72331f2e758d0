use crate::cli::error::{CliError, Exit};
use crate::cli::filters::Filters;
use crate::cli::session::Session;
use crate::cli::{listing, statements};
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
}

impl ProposalsArgs {
    /// Prints it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let Filters {
            speaker,
            topic,
            since,
            until,
            lang,
            publisher,
            limit,
        } = self.filters;
        let entries = session.ask(&Proposals {
            speaker,
            topic,
            since,
            until,
            lang,
            publisher,
            limit,
        })?;
        let table = statements::table(entries.0.iter().map(|entry| (entry, [].as_slice())));
        listing::print(session, &entries, &table, "no such proposals")?;
        Ok(Exit::Done)
    }
}
