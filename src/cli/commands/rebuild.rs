use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit rebuild && dixit verify";

/// Rebuild all read models from the log
///
/// All read models are deleted and derived again from the first event, in one transaction: other processes see the
/// old ones until it is done.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RebuildArgs {}

impl RebuildArgs {
    /// Rebuilds the read models.
    #[expect(clippy::unused_self, reason = "every command has the same shape")]
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.require_database()?;
        let position = session.open_for_writing(None)?.rebuild()?;
        session.ui.print_summary(format_args!(
            "read models rebuilt from {} events",
            position.number()
        ));
        Ok(ExitStatus::Done)
    }
}
