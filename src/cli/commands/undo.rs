use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::domain::{Position, RecordedEvent};
use crate::query::input::parse_position;
use crate::tracker::Tracker;
use clap::Args;

const EXAMPLES: &str = "\
Nothing is erased: the opposite decision is recorded, and other decisions stay. Every decision prints its position; \
`dixit log` and `dixit show ID --history` list it too. Undoing an undo restores the decision.

Examples:
  dixit undo @1207
  dixit undo --last
  dixit undo @1207 --reason \"the wrong Claire Aubert\"";

/// Undo a decision
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UndoArgs {
    /// Log position of the decision, such as @1207
    #[arg(value_parser = parse_position, required_unless_present = "last", conflicts_with = "last")]
    position: Option<Position>,
    /// Undo your last decision that is still in force; repeat for the one before
    #[arg(long)]
    last: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl UndoArgs {
    /// Records the opposite decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let position = match self.position {
            Some(position) => position,
            None => find_last_decision(session, &tracker)?,
        };
        let lead = format!("undid {position}: ");
        self.deciding
            .decide_each_with_lead(session, &lead, [position], |position, reason| {
                tracker.undo_decision(position, reason)
            })
    }
}

/// Finds the position of the user's last decision that is still in force, and prints what it is.
fn find_last_decision(session: &mut Session, tracker: &Tracker) -> Result<Position, CliError> {
    let Some(decided) = tracker.last_decision()? else {
        return Err(CliError::input("you have no decision to undo").with_hint(
            "to undo a decision of somebody else, find it with `dixit log` and use `dixit undo @POSITION`",
        ));
    };
    let about = match decided.event.statement_id() {
        Some(statement) => statement.to_string(),
        None => decided.stream.to_string(),
    };
    let what = decided
        .event
        .describe()
        .map_or(String::new(), |what| format!(": {what}"));
    let kind = decided.event.type_name();
    let RecordedEvent {
        position,
        recorded_at,
        ..
    } = decided;
    session.ui.print_summary(format_args!(
        "undoing {position}, {kind} of {about}{what}, decided {recorded_at}"
    ));
    Ok(position)
}
