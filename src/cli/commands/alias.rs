use crate::cli::deciding::{Deciding, told};
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::cli::{naming, people};
use crate::domain::{SpeakerCommand, SpeakerDecision, SpeakerId};
use crate::tracker::Tracker;
use clap::Args;
use std::collections::BTreeSet;

const EXAMPLES: &str = "\
A name that is read in articles needs no alias, and cannot be removed: it is what they say.

Examples:
  dixit alias \"Claire Aubert\" \"C. Aubert\"
  dixit alias \"Claire Aubert\" \"C. Aubert\" --remove";

/// Give a speaker another name to be found by, or take one back
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct AliasArgs {
    /// The speaker: a name, or an id
    speaker: String,
    /// The other name
    #[arg(value_parser = told)]
    name: String,
    /// Take the name back
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl AliasArgs {
    /// Gives it, or takes it back.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let given = SpeakerDecision::Alias(self.name.clone(), true);
        let speakers = people::meant(&tracker, &self.speaker, self.remove.then_some(&given))?;
        if !self.remove {
            refuse_name_of_another(&tracker, &self.name, &speakers)?;
        }
        self.deciding.each(session, speakers, |speaker, reason| {
            let order = SpeakerCommand::Alias(speaker, self.name.clone(), !self.remove);
            tracker.decide_speakers(order, reason)
        })
    }
}

/// Refuses an alias that another speaker has for a name already: whoever asks by it would be asked whom they mean.
fn refuse_name_of_another(
    tracker: &Tracker,
    name: &str,
    speakers: &BTreeSet<SpeakerId>,
) -> Result<(), CliError> {
    let Ok(bearer) = naming::speaker(tracker, name) else {
        return Ok(());
    };
    let wholes: Vec<SpeakerId> = speakers
        .iter()
        .filter_map(|speaker| naming::speaker(tracker, speaker.as_str()).ok())
        .collect();
    if speakers.contains(&bearer) || wholes.contains(&bearer) {
        return Ok(());
    }
    let known = naming::speaker_name(tracker, &bearer)?;
    Err(
        CliError::input(format_args!("{name:?} finds {known} ({bearer}) already"))
            .hint("`dixit merge` says that the two are one"),
    )
}
