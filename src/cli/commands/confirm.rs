use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::StatementCommand;
use clap::Args;

const EXAMPLES: &str = "\
A confirmed statement stays as it is, even if a newer version of dixit reads its article differently. Such a \
difference is a dispute: `dixit show ID --history` shows it. Confirm or correct the statement again to settle it.

Examples:
  dixit confirm s4k2m8xw
  dixit confirm s4k2m8xw s9t1v3qd --reason \"heard on the recording\"";

/// Confirm that statements were read correctly
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConfirmArgs {
    /// Statement ids; a unique beginning is enough
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl ConfirmArgs {
    /// Records the decisions.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let ids = name_resolution::resolve_statements(&tracker, &self.ids)?;
        self.deciding.decide_each(session, ids, |id, reason| {
            tracker.decide_statement(&id, StatementCommand::Confirm, reason)
        })
    }
}
