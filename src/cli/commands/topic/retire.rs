use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::TopicCommand;
use clap::Args;

const EXAMPLES: &str = "\
Example:
  dixit topic retire medtop:20000636 --reason \"too wide to tell anything\"";

/// Let nothing be about a topic any longer
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RetireArgs {
    /// The topic: a label, or an id
    #[arg(value_name = "TOPIC")]
    topic: String,
    #[command(flatten)]
    deciding: Deciding,
}

impl RetireArgs {
    /// Retires it.
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let id = naming::topic(&tracker, &self.topic)?;
        self.deciding.each(session, [id], |id, reason| {
            tracker.decide_topics(TopicCommand::Retire(id), reason.as_deref())
        })
    }
}
