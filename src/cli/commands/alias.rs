use crate::cli::deciding::{Deciding, told};
use crate::cli::error::{CliError, Exit};
use crate::cli::people;
use crate::cli::session::Session;
use crate::domain::{SpeakerOrder, SpeakerRuling};
use clap::Args;

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
        let given = SpeakerRuling::Alias(self.name.clone(), true);
        let speakers = people::meant(&tracker, &self.speaker, self.remove.then_some(&given))?;
        self.deciding.each(session, speakers, |speaker, reason| {
            let order = SpeakerOrder::Alias(speaker, self.name.clone(), !self.remove);
            tracker.order_speakers(order, reason)
        })
    }
}
