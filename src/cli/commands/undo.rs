use crate::cli::as_of;
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::domain::{Position, Recorded};
use crate::tracker::Tracker;
use clap::Args;

const EXAMPLES: &str = "\
Nothing is erased: the opposite is decided, and what was decided meanwhile on other matters stays. Every decision \
prints its position; `dixit log` and `dixit show ID --history` have it too. To undo an undoing decides it again.

Examples:
  dixit undo @1207
  dixit undo --last
  dixit undo @1207 --reason \"the wrong Claire Aubert\"";

/// Undo a decision: what it set is as it was before
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UndoArgs {
    /// Where the decision stands in the log, as in @1207
    #[arg(value_parser = as_of::position, required_unless_present = "last", conflicts_with = "last")]
    position: Option<Position>,
    /// The last decision of your own that still stands; again, the one before
    #[arg(long)]
    last: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl UndoArgs {
    /// Undoes it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let position = match self.position {
            Some(position) => position,
            None => last(session, &tracker)?,
        };
        let lead = format!("undid {position}: ");
        self.deciding
            .each_led(session, &lead, [position], |position, reason| {
                tracker.undo_decision(position, reason)
            })
    }
}

/// Where the last own decision stands that was not undone; tells what it is.
fn last(session: &mut Session, tracker: &Tracker) -> Result<Position, CliError> {
    let Some(decided) = tracker.last_decision()? else {
        return Err(CliError::input("you decided nothing that still stands")
            .hint("`dixit log` has the decisions of others; `dixit undo @POSITION` undoes one of them"));
    };
    let about = match decided.event.statement() {
        Some(statement) => statement.to_string(),
        None => decided.stream.to_string(),
    };
    let what = decided
        .event
        .what()
        .map_or(String::new(), |what| format!(": {what}"));
    let kind = decided.event.type_name();
    let Recorded {
        position,
        recorded_at,
        ..
    } = decided;
    session.ui.summary(format_args!(
        "undoing {position}, {kind} of {about}{what}, decided {recorded_at}"
    ));
    Ok(position)
}
