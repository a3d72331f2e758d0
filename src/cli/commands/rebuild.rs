use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit rebuild && dixit verify";

/// Derive everything anew from the log
///
/// The read models are thrown away and folded from the first event on, in one transaction: whoever reads
/// meanwhile sees them as they were.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct RebuildArgs {}

impl RebuildArgs {
    /// Does so.
    #[expect(clippy::unused_self, reason = "every command has the same shape")]
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        session.must_exist()?;
        let position = session.open(None)?.rebuild()?;
        session.ui.summary(format_args!(
            "read models rebuilt from {} events",
            position.number()
        ));
        Ok(Exit::Done)
    }
}
