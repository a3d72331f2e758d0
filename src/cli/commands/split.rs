use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::people::People;
use crate::cli::session::Session;
use crate::domain::{SpeakerId, SpeakerOrder};
use crate::query::{Show, Shown};
use crate::tracker::Tracker;
use clap::Args;

const EXAMPLES: &str = "\
The merged speaker is meant by the own id or the own full name; any name of those who are one will do where only one \
was merged. Who was merged, and when, tells `dixit show NAME --history`.

Examples:
  dixit split 李强
  dixit split p4k2m8xw --reason \"namesakes after all\"";

/// Let a speaker who was merged with another be nobody else again
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct SplitArgs {
    /// The speaker who was merged: the own full name, or the id
    #[arg(value_name = "SPEAKER")]
    speaker: String,
    #[command(flatten)]
    deciding: Deciding,
}

impl SplitArgs {
    /// Splits them.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let order = SpeakerOrder::Split(merged(&tracker, self.speaker.trim())?);
        self.deciding.each(session, [order], |order, reason| {
            tracker.order_speakers(order, reason)
        })
    }
}

/// The merged speaker that `text` means. Names find the whole speaker, so that the own name is looked at first.
fn merged(tracker: &Tracker, text: &str) -> Result<SpeakerId, CliError> {
    let people = People::of(tracker, None)?;
    let own = text.parse().ok().into_iter().chain([SpeakerId::of(text)]);
    if let Some(id) = own.into_iter().find(|id| people.is_merged(id)) {
        return Ok(id);
    }
    let meant = naming::speaker(tracker, text)?;
    if people.is_merged(&meant) {
        return Ok(meant);
    }
    let members: Vec<SpeakerId> = people.merged_into(&meant).into_iter().collect();
    match members.as_slice() {
        // That this one is not merged is for the decision to say.
        [] => Ok(meant),
        [one] => Ok(one.clone()),
        several => Err(which(tracker, &meant, several)?),
    }
}

/// That several speakers are merged into `whole`, and how to name each.
fn which(tracker: &Tracker, whole: &SpeakerId, members: &[SpeakerId]) -> Result<CliError, CliError> {
    let id = whole.to_string();
    let Shown::Speaker(sheet) = tracker.ask(&Show { id, around: 0 })? else {
        return Ok(CliError::input(format_args!("{whole} is several speakers")));
    };
    let error = CliError::input(format_args!(
        "{} speakers are merged into {}: say which is to be nobody else",
        members.len(),
        sheet.line.name
    ));
    Ok(members.iter().fold(error, |error, member| {
        let own = sheet
            .names
            .iter()
            .find(|name| name.source == "reference" && SpeakerId::of(&name.name) == *member);
        let name = own.map_or("", |own| own.name.as_str());
        error.hint(
            format_args!("`dixit split {member}` parts {name}")
                .to_string()
                .trim_end(),
        )
    }))
}
