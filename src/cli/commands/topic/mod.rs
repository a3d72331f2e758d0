//! `topic`: which topics there are, and by which terms they are found.

mod add;
mod edit;
mod fields;
mod import;
mod list;
mod retire;

use crate::cli::error::{CliError, Exit};
use crate::cli::session::Session;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
A topic is found by its terms: whole words, without case or accents, in their plural and singular, and in French in \
their feminine; a term in capitals (AI) in capitals only; Chinese by its characters. A topic is named by a label or its \
id, one of your own without own: too. Whatever is decided of topics, all of history is told anew what it is about.

Examples:
  dixit topic add ai-governance --label en=\"AI governance\" --term en=\"AI governance\" --term fr=\"gouvernance de l'IA\"
  dixit topic import vocabulary.ttl
  dixit topic list --own";

/// Decide what there is to speak about: topics, their labels, their terms
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
    /// Does it.
    pub(crate) fn run(self, session: &mut Session) -> Result<Exit, CliError> {
        match self.command {
            TopicCommand::Add(args) => args.run(session),
            TopicCommand::Edit(args) => args.run(session),
            TopicCommand::Retire(args) => args.run(session),
            TopicCommand::List(args) => args.run(session),
            TopicCommand::Import(args) => args.run(session),
        }
    }
}
