use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::speaker_decisions::SpeakerDecisions;
use crate::cli::{name_resolution, same_speaker_error};
use crate::domain::SpeakerCommand;
use clap::Args;

const EXAMPLES: &str = "\
From now on, every answer shows both under the name of the second speaker, and finds them by any of their names. The \
articles stay as they are. `dixit split` separates the speakers again.

Examples:
  dixit merge 李强 \"Li Qiang\"
  dixit merge p4k2m8xw p9t1v3qd --reason \"one office, two spellings\"";

/// Merge a speaker into another one: both are the same
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct MergeArgs {
    /// Speaker to merge: a name or an id
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    /// Speaker to merge into, whose name both get: a name or an id
    #[arg(value_name = "INTO")]
    into: String,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl MergeArgs {
    /// Records the decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let speaker = name_resolution::resolve_speaker(&tracker, &self.speaker)?;
        let into = name_resolution::resolve_speaker(&tracker, &self.into)?;
        let decisions = SpeakerDecisions::load(&tracker, None)?;
        if decisions.canonical_speaker(&speaker) == decisions.canonical_speaker(&into) {
            let texts = [self.speaker.as_str(), self.into.as_str()];
            return Err(same_speaker_error::same_speaker_error(
                &tracker,
                texts,
                &decisions.canonical_speaker(&into),
                &self.deciding.actor(session),
            )?);
        }
        let order = SpeakerCommand::Merge(speaker, into);
        self.deciding.decide_each(session, [order], |order, reason| {
            tracker.decide_speakers(order, reason)
        })
    }
}
