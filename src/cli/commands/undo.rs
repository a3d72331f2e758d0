use crate::cli::as_of;
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::domain::Position;
use clap::Args;

const EXAMPLES: &str = "\
Nothing is erased: the opposite is decided, and what was decided meanwhile on other matters stays. Every decision \
prints its position; `dixit log` and `dixit show ID --history` have it too. To undo an undoing decides it again.

Examples:
  dixit undo @1207
  dixit undo @1207 --reason \"the wrong Claire Aubert\"";

/// Undo a decision: what it set is as it was before
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UndoArgs {
    /// Where the decision stands in the log, as in @1207
    #[arg(value_parser = as_of::position)]
    position: Position,
    #[command(flatten)]
    deciding: Deciding,
}

impl UndoArgs {
    /// Undoes it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let lead = format!("undid {}: ", self.position);
        self.deciding
            .each_led(session, &lead, [self.position], |position, reason| {
                tracker.undo(position, reason)
            })
    }
}
