use super::tag::Tagging;
use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use crate::domain::Tag;
use clap::Args;

const EXAMPLES: &str = "\
What a person says of a statement wins over the terms of the topic, whatever they become; --as-derived takes the \
person's word back.

Examples:
  dixit untag s4k2m8xw education --reason \"a school of fish\"
  dixit untag s4k2m8xw education --as-derived";

/// Say that statements are not about a topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UntagArgs {
    #[command(flatten)]
    tagging: Tagging,
}

impl UntagArgs {
    /// Says so.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        self.tagging.run(session, Tag::NotAbout)
    }
}
