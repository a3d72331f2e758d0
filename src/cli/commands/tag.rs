use crate::cli::deciding::Deciding;
use crate::cli::error::{CliError, Exit};
use crate::cli::naming;
use crate::cli::session::Session;
use crate::domain::{StatementCommand, Tag};
use clap::Args;

const EXAMPLES: &str = "\
Topics are found by their terms in the words and in the headline. What a person says of a statement wins over that, \
whatever the terms become; --as-derived takes the person's word back.

Examples:
  dixit tag s4k2m8xw \"artificial intelligence\"
  dixit tag s4k2m8xw s9t1v3qd own:ai-governance --reason \"its subject, though not its words\"
  dixit tag s4k2m8xw own:ai-governance --as-derived";

/// Say that statements are about a topic
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TagArgs {
    #[command(flatten)]
    tagging: Tagging,
}

/// Which statements, and which topic.
#[derive(Debug, Args)]
pub(super) struct Tagging {
    /// The statements: ids, or enough of their beginnings
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// The topic: a label in any language, or an id
    #[arg(required = true)]
    topic: String,
    /// Let the words of the statement tell again
    #[arg(long)]
    as_derived: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl TagArgs {
    /// Says so.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        self.tagging.run(session, Tag::About)
    }
}

impl Tagging {
    /// Says `tag` of them.
    pub(super) fn run(self, session: &mut Session, tag: Tag) -> Result<Exit, CliError> {
        let mut tracker = self.deciding.open(session)?;
        let ids = naming::statements(&tracker, &self.ids)?;
        let topic = naming::topic(&tracker, &self.topic)?;
        let tag = if self.as_derived { Tag::Derived } else { tag };
        self.deciding.each(session, ids, |id, reason| {
            tracker.decide_statement(&id, StatementCommand::Tag(topic.clone(), tag), reason)
        })
    }
}
