//! `topic`: which topics there are, and by which terms they are found. [`fields`] has the options that `add` and
//! `edit` share.

mod add;
mod edit;
mod fields;
mod import;
mod list;
mod retire;

use crate::cli::error::{CliError, ExitStatus};
use crate::cli::session::Session;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
A topic is found by its terms: whole words, ignoring case and accents, in singular and plural and, in French, in the \
feminine. A term in capitals (AI) matches only capitals. Chinese terms match their characters. You can name a topic by \
a label or its id; own: may be left out. A change of topics applies to all statements, also to those recorded before.

Examples:
  dixit topic add ai-governance --label en=\"AI governance\" --term en=\"AI governance\" --term fr=\"gouvernance de l'IA\"
  dixit topic import vocabulary.ttl
  dixit topic list --own";

/// Manage topics, their labels and their terms
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct TopicArgs {
    #[command(subcommand)]
    command: TopicCommand,
}

#[derive(Debug, Subcommand)]
enum TopicCommand {
    Add(add::AddArgs),
    Edit(edit::EditArgs),
    Retire(retire::RetireArgs),
    List(list::ListArgs),
    Import(import::ImportArgs),
}

impl TopicArgs {
    /// Runs the subcommand.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        match self.command {
            TopicCommand::Add(args) => args.run(session),
            TopicCommand::Edit(args) => args.run(session),
            TopicCommand::Retire(args) => args.run(session),
            TopicCommand::List(args) => args.run(session),
            TopicCommand::Import(args) => args.run(session),
        }
    }
}
