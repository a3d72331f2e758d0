use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::filters;
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{StatementCommand, Status};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  dixit status s4k2m8xw adopted --reason \"Official Journal of 2 June\"
  dixit status s4k2m8xw open";

/// Say what became of a proposal or promise
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct StatusArgs {
    /// The statement: its id, or enough of its beginning
    id: String,
    /// What became of it
    #[arg(value_parser = filters::status())]
    status: Status,
    #[command(flatten)]
    deciding: Deciding,
}

impl StatusArgs {
    /// Says so.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let id = naming::statement(&tracker, &self.id)?;
        let order = StatementCommand::Mark(self.status);
        self.deciding.each(session, [order], |order, reason| {
            tracker.decide_statement(&id, order, reason)
        })
    }
}
