use crate::cli::decision_args::DecisionArgs;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::name_resolution;
use crate::cli::session::Session;
use crate::domain::{StatementCommand, Tag};
use clap::Args;

const EXAMPLES: &str = "\
Topics are derived from their terms in the words and in the headline. A tag wins over that, even if the terms change \
later; --as-derived removes the tag.

Examples:
  dixit tag s4k2m8xw \"artificial intelligence\"
  dixit tag s4k2m8xw s9t1v3qd own:ai-governance --reason \"its subject, though not its words\"
  dixit tag s4k2m8xw own:ai-governance --as-derived";

/// Tag statements as being about a topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TagArgs {
    #[command(flatten)]
    tagging: TagFields,
}

/// The statements and the topic; shared by `tag` and `untag`.
#[derive(Debug, Args)]
pub(super) struct TagFields {
    /// Statement ids; a unique beginning is enough
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Topic: a label in any language, or an id
    #[arg(required = true)]
    topic: String,
    /// Remove the decision, so that the words decide again
    #[arg(long)]
    as_derived: bool,
    #[command(flatten)]
    deciding: DecisionArgs,
}

impl TagArgs {
    /// Records the decisions.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        self.tagging.run(session, Tag::About)
    }
}

impl TagFields {
    /// Records `tag` for each statement.
    pub(super) fn run(self, session: &mut Session, tag: Tag) -> Result<ExitStatus, CliError> {
        let mut tracker = self.deciding.open_existing(session)?;
        let ids = name_resolution::resolve_statements(&tracker, &self.ids)?;
        let topic = name_resolution::resolve_topic(&tracker, &self.topic)?;
        let tag = if self.as_derived { Tag::Derived } else { tag };
        self.deciding.decide_each(session, ids, |id, reason| {
            tracker.decide_statement(&id, StatementCommand::Tag(topic.clone(), tag), reason)
        })
    }
}
