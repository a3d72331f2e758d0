use super::link::LinkFields;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit unlink s4k2m8xw s9t1v3qd --as contradicts";

/// Remove a link between two statements
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UnlinkArgs {
    #[command(flatten)]
    linking: LinkFields,
}

impl UnlinkArgs {
    /// Records the removal.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.linking.run(session, false)
    }
}
