use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::domain::FeedCommand;
use clap::Args;

const EXAMPLES: &str = "\
The articles that were recorded stay.

Example:
  dixit feed remove https://example.org/politics.xml --reason \"moved to another address\"";

/// Remove a feed: `pull` no longer reads it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RemoveArgs {
    /// Web address of the feed, as `feed list` shows it
    #[arg(value_name = "URL")]
    address: String,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl RemoveArgs {
    /// Records the decision.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let address = self.address.trim().to_owned();
        self.deciding.decide_each(session, [address], |address, reason| {
            tracker.decide_feeds(FeedCommand::Remove(address), reason)
        })
    }
}
