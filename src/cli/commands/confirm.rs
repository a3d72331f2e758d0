use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::StatementCommand;
use clap::Args;

const EXAMPLES: &str = "\
A statement that somebody looked at stays as it is when a newer dixit reads its article otherwise. That is then a \
dispute, which `dixit show ID --history` tells of, and which is settled by confirming or correcting it again.

Examples:
  dixit confirm s4k2m8xw
  dixit confirm s4k2m8xw s9t1v3qd --reason \"heard on the recording\"";

/// Say that statements were checked and are right
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ConfirmArgs {
    /// The statements: ids, or enough of their beginnings
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    deciding: Deciding,
}

impl ConfirmArgs {
    /// Says so.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let ids = naming::statements(&tracker, &self.ids)?;
        self.deciding.each(session, ids, |id, reason| {
            tracker.decide_statement(&id, StatementCommand::Confirm, reason)
        })
    }
}
