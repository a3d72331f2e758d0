use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::TopicCommand;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit topic retire medtop:20000636 --reason \"too wide to tell anything\"";

/// Retire a topic: no statement is about it any longer
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RetireArgs {
    /// Topic: a label or an id
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl RetireArgs {
    /// Records the decision.
    pub(super) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let id = name_resolution::resolve_topic(&tracker, &self.topic)?;
        self.deciding.decide_each(session, [id], |id, reason| {
            tracker.decide_topics(TopicCommand::Retire(id), reason.as_deref())
        })
    }
}
