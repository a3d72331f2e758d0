use super::tag::TagFields;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use crate::domain::Tag;
use clap::Args;

const EXAMPLES: &str = "\
A tag wins over the terms of the topic, even if the terms change later; --as-derived removes the tag.

Examples:
  dixit untag s4k2m8xw education --reason \"a school of fish\"
  dixit untag s4k2m8xw education --as-derived";

/// Tag statements as not being about a topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct UntagArgs {
    #[command(flatten)]
    tagging: TagFields,
}

impl UntagArgs {
    /// Records the decisions.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.tagging.run(session, Tag::NotAbout)
    }
}
