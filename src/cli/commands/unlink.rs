use super::link::Linking;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit unlink s4k2m8xw s9t1v3qd --as contradicts";

/// Take a link between two statements back
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UnlinkArgs {
    #[command(flatten)]
    linking: Linking,
}

impl UnlinkArgs {
    /// Takes the link back.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        self.linking.run(session, false)
    }
}
