use crate::cli::args::values;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{StatementCommand, Status};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  dixit status s4k2m8xw adopted --reason \"Official Journal of 2 June\"
  dixit status s4k2m8xw open";

/// Set what became of a proposal or promise
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct StatusArgs {
    /// Statement id; a unique beginning is enough
    id: String,
    /// New status
    #[arg(value_parser = values::status_parser())]
    status: Status,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl StatusArgs {
    /// Records the decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let id = name_resolution::resolve_statement(&tracker, &self.id)?;
        let order = StatementCommand::Mark(self.status);
        self.deciding.decide_each(session, [order], |order, reason| {
            tracker.decide_statement(&id, order, reason)
        })
    }
}
