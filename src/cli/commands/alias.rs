use crate::cli::args::values::parse_nonempty;
use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::cli::{name_resolution, speaker_decisions};
use crate::domain::{SpeakerCommand, SpeakerDecision, SpeakerId};
use crate::tracker::Tracker;
use clap::Args;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
Names that articles use need no alias and cannot be removed.

Examples:
  dixit alias \"Claire Aubert\" \"C. Aubert\"
  dixit alias \"Claire Aubert\" \"C. Aubert\" --remove";

/// Give a speaker another name to be found by, or remove it
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AliasArgs {
    /// Speaker: a name or an id
    speaker: String,
    /// Additional name
    #[arg(value_parser = parse_nonempty)]
    name: String,
    /// Remove the name
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl AliasArgs {
    /// Records the decision.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let given = SpeakerDecision::Alias(self.name.clone(), true);
        let speakers =
            speaker_decisions::speakers_to_decide_on(&tracker, &self.speaker, self.remove.then_some(&given))?;
        if !self.remove {
            refuse_name_of_another(&tracker, &self.name, &speakers)?;
        }
        self.deciding.decide_each(session, speakers, |speaker, reason| {
            let order = SpeakerCommand::Alias(speaker, self.name.clone(), !self.remove);
            tracker.decide_speakers(order, reason)
        })
    }
}

/// Refuses an alias that already names another speaker: a search for it would become ambiguous.
fn refuse_name_of_another(
    tracker: &Tracker,
    name: &str,
    speakers: &BTreeSet<SpeakerId>,
) -> Result<(), CliError> {
    let Ok(bearer) = name_resolution::resolve_speaker(tracker, name) else {
        return Ok(());
    };
    let wholes: Vec<SpeakerId> = speakers
        .iter()
        .filter_map(|speaker| name_resolution::resolve_speaker(tracker, speaker.as_str()).ok())
        .collect();
    if speakers.contains(&bearer) || wholes.contains(&bearer) {
        return Ok(());
    }
    let known = name_resolution::canonical_speaker_name(tracker, &bearer)?;
    Err(
        CliError::input(format_args!("{name:?} is already a name of {known} ({bearer})"))
            .with_hint("if both are the same speaker, use `dixit merge`"),
    )
}
