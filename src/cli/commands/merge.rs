use crate::cli::already;
use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::people::People;
use crate::cli::session::Session;
use crate::domain::SpeakerCommand;
use clap::Args;

const EXAMPLES: &str = "\
The two are one in every answer from now on, under the name of the second, and found by all their names. What the \
articles say stays as it is. `dixit split` parts them again.

Examples:
  dixit merge 李强 \"Li Qiang\"
  dixit merge p4k2m8xw p9t1v3qd --reason \"one office, two spellings\"";

/// Say that two speakers are one
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MergeArgs {
    /// The speaker who is the other one: a name, or an id
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    /// The speaker whose name both have from now on: a name, or an id
    #[arg(value_name = "INTO")]
    into: String,
    #[command(flatten)]
    deciding: Deciding,
}

impl MergeArgs {
    /// Says so.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let speaker = naming::speaker(&tracker, &self.speaker)?;
        let into = naming::speaker(&tracker, &self.into)?;
        let people = People::of(&tracker, None)?;
        if people.whole(&speaker) == people.whole(&into) {
            let texts = [self.speaker.as_str(), self.into.as_str()];
            return Err(already::one(
                &tracker,
                texts,
                &people.whole(&into),
                &self.deciding.actor(session),
            )?);
        }
        let order = SpeakerCommand::Merge(speaker, into);
        self.deciding.each(session, [order], |order, reason| {
            tracker.decide_speakers(order, reason)
        })
    }
}
